"""Is a question found that nobody could answer, or that could not be marked?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.kinds import every_kind
from tests.modules import module_value
from training.content.rules.blocks import Draw, Quiz
from training.content.rules.fault import Fault
from training.content.rules.faults import faults

KIND: dict[str, Any] = {question.kind: question for question in every_kind()}
GAP, MATCH, ORDER, CASE = KIND["gap-text"], KIND["matching"], KIND["ordering"], KIND["scenario"]
START, END = CASE.steps


def _faults(*asked: Any, **rules: Any) -> list[Fault]:
    module = module_value()
    quiz = Quiz(**{"key": "q", "title": "t", "purpose": "practice", "questions": asked} | rules)
    first, *rest = module.lessons
    return faults(replace(module, lessons=(replace(first, blocks=(quiz, *first.blocks)), *rest)))


def test_a_sound_question_of_each_kind_has_no_faults() -> None:
    assert _faults(*every_kind()) == []


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (replace(GAP, text="No gap."), "The gaps are not those of the text"),
        (replace(GAP, text="{who} and {who}"), "The gaps are not those of the text"),
        (replace(GAP, gaps=(replace(GAP.gaps[0], options=GAP.gaps[0].options[:1]),)), "not exactly one right word"),
        (replace(MATCH, pairs=MATCH.pairs[:1]), "nothing to match"),
        (replace(MATCH, pairs=(replace(MATCH.pairs[0], target="mars"), MATCH.pairs[1])), "target “mars”"),
        (replace(MATCH, pairs=(replace(MATCH.pairs[0], key="public"), MATCH.pairs[1])), "“public” is there twice"),
        (replace(ORDER, items=ORDER.items[:1]), "nothing to order"),
        (replace(ORDER, items=(ORDER.items[0], replace(ORDER.items[1], text="First"))), "say “First”"),
        (replace(CASE, steps=()), "no steps"),
        (replace(CASE, steps=(START,)), "step “key” does not exist"),
        (replace(CASE, steps=(START, replace(END, decisions=END.decisions[1:]))), "not exactly one right decision"),
        (
            replace(
                CASE, steps=(START, replace(END, decisions=(replace(END.decisions[0], next="start"), END.decisions[1])))
            ),
            "lead in a circle",
        ),
    ],
)
def test_a_fault_of_a_question_is_named_with_a_remedy(question: Any, problem: str) -> None:
    found = [fault for fault in _faults(question) if problem in fault.said]

    assert found
    assert all(fault.advice and str(fault.block).startswith(f"q/{question.key}") for fault in found)


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ({"minutes": 5}, "Only a test has a time limit"),
        ({"attempts": 2}, "Only a test has a number of attempts"),
        ({"wait_hours": 2}, "Only a test has a wait between attempts"),
        ({"purpose": "test", "pass_percent": 50, "minutes": 0}, "The time limit is less than 1 minute"),
        ({"purpose": "before-and-after", "minutes": 10}, "Only a test has a time limit"),
        ({"purpose": "before-and-after", "draws": (Draw(pool="p", count=1),)}, "draws its questions"),
        ({"draws": (Draw(pool="none", count=1),)}, "So many questions cannot be drawn from the pool “none”: 1"),
    ],
)
def test_rules_that_nobody_could_follow_are_faults(rules: dict[str, Any], problem: str) -> None:
    assert any(problem in fault.said for fault in _faults(*every_kind(), **rules))


def test_a_pool_needs_a_draw_and_points() -> None:
    pooled = [replace(question, pool="p") for question in every_kind()]

    problems = [fault.said for fault in _faults(*pooled)]
    drawn = [fault.said for fault in _faults(*pooled, draws=(Draw(pool="p", count=2),))]

    assert "Nothing is drawn from the pool “p”" in problems
    assert drawn == ["A question without points stands in a pool"] * 2
