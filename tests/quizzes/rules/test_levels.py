"""Does a self-assessment show what has changed, and nothing else?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from training.content.rules.module import Statement
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.scale import level_response
from training.quizzes.rules.levels import Change, change, confidences, levels

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
STATEMENTS = tuple(Statement(key=key, objective="o", text="I can.") for key in ("a", "b", "c"))


@dataclass(frozen=True)
class Given:
    """An answer as it is recorded; minutes after noon."""

    question: str
    level: int
    minutes: int

    @property
    def response(self) -> dict[str, Any]:
        """What is kept."""
        return {"level": self.level}

    @property
    def answered_at(self) -> datetime:
        """When."""
        return NOON + timedelta(minutes=self.minutes)


def _pairs(before: list[Given], after: list[Given]) -> list[tuple[int | None, int | None]]:
    return [(one.before, one.after) for one in confidences(STATEMENTS, {"before": before, "after": after})]


def test_the_last_level_counts() -> None:
    assert levels([Given("a", 4, 2), Given("a", 2, 1), Given("b", 1, 0)]) == {"a": 4, "b": 1}


def test_both_moments_stand_side_by_side() -> None:
    assert _pairs([Given("a", 2, 0)], [Given("a", 4, 9), Given("b", 3, 9)]) == [(2, 4), (None, 3), (None, None)]


def test_what_is_answered_to_before_in_hindsight_does_not_count() -> None:
    """It is kept all the same."""
    assert _pairs([Given("a", 2, 0), Given("a", 1, 20), Given("b", 1, 20)], [Given("a", 4, 9)]) == [
        (2, 4),
        (None, None),
        (None, None),
    ]


def test_only_pairs_are_counted() -> None:
    before = [Given("a", 2, 0), Given("b", 3, 0)]
    after = [Given("a", 4, 9), Given("b", 3, 9), Given("c", 5, 9)]

    found = change(confidences(STATEMENTS, {"before": before, "after": after}))

    assert found == Change(pairs=2, risen=1, same=1, fallen=0)


def test_without_a_second_moment_nothing_has_changed() -> None:
    assert change(confidences(STATEMENTS, {"before": [Given("a", 2, 0)]})).pairs == 0


@pytest.mark.parametrize("typed", ["0", "6", "", "x", "1.5", "٣"])
def test_a_level_is_one_of_five(typed: str) -> None:
    with pytest.raises(Refused, match="choice-unknown"):
        level_response(typed)


def test_a_level_is_kept_as_a_number() -> None:
    assert level_response("3") == {"level": 3}
