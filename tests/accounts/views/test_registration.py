"""Does whoever registers by a domain that an organisation has opened get a letter, and nobody learn who is here?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.accounts.models import Organisation, Person, RoleGrant
from training.foundation.audit import AuditEntry
from training.foundation.outbox import OutboxLetter

ADDRESS = "/en/register"


@pytest.fixture
def hall(session: Session) -> Organisation:
    """Give an organisation whose people may register themselves."""
    return make.organisation(session, region="linz", mail_domains="linz.example ooe.example")


def send(client: FlaskClient, **other: str) -> TestResponse:
    """Send the form."""
    typed = {"name": " Jana  Nováková", "email": "Jana@linz.example", "preferred": "cs"}
    return client.post(ADDRESS, data=typed | other)


def letters(session: Session) -> list[str]:
    """List the letters that wait."""
    return list(session.scalars(select(OutboxLetter.letter).order_by(OutboxLetter.id)))


def test_somebody_new_gets_an_account_that_opens_by_the_letter(
    client: FlaskClient, session: Session, hall: Organisation
) -> None:
    answer = send(client)
    assert (answer.status_code, answer.location) == (303, f"{ADDRESS}?sent=1")
    assert "A letter is on its way" in client.get(f"{ADDRESS}?sent=1").text
    jana = session.scalars(select(Person)).one()
    assert (jana.name, jana.email, jana.language) == ("Jana Nováková", "jana@linz.example", "cs")
    assert (jana.password_hash, jana.organisation_id, jana.folded) == (None, hall.id, "jana novakova jana@linz.example")
    assert session.scalars(select(RoleGrant.role)).all() == ["learner"]
    assert letters(session) == ["address-confirmation"]


@pytest.mark.parametrize(
    ("columns", "letter"),
    [
        ({"password_hash": "somebody's"}, ["already-registered"]),
        ({"password_hash": None}, ["address-confirmation"]),
        ({"disabled_at": make.NOW}, []),
    ],
)
def test_a_known_address_gets_the_same_answer_and_changes_nothing(
    client: FlaskClient, session: Session, hall: Organisation, columns: dict[str, Any], letter: list[str]
) -> None:
    known = make.person(session, role=None, email="jana@linz.example", name="Known", **columns)
    answer = send(client)
    assert (answer.status_code, answer.location) == (303, f"{ADDRESS}?sent=1")
    session.refresh(known)
    assert (known.name, known.language) == ("Known", "en")
    assert session.scalar(select(func.count()).select_from(RoleGrant)) == 0
    assert letters(session) == letter


def test_the_work_is_the_same_whether_the_address_is_known(
    client: FlaskClient,
    session: Session,
    hall: Organisation,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    send(client, email="warm@linz.example")
    with statements() as new:
        send(client, email="new@linz.example")
    with statements() as known:
        send(client, email="new@linz.example")
    assert [each.split()[:3] for each in new] == [each.split()[:3] for each in known]
    assert session.scalars(select(AuditEntry.event)).all() == ["registered"] * 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "jana@gmail.example"}, "Only addresses of the domains named on this page can register."),
        ({"email": "jana@sub.linz.example"}, "Only addresses of the domains named on this page can register."),
        ({"email": "jana@"}, "This is no e-mail address."),
        ({"email": ""}, "Write your e-mail address."),
        ({"name": ""}, "Write your first and last name."),
        ({"preferred": "xx"}, "Choose one of the seven languages."),
    ],
)
def test_what_cannot_be_is_said(
    client: FlaskClient, session: Session, hall: Organisation, typed: dict[str, str], sentence: str
) -> None:
    answer = send(client, **typed)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session.scalar(select(Person)) is None


def test_without_an_organisation_that_opens_itself_nobody_registers(client: FlaskClient, session: Session) -> None:
    make.organisation(session, mail_domains="closed.example", closed_at=make.NOW)
    assert "No organisation lets its people register" in client.get(ADDRESS).text
    assert send(client, email="jana@closed.example").status_code == 422
    assert ADDRESS not in client.get("/en/sign-in").text


def test_the_page_is_linked_and_names_the_domains(client: FlaskClient, hall: Organisation) -> None:
    assert f'href="{ADDRESS}"' in client.get("/en/sign-in").text
    assert "linz.example and ooe.example" in client.get(ADDRESS).text


def test_nobody_fills_a_mailbox_with_letters(client: FlaskClient, session: Session, hall: Organisation) -> None:
    answers = [send(client).status_code for _ in range(4)]
    assert answers == [303] * 3 + [429]
    assert len(letters(session)) == 3
