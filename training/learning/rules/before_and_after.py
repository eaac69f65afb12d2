"""What does a quiz that is taken before and after the lessons tell, and when may it be taken?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from training.content.rules.blocks import AFTER, BEFORE, BEFORE_AND_AFTER, Quiz
from training.content.rules.module import Module, counted_lessons, quizzes
from training.foundation.errors import Refused


class Attempt(Protocol):
    """An attempt that was handed in."""

    @property
    def started_at(self) -> datetime:
        """When it began."""

    @property
    def graded_at(self) -> datetime:
        """When it was handed in."""


Taken = TypeVar("Taken", bound=Attempt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Generic[Taken]):
    """The attempts of both moments, as far as they were handed in; `moment` is the one that it is now, None between."""

    before: Taken | None
    after: Taken | None
    moment: str | None

    @property
    def open(self) -> bool:
        """Tell whether the quiz may be taken now: once before, once after."""
        taken = {BEFORE: self.before, AFTER: self.after}
        return self.moment is not None and taken[self.moment] is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The points of one question at both moments."""

    question: str
    before: float
    after: float


def quiz_before_and_after(module: Module) -> Quiz | None:
    """Return the quiz of a module that is taken before and after; there is one at most."""
    return next((quiz for _, quiz in quizzes(module) if quiz.purpose == BEFORE_AND_AFTER), None)


def pair(attempts: Sequence[Taken], *, module: Module, readings: Mapping[str, datetime]) -> Pair[Taken]:
    """Find the attempts that count.

    Before: the first that was handed in before any lesson but the first was confirmed as read. After: the first that
    began once all were. What lies between tells of neither moment.
    """
    keys = [lesson.key for lesson in counted_lessons(module)]
    later = [readings[key] for key in keys[1:] if key in readings]
    taught_from = min(later, default=None)
    are_all_read = all(key in readings for key in keys)
    taught_until = max((readings[key] for key in keys), default=None) if are_all_read else None
    return Pair(
        before=next((each for each in attempts if taught_from is None or each.graded_at <= taught_from), None),
        after=next((each for each in attempts if taught_until and each.started_at >= taught_until), None),
        moment=BEFORE if taught_from is None else AFTER if taught_until else None,
    )


def require_open(found: Pair[Taken]) -> None:
    """Raise Refused("not-at-this-moment") where the quiz was taken already, or lessons are being read."""
    if not found.open:
        raise Refused("not-at-this-moment")


def changes(
    questions: Collection[str], *, before: Mapping[str, float], after: Mapping[str, float]
) -> tuple[Change, ...]:
    """Put the points of both moments side by side; a question that one of the grades leaves out says nothing."""
    both = (key for key in questions if key in before and key in after)
    return tuple(Change(question=key, before=before[key], after=after[key]) for key in both)
