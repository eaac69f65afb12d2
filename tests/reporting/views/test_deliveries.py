"""Does somebody arrange monthly figures after a proof, never see the secret again, and end it?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.accounts.models import SignIn as SignInRow
from training.accounts.rules.sealing import seal_of
from training.foundation.clock import now
from training.foundation.permissions import Role
from training.reporting.models import Delivery

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE, NEW = "/en/statistics/monthly", "/en/statistics/monthly/new"
LETTER = {"place": "linz", "kind": "xlsx", "way": "letter"}
SERVER = LETTER | {
    "way": "sftp",
    "host": "files.example.eu",
    "folder": "in",
    "user": "us",
    "fingerprint": "SHA256:" + "a" * 43,
    "secret": "a secret word",
}


@pytest.fixture
def partner(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of a partner for Linz who has just signed in."""
    return sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))


def test_it_is_arranged_paused_tried_and_ended(app: Flask, partner: FlaskClient, session: Session) -> None:
    assert partner.get(NEW).status_code == 200

    answer = partner.post(NEW, data=SERVER)

    assert (answer.status_code, answer.location) == (303, f"{PAGE}?done=added")
    made = session.scalars(select(Delivery)).one()
    assert made.target == {
        "host": "files.example.eu",
        "port": 22,
        "user": "us",
        "folder": "in",
        "fingerprint": SERVER["fingerprint"],
    }
    assert seal_of(app.config["TRAINING"].secret_key).opened(made.sealed or "") == "a secret word"
    assert made.due_at is not None
    page = partner.get(PAGE).text
    assert "files.example.eu" in page
    assert "a secret word" not in page
    for act, due in (("pause", False), ("try", True)):
        assert partner.post(f"{PAGE}/{made.id}/{act}").status_code == 303
        session.refresh(made)
        assert (made.due_at is not None) is due
    partner.post(f"{PAGE}/{made.id}/remove")
    assert session.scalars(select(Delivery)).all() == []


def test_a_private_key_keeps_its_lines(app: Flask, partner: FlaskClient, session: Session) -> None:
    partner.post(
        NEW, data=SERVER | {"secret": "", "private_key": "-----BEGIN A KEY-----\r\nabc\r\n-----END A KEY-----"}
    )

    made = session.scalars(select(Delivery)).one()
    key = seal_of(app.config["TRAINING"].secret_key).opened(made.sealed or "")
    assert key == "-----BEGIN A KEY-----\nabc\n-----END A KEY-----\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"way": "pigeon"}, "Choose one of the list."),
        ({"secret": ""}, "Fill this in"),
        ({"host": "http://files.example.eu/"}, "Write the name of the server alone"),
        ({"fingerprint": "aa:bb"}, "A fingerprint begins with SHA256:"),
        ({"port": "70000"}, "A port is a number"),
        ({"way": "s3"}, "Fill this in"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    partner: FlaskClient, session: Session, typed: dict[str, str], said: str
) -> None:
    answer = partner.post(NEW, data=SERVER | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert "a secret word" not in answer.text
    assert session.scalars(select(Delivery)).all() == []


def test_a_place_out_of_reach_is_not_there(partner: FlaskClient, session: Session) -> None:
    make.organisation(session, region="padova", key="comune")

    answers = [partner.post(NEW, data=LETTER | {"place": each}) for each in ("padova", "*")]

    assert [(answer.status_code, "Choose one of the list." in answer.text) for answer in answers] == [(422, True)] * 2
    assert session.scalars(select(Delivery)).all() == []


def test_whoever_signed_in_long_ago_proves_first_to_be_the_same(partner: FlaskClient, session: Session) -> None:
    session.execute(update(SignInRow).values(confirmed_at=now() - timedelta(hours=1)))
    session.flush()

    assert partner.post(NEW, data=LETTER).location == f"/en/account/confirm?next={NEW}"
    assert session.scalars(select(Delivery)).all() == []


def test_nobody_changes_what_somebody_else_gets(
    app: Flask, partner: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    partner.post(NEW, data=LETTER)
    made = session.scalars(select(Delivery)).one()
    other = sign_in(app.test_client(), make.person(session, role=Role.PARTNER, region="linz"))

    answers = [other.post(f"{PAGE}/{made.id}/{act}").status_code for act in ("try", "pause", "remove")]

    assert answers == [404] * 3
    assert "Nothing is sent to you." in other.get(PAGE).text
