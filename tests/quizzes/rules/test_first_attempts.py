"""Is of many answers counted what counts, and nothing twice?"""

import json
from datetime import UTC, datetime, timedelta
from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from training.quizzes.rules.first_attempts import MOST_SECONDS, FirstAttempts, Given, Told, gathered

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


def _answer(after: float, question: str, language: str = "de", choice: str = "a") -> Given:
    return START + timedelta(seconds=after), question, language, json.dumps({"choices": [choice]})


def _told(*given: Given, **marks: float) -> Told:
    return Told(marks=marks, started_at=START, given=given)


def _seconds(found: FirstAttempts) -> dict[str, int]:
    return {pace.question: pace.seconds for pace in found.paces}


@st.composite
def attempts(draw: st.DrawFn) -> list[Told]:
    """Draw attempts whose answers may come twice, in several languages and in any order."""
    answer = st.builds(_answer, st.integers(1, 5000), st.sampled_from("xyz"), st.sampled_from(("de", "sl")))
    given = st.lists(answer, min_size=1, max_size=6)
    marks = st.dictionaries(st.sampled_from("xyz"), st.sampled_from((0.0, 0.5, 1.0)))
    told = st.builds(lambda given, marks: Told(marks=marks, started_at=START, given=given), given, marks)
    return draw(st.lists(told, max_size=5))


def test_the_last_answer_counts_and_was_given_after_the_one_before_it() -> None:
    found = gathered([_told(_answer(90, "x", choice="b"), _answer(10, "x"), _answer(30, "y"))], "xy")

    assert {(tally.question, tally.response["choices"][0]) for tally in found.tallies} == {("x", "b"), ("y", "a")}
    assert _seconds(found) == {"x": 60, "y": 20}


def test_who_has_been_away_has_not_thought_all_the_time() -> None:
    assert _seconds(gathered([_told(_answer(MOST_SECONDS + 5, "x"))], "x")) == {"x": MOST_SECONDS}


def test_an_attempt_speaks_the_language_of_its_last_answer_but_for_exceptions() -> None:
    found = gathered([_told(_answer(1, "x", "sl"), _answer(2, "y"), _answer(3, "z")), _told(_answer(1, "x"))], "yxz")

    assert found.languages == ("de", "de")
    assert found.exceptions == {(0, 1): "sl"}


def test_points_lie_in_the_order_of_the_questions_and_what_was_not_asked_is_no_number() -> None:
    found = gathered([_told(_answer(1, "x"), x=1, y=0.5), _told(_answer(1, "x"), y=1)], "yx")

    assert found.points[:3].tolist() == [0.5, 1, 1]
    assert isnan(found.points[3])


def test_questions_that_do_not_matter_leave_nothing() -> None:
    found = gathered([_told(_answer(1, "gone", "sl"), _answer(2, "x"), gone=1, x=1)], "x")

    assert {tally.question for tally in found.tallies} == {pace.question for pace in found.paces} == {"x"}
    assert (found.points.tolist(), found.exceptions) == ([1], {})


def test_nobody_leaves_nothing() -> None:
    found = gathered([], "xy")

    assert (found.points.tolist(), found.languages, found.tallies, found.paces) == ([], (), (), ())


@given(attempts())
def test_every_question_that_was_answered_counts_once_an_attempt(told: list[Told]) -> None:
    found = gathered(told, "xyz")

    answered = sum(len({question for _, question, _, _ in attempt.given}) for attempt in told)
    assert sum(tally.count for tally in found.tallies) == sum(pace.count for pace in found.paces) == answered
    assert len(found.points) == 3 * len(told)
    for (row, column), language in found.exceptions.items():
        assert language != found.languages[row]
        assert "xyz"[column] in {question for _, question, spoken, _ in told[row].given if spoken == language}
