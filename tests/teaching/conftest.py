"""What do tests of teaching start from? A small module, learners who have handed in its test, and a trainer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.content.rules.module import quiz_of
from training.foundation.permissions import Role
from training.learning.models import Enrolment
from training.quizzes.models import Attempt
from training.quizzes.rules.grading import grade

SINGLE = "final-single"
MUSEUM: Mapping[str, Any] = {"choices": ["museum"]}
STUDIO: Mapping[str, Any] = {"choices": ["studio"]}


@dataclass(frozen=True, slots=True)
class Course:
    """The module ``craft`` of Chemnitz, and what its learners have done."""

    session: Session
    published: make.Published

    @property
    def quiz_address(self) -> str:
        """Return the address of its test for trainers."""
        return f"/en/teaching/modules/craft/publications/{self.published.publication.id}/quizzes/final-test"

    @property
    def regrade_address(self) -> str:
        """Return the address at which the question ``final-single`` is corrected."""
        return f"{self.quiz_address}/questions/{SINGLE}/regrade"

    def learner(self, *, has_read: bool = False) -> Enrolment:
        """Enrol somebody, who may have read both lessons."""
        enrolment = make.enrolment(self.session, make.person(self.session), self.published)
        for lesson in ("who", "space") if has_read else ():
            make.reading(self.session, enrolment, self.published, lesson=lesson)
        return enrolment

    def handed_in(
        self, enrolment: Enrolment | None = None, *, language: str = "en", **responses: Mapping[str, Any]
    ) -> Attempt:
        """Let a learner have answered some questions of the test, by the end of their key, and handed it in."""
        given = {f"final-{kind}": dict(response) for kind, response in responses.items()}
        attempt = make.attempt(self.session, enrolment or self.learner(), self.published, quiz="final-test")
        for question, response in given.items():
            make.answer(self.session, attempt, question=question, response=response, language=language)
        mark = grade(quiz_of(self.published.value, "final-test")[1], given)
        values = {"points": mark.points, "max_points": mark.max_points, "marks": mark.marks}
        make.grade(self.session, attempt, passed=mark.passed, **values)
        return attempt


@pytest.fixture
def course(session: Session) -> Course:
    """Give the published module; German and Slovene are pseudo-translated."""
    return Course(session, make.published_module(session))


@pytest.fixture
def trainer(session: Session) -> Person:
    """Give a trainer of Chemnitz."""
    return make.person(session, role=Role.TRAINER, region="chemnitz", name="Martin Vogel")


@pytest.fixture
def teaching(
    client: FlaskClient, sign_in: Callable[[FlaskClient, Person], FlaskClient], trainer: Person
) -> FlaskClient:
    """Give the browser in which this trainer is signed in."""
    return sign_in(client, trainer)
