"""Does a correction reach those whom it concerns, lower nobody unasked, and change nothing a second time?"""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.modules import RIGHT, module_value
from training.content.rules.module import quiz_of
from training.quizzes.rules.grading import Mark, grade
from training.quizzes.rules.regrading import (
    ACCEPT,
    CHANGES,
    DROP,
    FULL,
    Correction,
    Sitting,
    answer_key,
    answers_given,
    carried_out,
    counted,
    effect,
    regraded,
    regradings,
)

QUIZ = quiz_of(module_value(), "final-test")[1]
SINGLE, MULTIPLE, NUMERIC = (question.key for question in QUIZ.questions)
MUSEUM, STUDIO = {"choices": ["museum"]}, {"choices": ["studio"]}
ANSWERS: dict[str, list[dict[str, Any] | None]] = {
    SINGLE: [None, MUSEUM, STUDIO],
    MULTIPLE: [None, *({"choices": list(keys)} for keys in ("a", "b", "c", "ab", "ac", "bc", "abc"))],
    NUMERIC: [None, *({"number": number, "typed": number} for number in ("4.5", "9", "1"))],
}
QUESTIONS = tuple(ANSWERS)


def sitting(question: str = SINGLE, *, language: str | None = "de", **responses: dict[str, Any] | None) -> Sitting:
    """Make a graded attempt; `responses` by the end of the question's key, the others are open."""
    given = {f"final-{kind}": response for kind, response in responses.items() if response is not None}
    return Sitting(
        attempt_id=UUID(int=1),
        enrolment_id=1,
        mark=grade(QUIZ, given),
        response=given.get(question),
        language=language,
    )


@st.composite
def sittings(draw: st.DrawFn, question: str) -> Sitting:
    """Draw a graded attempt, with some of the other points already given by hand."""
    responses = {key.removeprefix("final-"): draw(st.sampled_from(ANSWERS[key])) for key in QUESTIONS}
    return sitting(question, language=draw(st.sampled_from(["de", "sl", None])), **responses)


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    """Draw a correction of any kind to any of the questions."""
    question = draw(st.sampled_from(QUESTIONS))
    keys = [answer_key(answer) for answer in ANSWERS[question] if answer]
    return Correction(
        question=question,
        change=draw(st.sampled_from(CHANGES)),
        accepted=draw(st.frozensets(st.sampled_from(keys))),
        language=draw(st.sampled_from([None, "de"])),
    )


cases = corrections().flatmap(lambda found: st.tuples(st.just(found), st.lists(sittings(found.question), max_size=6)))


def share(mark: Mark) -> float:
    """Return how much of what could be reached was reached."""
    return mark.points / mark.max_points


@given(cases)
def test_nobody_is_lowered_without_confirmation(case: tuple[Correction, list[Sitting]]) -> None:
    correction, seen = case
    for each in carried_out(regradings(seen, QUIZ, correction), lower=False):
        assert share(each.after) >= share(each.sitting.mark) - 1e-9
        assert each.after.passed or not each.sitting.mark.passed


@given(cases)
def test_the_same_correction_a_second_time_changes_nothing(case: tuple[Correction, list[Sitting]]) -> None:
    correction, seen = case
    once = [replace(each, mark=regraded(each, QUIZ, correction)) for each in seen]
    assert regradings(once, QUIZ, correction) == []


@given(cases, st.booleans())
def test_what_was_carried_out_is_not_carried_out_again(case: tuple[Correction, list[Sitting]], lower: bool) -> None:
    correction, seen = case
    done = {id(each.sitting): each.after for each in carried_out(regradings(seen, QUIZ, correction), lower=lower)}
    after = [replace(each, mark=done.get(id(each), each.mark)) for each in seen]
    assert carried_out(regradings(after, QUIZ, correction), lower=lower) == []


@given(cases)
def test_the_points_of_all_other_questions_stay(case: tuple[Correction, list[Sitting]]) -> None:
    correction, seen = case
    for each in seen:
        after = regraded(each, QUIZ, correction)
        others = {key: points for key, points in each.mark.marks.items() if key != correction.question}
        assert {key: points for key, points in after.marks.items() if key != correction.question} == others
        assert after.points == pytest.approx(sum(after.marks.values()))
        assert after.max_points == len(after.marks)


@given(cases)
def test_a_correction_for_one_language_leaves_the_others_alone(case: tuple[Correction, list[Sitting]]) -> None:
    correction, seen = case
    in_german = replace(correction, language="de")
    assert {each.sitting.language for each in regradings(seen, QUIZ, in_german)} <= {"de"}


