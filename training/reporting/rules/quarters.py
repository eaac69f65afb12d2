"""When does a quarter of a year begin and end, by the clock of a region?"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from training.foundation.errors import NotFound

_WRITTEN = re.compile(r"(20\d\d)Q([1-4])", re.ASCII)
_MONTHS = 3
_QUARTERS = 4


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; they are in order."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """Write it as addresses and files do: 2026Q3."""
        return f"{self.year}Q{self.number}"

    @property
    def following(self) -> "Quarter":
        """Return the next one."""
        return Quarter(self.year, self.number + 1) if self.number < _QUARTERS else Quarter(self.year + 1, 1)

    @property
    def first_day(self) -> date:
        """Return the day that it begins with."""
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        """Return the day that it ends with."""
        return self.following.first_day - timedelta(days=1)

    @property
    def months(self) -> tuple[str, ...]:
        """Name its months as periods: 2026-07."""
        return tuple(f"{day.year}-{day.month:02}" for day in self._first_days)

    def starts(self, zone: str) -> tuple[datetime, ...]:
        """Return the first moment of each of its months where this time zone holds, in UTC."""
        return tuple(_midnight(day, zone) for day in self._first_days)

    def end(self, zone: str) -> datetime:
        """Return the first moment that is in it no more where this time zone holds, in UTC."""
        return _midnight(self.following.first_day, zone)

    @property
    def _first_days(self) -> tuple[date, ...]:
        first = self.first_day
        return tuple(first.replace(month=first.month + number) for number in range(_MONTHS))


def read_quarter(text: str) -> Quarter:
    """Read a quarter as `key` writes it; NotFound for anything else."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise NotFound("quarter")
    return Quarter(int(found[1]), int(found[2]))


def quarter_of(moment: datetime, zone: str) -> Quarter:
    """Return the quarter that a moment lies in where this time zone holds."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
