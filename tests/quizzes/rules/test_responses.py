"""Does a response hold what was chosen, and nothing that was not offered?"""

import pytest

from tests.modules import module_value
from training.content.rules.module import quiz_of
from training.content.rules.questions import SingleChoice
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.choices import chosen
from training.quizzes.rules.responses import response_to

SINGLE, MULTIPLE, NUMERIC = quiz_of(module_value(), "who-quiz")[1].questions


def test_choices_are_kept_in_the_order_of_the_question() -> None:
    assert response_to(MULTIPLE, {"response": ["c", "a"]}) == {"choices": ["a", "c"]}


def test_a_number_is_kept_with_what_was_typed() -> None:
    assert response_to(NUMERIC, {"response": [" 4,50 "]}) == {"number": "4.50", "typed": "4,50"}


@pytest.mark.parametrize("typed", [[], [""]])
def test_nothing_typed_is_no_number(typed: list[str]) -> None:
    with pytest.raises(Refused, match="nothing-chosen"):
        response_to(NUMERIC, {"response": typed})


def test_nothing_chosen_is_no_answer() -> None:
    with pytest.raises(Refused, match="nothing-chosen"):
        response_to(SINGLE, {})


@pytest.mark.parametrize("typed", [["castle"], ["museum", "studio"]])
def test_only_what_the_question_offers_can_be_chosen(typed: list[str]) -> None:
    with pytest.raises(Refused, match="choice-unknown"):
        response_to(SINGLE, {"response": typed})


def test_choices_of_another_publication_are_left_out() -> None:
    assert isinstance(SINGLE, SingleChoice)
    assert [choice.key for choice in chosen(SINGLE, {"choices": ["museum", "gone"]})] == ["museum"]
