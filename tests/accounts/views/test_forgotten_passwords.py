"""Does nothing on the page for forgotten passwords tell a stranger who has an account?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.accounts.traces import events, letters
from training.accounts.models import Person

Statements = Callable[[], AbstractContextManager[list[str]]]
PASSWORD = "quiet river under stone"
VALUES = re.compile(r"'[^']*'")


@pytest.fixture
def people(session: Session) -> dict[str, Person | None]:
    """Give one address of each kind, with the person behind it."""
    return {
        "jana@example.org": make.person(session, email="jana@example.org", password=PASSWORD),
        "new@example.org": make.person(session, email="new@example.org"),
        "closed@example.org": make.person(session, email="closed@example.org", password=PASSWORD, disabled_at=make.NOW),
        "nobody@example.org": None,
    }


def forget(client: FlaskClient, email: str) -> TestResponse:
    """Send the form for a forgotten password."""
    return client.post("/de/forgotten-password", data={"email": email})


def test_only_an_open_account_gets_a_letter(
    client: FlaskClient, session: Session, people: dict[str, Person | None]
) -> None:
    for email in people:
        forget(client, f" {email.upper()}")

    jana, invited = people["jana@example.org"], people["new@example.org"]
    assert jana
    assert invited
    assert letters(session) == [("password-reset", jana.id), ("invitation", invited.id)]


def test_nothing_tells_whether_an_address_is_known(
    client: FlaskClient, people: dict[str, Person | None], statements: Statements
) -> None:
    """The answer is the same, and so is the work: what the database is asked is the same but for the values."""
    answers, asked = [], []
    for email in people:
        with statements() as seen:
            answer = forget(client, email)
        answers.append((answer.status_code, answer.location, answer.text))
        asked.append([VALUES.sub("?", statement) for statement in seen])

    assert answers == answers[:1] * 4
    assert asked == asked[:1] * 4
    assert "Look into your mailbox" in client.get(answers[0][1].replace("/de/", "/en/")).text


def test_a_forgotten_password_leaves_an_entry_either_way(
    client: FlaskClient, session: Session, people: dict[str, Person | None]
) -> None:
    for email in people:
        forget(client, email)

    assert events(session) == ["password-forgotten"] * 4


def test_an_empty_address_is_named(client: FlaskClient) -> None:
    answer = forget(client, " ")

    assert answer.status_code == 422
    assert '<a href="#email">' in answer.text


def test_nobodys_mailbox_is_flooded(client: FlaskClient, session: Session) -> None:
    make.person(session, email="jana@example.org", password=PASSWORD)

    answers = [forget(client, "jana@example.org").status_code for _ in range(5)]

    assert answers == [303, 303, 303, 429, 429]
    assert len(letters(session)) == 3


def test_asking_for_many_addresses_has_to_wait(client: FlaskClient) -> None:
    answers = [forget(client, f"person{number}@example.org").status_code for number in range(11)]

    assert answers == [303] * 10 + [429]


def test_the_sign_in_page_leads_to_it(client: FlaskClient) -> None:
    assert 'href="/en/forgotten-password"' in client.get("/en/sign-in").text
