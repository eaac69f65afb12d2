"""Is a confirmed correction made once, by those who may, and told to the learners?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.modules import RIGHT
from tests.teaching.conftest import MUSEUM, STUDIO, Course
from tests.teaching.corrections import REASON, STUDIO_TOO, TEST, WITHOUT, facts, grades
from training.accounts.models import Person
from training.content.rules.module import CompletionRule, Lesson
from training.content.rules.questions import WITHOUT_POINTS, Question
from training.foundation.permissions import Role
from training.learning.models import Completion
from training.quizzes.models import Grade
from training.quizzes.rules.regrading import answer_key
from training.quizzes.rules.responses import response_to

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Write the reason."), (" \n ", "Write the reason."), ("x" * 501, "Shorten the reason to 500 characters.")],
)
def test_without_a_proper_reason_nothing_is_graded(
    teaching: FlaskClient, course: Course, session: Session, reason: str, sentence: str
) -> None:
    course.handed_in(single=STUDIO)
    answer = teaching.post(course.regrade_address, data={**STUDIO_TOO, "reason": reason})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert facts(answer.text)["Graded again"] == "1"
    assert grades(session) == 1


def test_confirming_grades_again_and_shows_that_it_was_done(
    teaching: FlaskClient, course: Course, session: Session, trainer: Person
) -> None:
    course.handed_in(course.learner(has_read=True), single=STUDIO, numeric=RIGHT["numeric"])
    answer = teaching.post(course.regrade_address, data=STUDIO_TOO | REASON)
    assert (answer.status_code, answer.location) == (303, f"{course.quiz_address}?saved=1")
    page = teaching.get(str(answer.location)).text
    assert "The correction is made." in page
    assert "1 attempt, Martin Vogel. <q>The studio is public as well.</q>" in page
    assert session.scalar(select(func.count()).select_from(Completion)) == 1


def test_a_double_click_grades_once(teaching: FlaskClient, course: Course, session: Session) -> None:
    course.handed_in(single=STUDIO)
    for _ in range(2):
        assert teaching.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 303
    assert grades(session) == 2


@pytest.mark.parametrize("lower", [{}, {"lower": "yes"}])
def test_only_what_was_ticked_is_lowered(
    teaching: FlaskClient, course: Course, session: Session, lower: dict[str, str]
) -> None:
    course.handed_in(single=MUSEUM)
    teaching.post(course.regrade_address, data=WITHOUT | REASON | lower)
    assert grades(session) == (2 if lower else 1)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRANSLATOR, Role.PARTNER])
def test_nobody_else_grades_again(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course, role: Role
) -> None:
    course.handed_in(single=STUDIO)
    sign_in(client, make.person(session, role=role, everywhere=True))
    assert client.get(course.quiz_address).status_code == 403
    assert client.get(course.regrade_address).status_code == 403
    assert client.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 403
    assert grades(session) == 1


def test_a_publication_of_another_region_is_not_reached_through_the_own_module(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course
) -> None:
    course.handed_in(single=STUDIO)
    make.published_module(session, make.module_value("steel", region="linz"))
    sign_in(client, make.person(session, role=Role.TRAINER, region="linz"))
    through_the_own = course.regrade_address.replace("/craft/", "/steel/")
    assert client.get(course.regrade_address).status_code == 403
    assert client.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 403
    assert client.get(through_the_own).status_code == 404
    assert client.post(through_the_own, data=STUDIO_TOO | REASON).status_code == 404
    assert grades(session) == 1


@pytest.mark.usefixtures("csrf")
def test_grading_again_needs_a_token(teaching: FlaskClient, course: Course, session: Session) -> None:
    course.handed_in(single=STUDIO)
    assert teaching.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 400
    assert grades(session) == 1


def test_the_learner_is_told_on_the_result_and_for_thirty_days_in_my_learning(
    clock: time_machine.Traveller, teaching: FlaskClient, session: Session, sign_in: SignIn, course: Course
) -> None:
    learner = make.person(session)
    attempt = course.handed_in(make.enrolment(session, learner, course.published), single=STUDIO)
    told = f'href="/en/attempts/{attempt.id}/result"'
    assert teaching.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 303

    client = sign_in(teaching, learner)
    result, mine = client.get(f"/en/attempts/{attempt.id}/result").text, client.get("/en/my-learning").text
    clock.shift(timedelta(days=30))
    assert "This result was graded again on" in result
    assert "<q>The studio is public as well.</q>" in result
    assert "One of your results was graded again." in mine
    assert told in mine
    assert told not in client.get("/en/my-learning").text


@pytest.mark.parametrize(
    "question", [each for each in every_kind() if not isinstance(each, WITHOUT_POINTS)], ids=lambda each: each.kind
)
def test_a_question_of_every_kind_shows_what_was_answered(
    teaching: FlaskClient, session: Session, question: Question
) -> None:
    quiz = replace(TEST, questions=(question,))
    lesson = Lesson(key="final", title="Final test", minutes=8, blocks=(quiz,))
    rule = CompletionRule(passed=(TEST.key,))
    course = Course(session, make.published_module(session, make.module_value(lessons=(lesson,), completion=rule)))
    attempt = make.attempt(session, course.learner(), course.published, quiz=TEST.key)
    response = response_to(question, RIGHT_OF_KIND[question.kind])
    make.answer(session, attempt, question=question.key, response=response)
    make.grade(session, attempt, passed=False, max_points=1, marks={question.key: 0.5})
    address = f"{course.quiz_address}/questions/{question.key}/regrade"

    page = teaching.get(address).text
    teaching.post(address, data={"change": "accept", "accepted": answer_key(response)} | REASON)

    assert "given 1 time: English 1" in page
    assert session.scalars(select(Grade.points).order_by(Grade.id)).all() == [0, 1]
