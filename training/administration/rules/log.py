"""Which entries of the log does somebody look for, and where does one page of them end?"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from training.foundation.chain import Link
from training.foundation.errors import NotFound

#: How many entries one page lists.
PAGE = 25
CSV, LINES = "csv", "jsonl"
#: What an export may be: for a spreadsheet, or one JSON object a line, which can be verified elsewhere.
KINDS = (CSV, LINES)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND, _DAY = timedelta(microseconds=1), timedelta(days=1)
_PERSON = re.compile(r"person ([0-9]{1,10})")
# The largest number that both databases take for an id.
_LARGEST = 2**31 - 1
_DIGITS = re.compile(r"([0-9]{1,17})-([0-9]{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What entries must be about to be listed; days are those of UTC, `until` is the last of them.

    A person's entries are those of which he or she is the actor or the subject.
    """

    event: str = ""
    person_id: int | None = None
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def begins(self) -> datetime | None:
        """The first moment that counts."""
        return datetime.combine(self.since, time(), UTC) if self.since else None

    @property
    def ends(self) -> datetime | None:
        """The first moment that does not count any more."""
        return datetime.combine(self.until, time(), UTC) + _DAY if self.until and self.until < date.max else None


@dataclass(frozen=True, slots=True)
class Mark:
    """The entry at which a page ends: the next begins with what is older."""

    at: datetime
    id: int

    def __str__(self) -> str:
        """Write it as an address has it."""
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.id}"


def mark(written: str) -> Mark | None:
    """Read where a page begins; None is the newest entry. Raises NotFound for what no page has written."""
    if not written:
        return None
    parts = _DIGITS.fullmatch(written)
    if parts is None:
        raise NotFound("page")
    return Mark(_EPOCH + int(parts[1]) * _MICROSECOND, min(int(parts[2]), _LARGEST))


def person_id(written: str) -> int | None:
    """Read the number of a person, or None where it cannot be one."""
    typed = written.strip()
    number = int(typed) if typed.isascii() and typed.isdigit() else _LARGEST + 1
    return number if number <= _LARGEST else None


def subject_person(subject: str) -> int | None:
    """Return the number of the person whom an entry is about, if it is about one."""
    found = _PERSON.fullmatch(subject)
    return person_id(found[1]) if found else None


def people(entries: list[Link]) -> set[int]:
    """Collect the numbers of all who act in these entries or whom they are about."""
    numbers = {entry.actor_id for entry in entries} | {subject_person(entry.subject) for entry in entries}
    return {number for number in numbers if number is not None}


def export_facts(wanted: Wanted, kind: str) -> dict[str, Any]:
    """Tell what was exported without repeating what somebody typed: a subject may be anything."""
    days = {"since": wanted.since, "until": wanted.until}
    told = {"kind": kind, "event": wanted.event, "person": wanted.person_id, "subject_named": bool(wanted.subject)}
    told |= {name: day.isoformat() for name, day in days.items() if day}
    return {name: value for name, value in told.items() if value not in ("", None, False)}
