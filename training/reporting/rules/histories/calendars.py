"""When do people begin, and when do they go on? On working days, and less in summer."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

A_DAY = 24 * 60
#: How much begins in each month: hardly anything in summer.
_SEASON = (1.0, 1.05, 1.1, 0.95, 1.0, 0.9, 0.35, 0.3, 1.05, 1.15, 1.1, 0.6)
_WEEKEND = 0.05
_SATURDAY = 5
_OFFICE_HOURS = (7 * 60, 15 * 60)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a history by their place; a moment is a number of minutes since the first.

    `working` leads to the next working day, `busy` adds up how much begins until a day, `clock` writes each minute.
    """

    days: Sequence[str]
    working: Sequence[int]
    busy: Sequence[float]
    clock: Sequence[str]

    @property
    def end(self) -> int:
        """Return the first moment after it."""
        return len(self.days) * A_DAY

    def written(self, minute: int) -> str:
        """Write a moment as the database reads it."""
        return self.days[minute // A_DAY] + self.clock[minute % A_DAY]

    def begins(self, chance: Random) -> int:
        """Draw a moment at which somebody begins."""
        day = bisect(self.busy, chance.random() * self.busy[-1])
        return day * A_DAY + chance.randrange(*_OFFICE_HOURS)

    def later(self, chance: Random, minute: int, *, days: float) -> int:
        """Draw a moment that is on the average so many days later, on a working day; the end where none is left."""
        day = minute // A_DAY + int(chance.expovariate(1 / days))
        if day >= len(self.working):
            return self.end
        return max(minute + 45, self.working[day] * A_DAY + chance.randrange(*_OFFICE_HOURS))


def calendar(*, until: date, years: int, zone: str) -> Calendar:
    """Make the calendar of so many years before a day; `zone` is written after each moment."""
    first = until - timedelta(days=round(years * 365.25))
    days = [first + timedelta(days=number) for number in range((until - first).days)]
    weekend = [day.weekday() >= _SATURDAY for day in days]
    weights = [
        _SEASON[day.month - 1] * (_WEEKEND if rests else 1) * (0.7 + 0.6 * place / len(days))
        for place, (day, rests) in enumerate(zip(days, weekend, strict=True))
    ]
    return Calendar(
        days=[day.isoformat() for day in days],
        working=[place + (7 - day.weekday()) * weekend[place] for place, day in enumerate(days)],
        busy=list(accumulate(weights)),
        clock=[f" {minute // 60:02}:{minute % 60:02}:00.000000{zone}" for minute in range(A_DAY)],
    )
