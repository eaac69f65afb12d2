"""Is an answer explained at once where that helps, and not where it would give something away?"""

from typing import Any

import pytest

from tests.kinds import RIGHT_OF_KIND, every_kind
from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.module import TEST
from training.content.rules.questions import Question, Scenario
from training.learning.rules.telling import as_far_as_told, has_ended, is_told, stays, tells_at_once
from training.quizzes.rules.responses import response_to

BY_KIND = {question.kind: question for question in every_kind()}
ON_THE_WAY = {"path": [["start", "ask"]]}


def _quiz(purpose: str) -> Quiz:
    return Quiz(key="q", title="Q", purpose=purpose, questions=every_kind())


def _case() -> Scenario:
    case: Question = BY_KIND["scenario"]
    assert isinstance(case, Scenario)
    return case


@pytest.mark.parametrize(("purpose", "tells"), [("practice", True), (TEST, False), (BEFORE_AND_AFTER, False)])
def test_only_practice_explains_at_once(purpose: str, tells: bool) -> None:
    quiz = _quiz(purpose)
    found = {
        kind: is_told(quiz, question, response_to(question, RIGHT_OF_KIND[kind])) for kind, question in BY_KIND.items()
    }

    assert tells_at_once(quiz) is tells
    # A scale has nothing to tell.
    assert found == {kind: tells and kind != "scale" for kind in BY_KIND}


@pytest.mark.parametrize(
    ("purpose", "kind", "response", "part"),
    [
        ("practice", "single", {"choices": ["museum"]}, "told"),
        ("practice", "scale", {"level": 3}, None),
        (TEST, "single", {"choices": ["museum"]}, None),
        ("practice", "scenario", ON_THE_WAY, "told"),
        (TEST, "scenario", ON_THE_WAY, "told"),
        (TEST, "scenario", {"path": [["start", "ask"], ["key", "lend"]]}, "end"),
    ],
)
def test_a_learner_stays_where_there_is_something_to_read(
    purpose: str, kind: str, response: dict[str, Any], part: str | None
) -> None:
    assert stays(_quiz(purpose), BY_KIND[kind], response) == part


def test_a_case_is_told_as_far_as_somebody_has_come() -> None:
    case = _case()

    assert [step.key for step in as_far_as_told(case, None).steps] == ["start"]
    assert [step.key for step in as_far_as_told(case, ON_THE_WAY).steps] == ["start", "key"]
    assert not has_ended(case, ON_THE_WAY)
    assert not has_ended(BY_KIND["single"], {"choices": ["museum"]})
