"""Is grading fair: whatever the language, the order of choices and the order of answering?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds import every_kind
from tests.make import NOW
from tests.modules import RIGHT, module_value
from training.content.rules.module import quiz_of
from training.content.rules.questions import MultipleChoice, Numeric, SingleChoice
from training.content.rules.segments import localise, segments
from training.quizzes.queries import GivenAnswer
from training.quizzes.rules.grading import (
    counting_answers,
    feedback,
    grade,
    is_right,
    most_points,
    points_needed,
    share,
)
from training.quizzes.rules.responses import response_to

MODULE = module_value()
QUIZ = quiz_of(MODULE, "final-test")[1]
SINGLE, MULTIPLE, NUMERIC = QUIZ.questions
ALL_RIGHT = {question.key: RIGHT[question.kind] for question in QUIZ.questions}

choice_sets = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=1)


def responses() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Draw responses to some of the questions."""
    drawn: dict[Any, st.SearchStrategy[dict[str, Any]]] = {
        SINGLE.key: st.sampled_from(["museum", "studio"]).map(lambda key: {"choices": [key]}),
        MULTIPLE.key: choice_sets.map(lambda keys: {"choices": keys}),
        NUMERIC.key: st.decimals(-10, 10, places=2).map(lambda number: {"number": str(number), "typed": str(number)}),
    }
    return st.fixed_dictionaries({}, optional=drawn)


def test_right_answers_to_everything_give_every_point() -> None:
    mark = grade(QUIZ, ALL_RIGHT)
    assert (mark.points, mark.max_points, mark.passed) == (3, 3, True)


def test_no_answers_give_no_point() -> None:
    mark = grade(QUIZ, {})
    assert (mark.points, mark.passed) == (0, False)


def test_practice_has_no_pass_mark() -> None:
    practice = quiz_of(MODULE, "who-quiz")[1]
    assert grade(practice, {}).passed
    assert points_needed(practice) is None


@given(responses())
def test_points_stay_within_their_bounds(given_responses: dict[str, Any]) -> None:
    mark = grade(QUIZ, given_responses)
    assert 0 <= mark.points <= mark.max_points
    assert sum(mark.marks.values()) == pytest.approx(mark.points)


@given(responses())
def test_grading_does_not_depend_on_the_language(given_responses: dict[str, Any]) -> None:
    texts = {address: (f"[sl] {text}", "reviewed") for address, text in segments(MODULE)}
    in_slovene = quiz_of(localise(MODULE, texts, "sl"), "final-test")[1]
    assert grade(in_slovene, given_responses) == grade(QUIZ, given_responses)


@given(responses())
def test_grading_does_not_depend_on_the_order_of_choices_or_questions(given_responses: dict[str, Any]) -> None:
    assert isinstance(MULTIPLE, MultipleChoice)
    turned = replace(MULTIPLE, choices=MULTIPLE.choices[::-1])
    other = replace(QUIZ, questions=(NUMERIC, turned, SINGLE))
    assert grade(other, given_responses).points == grade(QUIZ, given_responses).points


@given(st.permutations(range(4)))
def test_the_last_answer_counts_in_whatever_order_they_are_read(order: list[int]) -> None:
    answers = [
        GivenAnswer("q", {"choices": [str(number)]}, "en", NOW + timedelta(seconds=number)) for number in range(4)
    ]
    counting = counting_answers([answers[number] for number in order])
    assert counting["q"].response == {"choices": ["3"]}


def test_an_answer_after_the_end_does_not_count() -> None:
    early = GivenAnswer("q", {"choices": ["a"]}, "en", NOW)
    late = GivenAnswer("q", {"choices": ["b"]}, "en", NOW + timedelta(hours=1))
    assert counting_answers([early, late], until=NOW + timedelta(minutes=1)) == {"q": early}


@pytest.mark.parametrize(
    ("choices", "right"), [(["a", "b"], True), (["b", "a"], True), (["a"], False), (["a", "b", "c"], False)]
)
def test_a_multiple_choice_is_wholly_right_for_exactly_the_right_set(choices: list[str], right: bool) -> None:
    assert is_right(MULTIPLE, {"choices": choices}) is right


@pytest.mark.parametrize(("number", "right"), [("4.5", True), ("4.51", True), ("4.52", False), ("4.49", True)])
def test_a_number_is_right_within_its_tolerance(number: str, right: bool) -> None:
    assert is_right(NUMERIC, {"number": number}) is right


@pytest.mark.parametrize(
    ("choices", "points"), [(["a"], 0.5), (["a", "c"], 0), (["a", "b", "c"], 0.5), (["c"], 0), ([], 0)]
)
def test_a_wrong_choice_takes_away_what_a_right_one_gives_but_never_more(choices: list[str], points: float) -> None:
    assert share(MULTIPLE, {"choices": choices}) == points


def test_seventy_per_cent_of_twelve_points_are_exact() -> None:
    twelve = replace(QUIZ, pass_percent=70, questions=tuple(replace(SINGLE, key=f"q{number}") for number in range(12)))
    assert points_needed(twelve) == Decimal("8.4")
    right = {f"q{number}": {"choices": ["museum"]} for number in range(9)}
    assert grade(twelve, right).passed
    assert not grade(twelve, dict(list(right.items())[:8])).passed


def test_questions_without_points_can_be_answered_and_change_no_point() -> None:
    reflecting = replace(QUIZ, questions=(*QUIZ.questions, *every_kind()[-2:]))
    assert most_points(reflecting) == 3
    assert grade(reflecting, {"scale": {"level": 5}, "reflection": {"written": True}}).points == 0


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (SINGLE, ["studio"], ("No: it lives from the market.",)),
        (SINGLE, ["museum"], ("Yes: the town pays for it.",)),
        (MULTIPLE, ["a"], ("Yes: a name is enough.", "Yes: you know who is there.")),
        (NUMERIC, ["4,5"], ("Yes: 90 times 0.05.",)),
        (NUMERIC, ["9"], ("That is 10 per cent.",)),
        (NUMERIC, ["90"], ("No: multiply by 0.05.",)),
    ],
)
def test_feedback_says_what_is_true_of_what_was_chosen(
    question: SingleChoice | MultipleChoice | Numeric, typed: list[str], said: tuple[str, ...]
) -> None:
    assert feedback(question, response_to(question, {"response": typed})) == said


def test_an_unanswered_question_still_teaches() -> None:
    assert feedback(SINGLE, None) == ("Yes: the town pays for it.",)
    assert feedback(NUMERIC, None) == ("No: multiply by 0.05.",)
