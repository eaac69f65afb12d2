"""Can a learner say how sure they are, before and after, and see what has changed?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.learning.views.conftest import Learner
from training.quizzes.models import Answer, Attempt

BEFORE = "/en/modules/craft/self-assessment/before"
AFTER = "/en/modules/craft/self-assessment/after"
LEVELS = {"can-sort": "2", "can-count": "3"}


def _kept(session: Session) -> list[tuple[str, str, int, str]]:
    rows = session.execute(
        select(Attempt.quiz, Answer.question, Answer.response, Answer.language)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .order_by(Answer.answered_at, Answer.question.desc())
    )
    return [(quiz, question, response["level"], language) for quiz, question, response, language in rows]


def test_levels_are_kept_each_with_its_statement_and_language(learner: Learner, session: Session) -> None:
    answer = learner.send(BEFORE, **LEVELS)

    assert (answer.status_code, answer.location) == (303, f"{BEFORE}?saved=1")
    assert _kept(session) == [
        ("self-assessment-before", "can-sort", 2, "en"),
        ("self-assessment-before", "can-count", 3, "en"),
    ]


def test_a_double_click_keeps_them_once(learner: Learner, session: Session) -> None:
    typed = learner.hidden(BEFORE) | LEVELS
    for _ in range(2):
        learner.client.post(BEFORE, data=typed)

    assert len(_kept(session)) == 2


def test_a_level_can_be_changed_and_the_earlier_one_stays(learner: Learner, session: Session) -> None:
    learner.send(BEFORE, **LEVELS)
    learner.send(BEFORE, **(LEVELS | {"can-sort": "5"}))

    assert [level for _, question, level, _ in _kept(session) if question == "can-sort"] == [2, 5]
    assert 'id="can-sort-5" name="can-sort" value="5" checked' in learner.get(BEFORE).text


def test_statements_may_stay_open(learner: Learner) -> None:
    learner.send(BEFORE, **{"can-sort": "4"})

    assert "1 of 2 statements have an answer" in learner.get(f"{BEFORE}?saved=1").text


def test_nothing_at_all_is_explained(learner: Learner, session: Session) -> None:
    answer = learner.send(BEFORE)

    assert answer.status_code == 422
    assert "Choose a level for at least one statement" in answer.text
    assert _kept(session) == []


def test_the_change_is_shown_when_both_moments_are_answered(learner: Learner) -> None:
    learner.send(BEFORE, **LEVELS)
    assert "What has changed" not in learner.get(AFTER).text
    learner.send(AFTER, **{"can-sort": "5", "can-count": "2"})

    page = learner.get(AFTER).text

    assert "Answered before and after: 2 of 2 statements." in page
    assert "Surer than before: 1." in page
    assert "Less sure than before: 1." in page


def test_changing_the_language_keeps_what_was_chosen(learner: Learner, session: Session) -> None:
    answer = learner.send(BEFORE, switch_to="sl", **LEVELS)

    assert answer.location == "/sl/modules/craft/self-assessment/before?saved=1"
    assert len(_kept(session)) == 2


def test_changing_the_language_needs_no_answer(learner: Learner, session: Session) -> None:
    answer = learner.send(BEFORE, switch_to="sl")

    assert answer.status_code == 303
    assert list(session.scalars(select(Attempt))) == []


def test_levels_outlive_the_session(learner: Learner, session: Session) -> None:
    typed = learner.hidden(BEFORE) | LEVELS
    learner.sign_out()

    answer = learner.client.post(BEFORE, data=typed)

    assert "/sign-in" in str(answer.location)
    assert len(_kept(session)) == 2


@pytest.mark.parametrize(
    "changed", [{"ticket": "forged"}, {"enrolment": "999999"}, {"publication": "999999"}, {"form": "no id"}]
)
def test_a_form_that_is_not_ours_is_refused(learner: Learner, session: Session, changed: dict[str, str]) -> None:
    answer = learner.client.post(BEFORE, data=learner.hidden(BEFORE) | LEVELS | changed)

    assert answer.status_code in (400, 403, 409, 422)
    assert _kept(session) == []


def test_a_ticket_for_before_does_not_open_after(learner: Learner, session: Session) -> None:
    answer = learner.client.post(AFTER, data=learner.hidden(BEFORE) | LEVELS)

    assert answer.status_code != 303
    assert _kept(session) == []


@pytest.mark.parametrize("level", ["6", "-1", "x"])
def test_a_level_that_does_not_exist_is_refused(learner: Learner, session: Session, level: str) -> None:
    answer = learner.send(BEFORE, **{"can-sort": level})

    assert answer.status_code == 422
    assert _kept(session) == []


def test_another_moment_is_not_there(learner: Learner) -> None:
    assert learner.get("/en/modules/craft/self-assessment/meanwhile").status_code == 404


def test_the_lesson_tells_when_it_was_answered(learner: Learner) -> None:
    lesson = "/en/modules/craft/lessons/who"
    assert "Answered on" not in learner.get(lesson).text
    learner.send(BEFORE, **LEVELS)

    assert "Answered on" in learner.get(lesson).text


def test_it_is_no_attempt_that_anybody_could_open(learner: Learner, session: Session) -> None:
    """It has no quiz."""
    learner.send(BEFORE, **LEVELS)
    attempt = session.scalars(select(Attempt.id)).one()

    assert learner.get(f"/en/attempts/{attempt}").status_code == 404


@pytest.mark.parametrize("language", ["en", "sl"])
def test_the_page_takes_a_fixed_number_of_statements(
    learner: Learner, statements: Callable[[], AbstractContextManager[list[str]]], language: str
) -> None:
    address = f"/{language}/modules/craft/self-assessment/before"
    learner.get(address)
    with statements() as seen:
        learner.get(address)
    assert len(seen) <= 3, seen


def test_saving_takes_a_fixed_number_of_statements(
    learner: Learner, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    typed = learner.hidden(BEFORE) | LEVELS
    with statements() as seen:
        learner.client.post(BEFORE, data=typed)
    assert len([line for line in seen if "SAVEPOINT" not in line]) <= 4, seen
