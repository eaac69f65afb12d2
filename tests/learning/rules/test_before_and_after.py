"""Does a quiz before and after compare what was known at the two moments, and nothing in between?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.make import NOW
from tests.modules import module_value
from training.content.rules.blocks import AFTER, BEFORE
from training.foundation.errors import Refused
from training.learning.rules.before_and_after import Change, Pair, changes, pair, quiz_before_and_after, require_open

MODULE = module_value()


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt by the hours at which it began and was handed in."""

    begun: int
    handed_in: int

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return _at(self.begun)

    @property
    def graded_at(self) -> datetime:
        """When it was handed in."""
        return _at(self.handed_in)


def _at(hour: int) -> datetime:
    return NOW + timedelta(hours=hour)


def _pair(*attempts: Sitting, **read: int) -> Pair[Sitting]:
    return pair(attempts, module=MODULE, readings={lesson: _at(hour) for lesson, hour in read.items()})


EARLY, LATE = Sitting(0, 1), Sitting(20, 21)


def test_before_the_lessons_it_is_taken_once() -> None:
    assert (_pair().moment, _pair().open) == (BEFORE, True)
    taken = _pair(EARLY)
    assert (taken.before, taken.after, taken.open) == (EARLY, None, False)


def test_the_lesson_in_which_it_stands_may_have_been_read() -> None:
    assert _pair(Sitting(3, 4), who=2) == Pair(before=Sitting(3, 4), after=None, moment=BEFORE)


def test_between_the_lessons_it_is_not_taken() -> None:
    for attempts in ((), (EARLY,)):
        found = _pair(*attempts, space=10)
        assert (found.moment, found.open) == (None, False)


def test_after_the_lessons_it_is_taken_once_more() -> None:
    assert _pair(EARLY, who=2, space=10) == Pair(before=EARLY, after=None, moment=AFTER)
    assert _pair(EARLY, who=2, space=10).open
    taken = _pair(EARLY, LATE, who=2, space=10)
    assert (taken.before, taken.after, taken.open) == (EARLY, LATE, False)


def test_whoever_was_not_asked_before_is_asked_after_and_has_no_pair() -> None:
    found = _pair(LATE, who=2, space=10)
    assert (found.before, found.after) == (None, LATE)


@pytest.mark.parametrize("attempt", [Sitting(0, 11), Sitting(0, 21), Sitting(11, 12)])
def test_an_attempt_that_lies_across_the_lessons_tells_of_neither_moment(attempt: Sitting) -> None:
    found = _pair(attempt, space=10, who=15)
    assert (found.before, found.after, found.open) == (None, None, True)


def test_the_first_attempt_of_each_moment_counts() -> None:
    again, last = Sitting(1, 2), Sitting(22, 23)
    found = _pair(EARLY, again, LATE, last, who=2, space=10)
    assert (found.before, found.after) == (EARLY, LATE)


@pytest.mark.parametrize(
    ("attempts", "read"), [((EARLY,), {}), ((), {"space": 10}), ((LATE,), {"who": 2, "space": 10})]
)
def test_another_moment_is_refused(attempts: tuple[Sitting, ...], read: dict[str, int]) -> None:
    with pytest.raises(Refused, match="not-at-this-moment"):
        require_open(_pair(*attempts, **read))


def test_only_questions_with_points_at_both_moments_are_compared() -> None:
    before, after = {"a": 0.0, "b": 0.5, "gone": 1.0}, {"a": 1.0, "b": 0.25, "new": 1.0}
    told = changes(["b", "a", "new", "gone", "never"], before=before, after=after)
    assert told == (Change(question="b", before=0.5, after=0.25), Change(question="a", before=0.0, after=1.0))


def test_a_module_need_not_have_such_a_quiz() -> None:
    assert quiz_before_and_after(MODULE) is None
