"""Is a quiz answered without anything being lost, whatever happens in between?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from training.learning.models import Completion
from training.quizzes.models import Answer

RIGHT = {1: "museum", 2: ["a", "b"], 3: "4,5"}


def _answers(session: Session) -> list[tuple[str, str]]:
    return [(answer.question, answer.language) for answer in session.scalars(select(Answer).order_by(Answer.question))]


def _answer_all(learner: Learner, attempt: str) -> None:
    for number, response in RIGHT.items():
        learner.send(f"{attempt}/questions/{number}", response=response)


def test_an_answer_is_stored_before_the_next_question_appears(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    answer = learner.send(f"{attempt}/questions/1", response="museum")
    assert (answer.status_code, answer.location) == (303, f"{attempt}/questions/2")
    assert _answers(session) == [("final-single", "en")]


def test_a_double_click_stores_one_answer(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    typed = learner.hidden(f"{attempt}/questions/1") | {"response": "museum"}
    for _ in range(2):
        assert learner.client.post(f"{attempt}/questions/1", data=typed).status_code == 303
    assert len(_answers(session)) == 1


def test_an_answer_can_be_changed_and_both_are_kept(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    learner.send(f"{attempt}/questions/1", response="studio")
    learner.send(f"{attempt}/questions/1", response="museum")
    page = learner.get(f"{attempt}/questions/1").text
    assert 'value="museum" checked' in page
    assert 'value="studio" checked' not in page
    assert len(_answers(session)) == 2


def test_the_last_question_leads_to_the_overview(learner: Learner) -> None:
    attempt = learner.begin()
    assert learner.send(f"{attempt}/questions/3", response="4,5").location == attempt


@pytest.mark.parametrize(
    ("number", "response", "sentence"),
    [
        (1, [], "Choose an answer"),
        (2, [], "Choose at least one answer"),
        (3, "", "Write a number"),
        (3, "1.649", "This can be read in two ways: as 1,649 or as 1.649."),
        (3, "much", "Please write a number"),
    ],
)
def test_what_cannot_be_read_is_explained_and_stays_in_the_form(
    learner: Learner, session: Session, number: int, response: object, sentence: str
) -> None:
    attempt = learner.begin()
    answer = learner.send(f"{attempt}/questions/{number}", response=response)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not response or f'value="{response}"' in answer.text
    assert _answers(session) == []


def test_a_choice_that_was_not_offered_is_refused(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    assert learner.send(f"{attempt}/questions/1", response="castle").status_code == 422
    assert _answers(session) == []


def test_changing_the_language_saves_the_answer_and_shows_the_same_question(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    answer = learner.send(f"{attempt}/questions/1", response="museum", switch_to="sl")
    assert answer.location == f"{attempt}/questions/1".replace("/en/", "/sl/")
    page = learner.get(str(answer.location)).text
    assert "[sl] Which of these is public?" in page
    assert 'value="museum" checked' in page
    assert _answers(session) == [("final-single", "en")]


def test_changing_the_language_needs_no_answer(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    answer = learner.send(f"{attempt}/questions/1", switch_to="de")
    assert (answer.status_code, answer.location) == (303, f"{attempt}/questions/1".replace("/en/", "/de/"))
    assert _answers(session) == []


def test_an_answer_posted_after_the_session_expired_is_stored_first(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    typed = learner.hidden(f"{attempt}/questions/1") | {"response": "museum"}
    learner.sign_out()
    answer = learner.client.post(f"{attempt}/questions/1", data=typed)
    assert str(answer.location).startswith("/en/sign-in?")
    assert "questions%2F2" in str(answer.location) or "questions/2" in str(answer.location)
    assert _answers(session) == [("final-single", "en")]


def test_a_ticket_of_another_attempt_is_refused(learner: Learner, session: Session) -> None:
    first, second = learner.begin(), learner.begin("who-quiz")
    typed = learner.hidden(f"{first}/questions/1") | {"response": "museum"}
    assert learner.client.post(f"{second}/questions/1", data=typed).status_code == 400
    assert _answers(session) == []


def test_the_attempt_of_somebody_else_is_not_there(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    other = make.person(session, everywhere=True)
    with learner.client.session_transaction() as remembered:
        remembered.update(make.sign_in(session, other))
    for address in (attempt, f"{attempt}/questions/1", f"{attempt}/result"):
        assert learner.get(address).status_code == 404
    assert learner.client.post(f"{attempt}/finish").status_code == 404


def test_an_attempt_goes_on_with_the_publication_that_it_began_with(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    shorter = make.module_value(lessons=learner.published.value.lessons, title="New title")
    make.published_module(session, shorter, number=2)
    assert "Rooms for makers" in learner.get(f"{attempt}/questions/1").text


@pytest.mark.parametrize("language", ["en", "sl"])
def test_a_question_takes_a_fixed_number_of_statements(
    learner: Learner, statements: Callable[[], AbstractContextManager[list[str]]], language: str
) -> None:
    attempt = learner.begin(language=language)
    learner.get(f"{attempt}/questions/1")
    _answer_all(learner, attempt)
    with statements() as seen:
        learner.get(f"{attempt}/questions/1")
    assert len(seen) <= 4, seen


def test_the_result_shows_points_feedback_and_what_is_missing(learner: Learner) -> None:
    attempt = learner.begin()
    learner.send(f"{attempt}/questions/1", response="studio")
    result = learner.client.post(f"{attempt}/finish")
    page = learner.get(str(result.location)).text
    assert "Test not passed yet" in page
    assert "No: it lives from the market." in page
    assert "3 things are missing to complete the module:" in page
    assert "Try again" in page


def test_an_answer_after_handing_in_is_kept_and_said_not_to_count(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    typed = learner.hidden(f"{attempt}/questions/1") | {"response": "museum"}
    learner.client.post(f"{attempt}/finish")
    answer = learner.client.post(f"{attempt}/questions/1", data=typed)
    assert answer.location == f"{attempt}/result?late=1"
    assert "came after handing in" in learner.get(str(answer.location)).text
    assert len(_answers(session)) == 1


def test_completion_comes_at_once_when_the_rule_becomes_true(learner: Learner, session: Session) -> None:
    for lesson in ("who", "space"):
        make.reading(session, learner.enrolment, learner.published, lesson=lesson)
    attempt = learner.begin(language="sl")
    _answer_all(learner, attempt)
    assert session.scalar(select(func.count()).select_from(Completion)) == 0
    learner.client.post(f"{attempt}/finish")
    completion = session.scalars(select(Completion)).one()
    assert (completion.points, completion.language) == (3, "sl")
    assert completion.rule == {"read": ["who", "space"], "passed": [{"quiz": "final-test", "percent": 60}]}


def test_the_last_lesson_can_complete_as_well(learner: Learner, session: Session) -> None:
    attempt = learner.begin()
    _answer_all(learner, attempt)
    learner.client.post(f"{attempt}/finish")
    for lesson in ("who", "space"):
        learner.send(f"/en/modules/craft/lessons/{lesson}", read="yes")
    assert session.scalar(select(func.count()).select_from(Completion)) == 1


def test_the_rules_are_told_before_the_quiz_begins(learner: Learner) -> None:
    page = learner.get("/en/modules/craft/quizzes/final-test").text
    assert "You pass with 1.8 of 3 points." in page
    assert "There is no time limit." in page


def test_a_quiz_can_be_taken_again_and_shows_earlier_attempts(learner: Learner) -> None:
    attempt = learner.begin()
    learner.client.post(f"{attempt}/finish")
    page = learner.get("/en/modules/craft/quizzes/final-test").text
    assert "Attempt 1" in page
    assert learner.begin() != attempt


@pytest.mark.parametrize("address", ["questions/0", "questions/9"])
def test_a_question_that_is_not_there_is_not_found(learner: Learner, address: str) -> None:
    assert learner.get(f"{learner.begin()}/{address}").status_code == 404


def test_an_attempt_that_is_not_there_is_not_found(learner: Learner) -> None:
    assert learner.get(f"/en/attempts/{uuid4()}").status_code == 404
