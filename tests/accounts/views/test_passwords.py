"""Does a link let its holder choose a password, once, and does a change need the present one?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.accounts.traces import events, letters
from training.accounts.actions import is_right
from training.accounts.models import Authenticator, Person, SignIn
from training.accounts.rules import Link, link_subject
from training.foundation import tickets

SignInAs = Callable[[FlaskClient, Person], FlaskClient]
OLD, NEW = "quiet river under stone", "seven lamps beside water"


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password who wants to be greeted in Slovene."""
    return make.person(session, email="jana@example.org", language="sl", password=OLD)


@pytest.fixture
def invited(session: Session) -> Person:
    """Give a person who was invited and has not come yet."""
    return make.person(session, email="new@example.org")


def link(app: Flask, person: Person, kind: Link = Link.RESET) -> str:
    """Write the address of a link as a letter does."""
    subject = link_subject(kind, person_id=person.id, email=person.email, password_hash=person.password_hash)
    with app.app_context():
        ticket = tickets.issue("password", subject, person_id=person.id)
    return f"/en/password/{ticket}"


def choose(client: FlaskClient, address: str, password: str = NEW, again: str | None = None) -> TestResponse:
    """Send the form behind a link."""
    return client.post(address, data={"password": password, "again": password if again is None else again})


def has(session: Session, email: str, password: str) -> bool:
    """Look anew whether this is the password."""
    session.expire_all()
    return is_right(session, email, password)


def test_the_page_says_whose_account_it_is_and_leaves_no_trace(app: Flask, client: FlaskClient, jana: Person) -> None:
    page = client.get(link(app, jana))

    assert page.status_code == 200
    assert "jana@example.org" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", Link)
def test_whoever_chooses_a_password_is_signed_in(
    app: Flask, client: FlaskClient, session: Session, invited: Person, kind: Link
) -> None:
    answer = choose(client, link(app, invited, kind))

    assert (answer.status_code, answer.location) == (303, "/en/my-learning")
    assert client.get("/en/account").status_code == 200
    assert has(session, "new@example.org", NEW)
    assert "password-chosen" in events(session)
    assert letters(session) == [("account-changed", invited.id)]


def test_all_other_sessions_are_ended(
    app: Flask, client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    elsewhere = sign_in(app.test_client(), jana)
    assert elsewhere.get("/en/account").status_code == 200

    choose(client, link(app, jana))

    assert elsewhere.get("/en/account").status_code == 303
    assert client.get("/en/account").status_code == 200
    standing = session.scalars(select(SignIn).where(SignIn.person_id == jana.id, SignIn.ended_at.is_(None))).all()
    assert len(standing) == 1


def test_whoever_has_a_second_factor_is_asked_for_it(
    app: Flask, client: FlaskClient, session: Session, jana: Person
) -> None:
    """A mailbox that somebody has got into is not enough."""
    session.add(Authenticator(person_id=jana.id, sealed="sealed", last_step=0, added_at=make.NOW))
    session.commit()

    answer = choose(client, link(app, jana))

    assert (answer.status_code, answer.location) == (303, "/en/sign-in/second-factor")
    assert client.get("/en/account").status_code == 303
    assert has(session, "jana@example.org", NEW)


def test_a_link_is_good_once(app: Flask, client: FlaskClient, session: Session, jana: Person) -> None:
    address = link(app, jana)
    choose(client, address)

    again = choose(app.test_client(), address, "another password of somebody")

    assert again.status_code == 410
    assert "/en/forgotten-password" in again.text
    assert has(session, "jana@example.org", NEW)


def test_a_link_that_is_too_old_leads_to_a_new_one(
    app: Flask, client: FlaskClient, jana: Person, clock: time_machine.Traveller
) -> None:
    address = link(app, jana)
    clock.shift(timedelta(hours=1, seconds=2))

    pages = [client.get(address), choose(client, address)]

    assert [page.status_code for page in pages] == [410, 410]


@pytest.mark.parametrize("change", ["disabled_at", "erased_at"])
def test_a_link_opens_no_closed_account(
    app: Flask, client: FlaskClient, session: Session, jana: Person, change: str
) -> None:
    address = link(app, jana)
    setattr(jana, change, make.NOW)
    session.flush()

    assert client.get(address).status_code == 410


def test_a_ticket_of_another_form_is_no_link(app: Flask, client: FlaskClient, jana: Person) -> None:
    with app.app_context():
        ticket = tickets.issue("answer", "attempt-1", person_id=jana.id)

    assert client.get(f"/en/password/{ticket}").status_code == 410
    assert client.get("/en/password/nothing").status_code == 410


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", ""), "password"),
        (("short", "short"), "password"),
        ((NEW, "else"), "again"),
        (("new@example.org", "new@example.org"), "password"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    client: FlaskClient, session: Session, invited: Person, typed: tuple[str, str], field: str
) -> None:
    answer = choose(client, link(client.application, invited), *typed)

    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert letters(session) == []
    session.refresh(invited)
    assert invited.password_hash is None


def change(client: FlaskClient, *, present: str = OLD, password: str = NEW) -> TestResponse:
    """Send the form on the account page."""
    return client.post("/en/account/password", data={"present": present, "password": password, "again": password})


def test_changing_it_ends_the_other_sessions_and_keeps_this_one(
    app: Flask, client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    elsewhere = sign_in(app.test_client(), jana)

    answer = change(sign_in(client, jana))

    assert (answer.status_code, answer.location) == (303, "/en/account/password?saved=1")
    assert "signed out everywhere else" in client.get(answer.location).text
    assert elsewhere.get("/en/account").status_code == 303
    assert has(session, "jana@example.org", NEW)
    assert letters(session) == [("account-changed", jana.id)]


def test_without_the_present_password_nothing_changes(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    answer = change(sign_in(client, jana), present="a wrong one")

    assert answer.status_code == 422
    assert '<a href="#present">' in answer.text
    assert has(session, "jana@example.org", OLD)
    assert letters(session) == []


def test_guessing_the_present_password_has_to_wait(client: FlaskClient, jana: Person, sign_in: SignInAs) -> None:
    sign_in(client, jana)

    answers = [change(client, present="a wrong one").status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_the_pages_stand_behind_the_gate(client: FlaskClient) -> None:
    assert client.get("/en/account/password").status_code == 303
    assert change(client).status_code == 303