@given(cases)
def test_the_effect_is_what_happens(case: tuple[Correction, list[Sitting]]) -> None:
    correction, seen = case
    told, found = effect(seen, QUIZ, correction), regradings(seen, QUIZ, correction)
    assert told.counts == counted(found)
    assert told.attempts >= told.counts.changed
    assert len(carried_out(found, lower=False)) == told.counts.changed - told.counts.fallen


def test_an_accepted_answer_gets_the_full_point_and_others_do_not() -> None:
    correction = Correction(question=SINGLE, change=ACCEPT, accepted=frozenset({answer_key(STUDIO)}))
    accepted, right, left_open = sitting(single=STUDIO), sitting(single=MUSEUM), sitting()
    assert regraded(accepted, QUIZ, correction).marks[SINGLE] == 1
    assert regraded(right, QUIZ, correction) == right.mark
    assert regraded(left_open, QUIZ, correction) == left_open.mark


def test_the_full_point_goes_to_those_who_left_it_open_too() -> None:
    correction = Correction(question=SINGLE, change=FULL)
    assert [regraded(each, QUIZ, correction).points for each in (sitting(), sitting(single=STUDIO))] == [1, 1]


def test_a_dropped_question_counts_neither_as_a_point_nor_as_one_to_reach() -> None:
    correction = Correction(question=SINGLE, change=DROP)
    two_of_three = sitting(multiple=RIGHT["multiple"], numeric=RIGHT["numeric"])
    after = regraded(two_of_three, QUIZ, correction)
    assert (after.points, after.max_points, after.passed) == (2, 2, True)


def test_dropping_takes_away_from_those_who_had_it_right() -> None:
    correction = Correction(question=SINGLE, change=DROP)
    half = sitting(single=MUSEUM, multiple=RIGHT["multiple"])
    (found,) = regradings([half], QUIZ, correction)
    assert (found.falls, found.fails, found.rises) == (True, True, False)
    assert carried_out([found], lower=False) == []
    assert carried_out([found], lower=True) == [found]


def test_who_had_everything_keeps_everything_without_the_question() -> None:
    everything = sitting(single=MUSEUM, multiple=RIGHT["multiple"], numeric=RIGHT["numeric"])
    (found,) = regradings([everything], QUIZ, Correction(question=SINGLE, change=DROP))
    assert (found.falls, found.rises, found.after.points, found.after.max_points) == (False, False, 2, 2)


def test_a_point_may_decide() -> None:
    correction = Correction(question=SINGLE, change=FULL)
    one_of_three = sitting(numeric=RIGHT["numeric"])
    found = counted(regradings([one_of_three], QUIZ, correction))
    assert (found.changed, found.risen, found.passed, found.failed) == (1, 1, 1, 0)


def test_who_was_not_asked_is_not_concerned() -> None:
    asked_less = replace(sitting(), mark=Mark(points=1, max_points=1, passed=True, marks={NUMERIC: 1.0}))
    correction = Correction(question=SINGLE, change=FULL)
    assert effect([asked_less], QUIZ, correction).attempts == 0
    assert regraded(asked_less, QUIZ, correction) == asked_less.mark


def test_an_unknown_change_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="halve"):
        regraded(sitting(), QUIZ, Correction(question=SINGLE, change="halve"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"number": "4.5", "typed": "4,5"}, {"number": "4.50", "typed": "4.50"}, True),
        ({"number": "100", "typed": "100"}, {"number": "1E+2", "typed": "1E2"}, True),
        ({"number": "4.5", "typed": "4.5"}, {"number": "4.6", "typed": "4.6"}, False),
        ({"text": "The client"}, {"text": "the  CLIENT"}, True),
        ({"choices": ["a"]}, {"choices": ["b"]}, False),
        ({"order": ["a", "b"]}, {"order": ["b", "a"]}, False),
    ],
)
def test_an_answer_is_the_same_however_it_was_typed(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert (answer_key(one) == answer_key(other)) is same


def test_given_answers_are_counted_by_language_and_say_whether_they_are_right() -> None:
    seen = [
        sitting(single=STUDIO, language="de"),
        sitting(single=STUDIO, language="sl"),
        sitting(single=STUDIO, language="sl"),
        sitting(single=MUSEUM, language="en"),
        sitting(),
    ]
    studio, museum = answers_given(seen, SINGLE)
    assert (studio.response, studio.count, studio.languages, studio.right) == (STUDIO, 3, (("sl", 2), ("de", 1)), False)
    assert (museum.count, museum.right) == (1, True)
