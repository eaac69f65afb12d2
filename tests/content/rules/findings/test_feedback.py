"""Is feedback found that teaches nothing?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.kinds import every_kind
from tests.modules import module_value
from training.content.rules.blocks import Quiz
from training.content.rules.findings import feedback_findings
from training.content.rules.questions import Choice, Decision

KIND: dict[str, Any] = {question.kind: question for question in every_kind()}
WITH_ONE = ("true-false", "numeric", "short-text", "gap-text", "matching", "ordering")


def _said(*asked: Any) -> list[tuple[str | None, str]]:
    module = module_value()
    quiz = Quiz(key="q", title="t", purpose="practice", questions=asked)
    lessons = (replace(module.lessons[1], blocks=(quiz,)),)
    return [(each.block, each.said) for each in feedback_findings(replace(module, lessons=lessons))]


def _choices(*feedback: str) -> tuple[Choice, ...]:
    return tuple(Choice(key=f"c{at}", text=f"Choice {at}", feedback=text) for at, text in enumerate(feedback))


def test_feedback_of_its_own_for_everything_is_no_finding() -> None:
    assert _said(*every_kind()) == []


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_the_same_feedback_for_every_choice_is_found(kind: str) -> None:
    question = replace(KIND[kind], choices=_choices("Because.", "because. ", "Because."))

    assert _said(question) == [(f"q/{question.key}", "Every choice gets the same feedback")]
    assert _said(replace(question, choices=_choices("Because.", "because.", "No."))) == []


def test_feedback_that_repeats_the_choice_is_found() -> None:
    question = replace(KIND["single"], choices=_choices("choice 0.", "No, choice 1 tempts."))

    assert _said(question) == [(f"q/{question.key}/c0", "The feedback only repeats the choice")]


def test_decisions_are_looked_at_as_well() -> None:
    case = KIND["scenario"]
    same = tuple(Decision(key=f"d{at}", text=f"Decide {at}", feedback="So.") for at in range(2))

    told = _said(replace(case, steps=(replace(case.steps[0], decisions=same),)))

    assert told == [(f"q/{case.key}/{case.steps[0].key}", "Every choice gets the same feedback")]


@pytest.mark.parametrize("kind", WITH_ONE)
def test_the_same_feedback_to_right_and_wrong_is_found(kind: str) -> None:
    question = replace(KIND[kind], right_feedback="It is 5.", wrong_feedback="It is 5")

    assert _said(question) == [(f"q/{question.key}", "Right and wrong answers get the same feedback")]


def test_feedback_that_is_not_written_yet_is_a_fault_and_no_finding() -> None:
    nothing = replace(KIND["true-false"], right_feedback="", wrong_feedback="")

    assert _said(nothing, replace(KIND["single"], choices=_choices("", ""))) == []
