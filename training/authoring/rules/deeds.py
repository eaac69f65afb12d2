"""What was a version made for? Kept in its note as an act and what it was done to."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What an author did."""

    CREATED = "created"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    DUPLICATED = "duplicated"
    RESTORED = "restored"
    UNDONE = "undone"
    IMPORTED = "imported"
    QUESTIONS = "questions"
    MEDIA = "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act and its subject: the address of a unit, or the number of the version that was restored or undone."""

    act: Act
    subject: str


def noted(deed: Deed) -> str:
    """Write a deed as the note of a version."""
    return f"{deed.act.value} {deed.subject}"


def deed_in(note: str) -> Deed | None:
    """Read a deed from the note of a version; None where it tells of none."""
    act, _, subject = note.partition(" ")
    return Deed(act=Act(act), subject=subject) if act in set(Act) else None
