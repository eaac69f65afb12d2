"""What do tests of learning's pages start from? A learner who has begun a small module."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.accounts.models import Person
from training.learning.models import Enrolment

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Learner:
    """A person in a browser, with an enrolment in the module ``craft``."""

    client: FlaskClient
    person: Person
    published: make.Published
    enrolment: Enrolment

    def get(self, address: str) -> TestResponse:
        """Open a page."""
        return self.client.get(address)

    def send(self, address: str, **typed: object) -> TestResponse:
        """Open a page and send the form that it holds, hidden fields included."""
        return self.client.post(address, data={**self.hidden(address), **typed})

    def hidden(self, address: str) -> dict[str, str]:
        """Return the hidden fields of a page."""
        return dict(HIDDEN.findall(self.get(address).text))

    def begin(self, quiz: str = "final-test", *, language: str = "en") -> str:
        """Begin an attempt and return the address of its overview."""
        answer = self.client.post(f"/{language}/modules/craft/quizzes/{quiz}", data={"attempt": str(uuid4())})
        return str(answer.location).removesuffix("/questions/1")

    def sign_out(self) -> None:
        """Lose the session, as after a long lunch."""
        self.client.delete_cookie("__Host-training", domain="localhost")


@pytest.fixture
def learner(client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]) -> Learner:
    """Give a signed-in learner of the module ``craft``; German and Slovene are pseudo-translated."""
    published = make.published_module(session)
    person = make.person(session, everywhere=True)
    enrolment = make.enrolment(session, person, published)
    return Learner(sign_in(client, person), person, published, enrolment)
