"""What is a learner told that has changed without them, and for how long?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Long enough for a holiday; the page of the result tells it for good.
TOLD_FOR = timedelta(days=30)


def told_since(now: datetime) -> datetime:
    """Return the moment after which a regrade is still news."""
    return now - TOLD_FOR


@dataclass(frozen=True, slots=True)
class Told:
    """A publication with what its learners are told about it; `note` is empty where nobody wrote anything."""

    id: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLesson:
    """A lesson that reads otherwise than when it was read, since when, and what was told of it meanwhile."""

    lesson: str
    at: datetime
    told: tuple[Told, ...]


def notes(changed: Iterable[ChangedLesson]) -> tuple[Told, ...]:
    """Gather what was told about lessons, each note once, the youngest first."""
    by_id = {told.id: told for each in changed for told in each.told if told.note}
    return tuple(by_id[id_] for id_ in sorted(by_id, reverse=True))
