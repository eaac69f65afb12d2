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

    def end(self, zone: str) -> datetime:
        """Return the first moment that is in it no more where this time zone holds, in UTC."""
        day = self.following.first_day
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


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
