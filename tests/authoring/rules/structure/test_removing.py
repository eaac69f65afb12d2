"""Does whatever named something go with it?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.authoring.drafts import courses, dangling, said
from tests.modules import module_value, questions
from training.authoring.rules.structure import removed
from training.authoring.rules.units import unit_of, units
from training.content.rules.blocks import Draw, Quiz
from training.content.rules.module import CompletionRule
from training.foundation.errors import Refused

MODULE = module_value()


def test_removing_all_of_a_course_leaves_an_empty_module() -> None:
    for module in courses():
        left = module
        while len(there := list(units(left))) > 1:
            left = removed(left, there[1])

        assert dangling(left) == []
        assert left.completion == CompletionRule()


def test_an_objective_goes_from_lessons_and_leaves_questions_to_their_author() -> None:
    left = removed(MODULE, "module/sort")

    assert unit_of(left, "who").objectives == ()
    assert unit_of(left, "module/can-sort").objective == ""
    assert unit_of(left, "who/who-quiz/who-single").objective == ""
    assert unit_of(left, "who/who-quiz/who-numeric").objective == "count"


def test_a_lesson_and_its_quizzes_go_from_the_completion_rule() -> None:
    assert removed(MODULE, "who").completion == CompletionRule(read=("space",), passed=("final-test",))
    assert removed(MODULE, "final").completion == CompletionRule(read=("who", "space"))
    assert removed(MODULE, "final/final-test").completion == CompletionRule(read=("who", "space"))
    assert unit_of(removed(MODULE, "who"), "final/final-test/final-single").see is None


def test_sources_go_from_what_cites_them() -> None:
    left = removed(MODULE, "who/sources")

    assert unit_of(left, "who/mill").sources == ()
    assert said(left) == {"The case names no source"}


def test_the_last_question_of_a_pool_takes_the_draw_along() -> None:
    asked: Any = [
        replace(question, pool="easy" if number else "hard") for number, question in enumerate(questions("final"))
    ]
    draws = (Draw(pool="easy", count=1), Draw(pool="hard", count=1))
    test = replace(unit_of(MODULE, "final/final-test"), questions=tuple(asked), draws=draws)
    final = replace(MODULE.lessons[2], blocks=(MODULE.lessons[2].blocks[0], test))
    module = replace(MODULE, lessons=(*MODULE.lessons[:2], final))

    left = removed(module, "final/final-test/final-single")

    quiz = unit_of(left, "final/final-test")
    assert isinstance(quiz, Quiz)
    assert quiz.draws == draws[:1]
    assert removed(module, "final/final-test/final-multiple").lessons[2].blocks[1].draws == draws  # type: ignore[union-attr]


def test_a_module_cannot_be_removed() -> None:
    with pytest.raises(Refused, match="choice-unknown"):
        removed(MODULE, "module")
