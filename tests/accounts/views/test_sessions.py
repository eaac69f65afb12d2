"""Does a session end when it should, wherever its cookie has got to?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts import actions
from training.accounts.models import Person, SignIn
from training.accounts.rules import token_digest
from training.foundation.audit import AuditEntry

SignInAs = Callable[[FlaskClient, Person], FlaskClient]
PASSWORD = "a long enough password"
FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password."""
    return make.person(session, email="jana@example.org", password=PASSWORD)


def enter(client: FlaskClient) -> str:
    """Sign in by the form and return the token that the cookie holds."""
    client.post("/en/sign-in", data={"email": "jana@example.org", "password": PASSWORD}, headers=FIREFOX)
    with client.session_transaction() as found:
        return str(found["token"])


def is_in(client: FlaskClient) -> bool:
    """Tell whether this browser is signed in."""
    return client.get("/en/account").status_code == 200


def test_the_cookie_holds_a_token_and_the_row_its_digest(client: FlaskClient, session: Session, jana: Person) -> None:
    token = enter(client)

    kept = session.scalars(select(SignIn)).one()
    assert (kept.digest, kept.person_id, kept.way) == (token_digest(token), jana.id, "password")
    assert (kept.device, kept.second_factor_at) == ("Firefox, Windows", None)


def test_every_sign_in_has_a_new_token_and_ends_the_one_before(
    client: FlaskClient, session: Session, jana: Person
) -> None:
    """Whoever planted or copied a session before is not in the one that begins now."""
    first = enter(client)
    second = enter(client)

    ended = dict(session.execute(select(SignIn.digest, SignIn.ended_at.is_not(None))).all())
    assert ended == {token_digest(first): True, token_digest(second): False}


def test_a_stolen_cookie_of_an_ended_session_is_nobody(client: FlaskClient, app: Flask, jana: Person) -> None:
    enter(client)
    with client.session_transaction() as found:
        stolen = dict(found)
    client.post("/en/sign-out")

    thief = app.test_client()
    with thief.session_transaction() as planted:
        planted.update(stolen)

    assert not is_in(thief)


def test_a_token_is_good_for_its_own_person_only(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    other = make.person(session)
    with sign_in(client, jana).session_transaction() as bent:
        bent["_user_id"] = str(other.id)

    assert not is_in(client)


def test_a_session_ends_after_twelve_hours(
    client: FlaskClient, jana: Person, sign_in: SignInAs, clock: time_machine.Traveller
) -> None:
    sign_in(client, jana)
    clock.shift(12 * 3600 - 1)
    before = is_in(client)
    clock.shift(2)

    assert (before, is_in(client)) == (True, False)


def test_closing_an_account_ends_its_sessions_for_good(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs, now: datetime
) -> None:
    sign_in(client, jana)

    actions.close_account(session, jana, now=now, actor_id=None)
    actions.open_account(session, jana, now=now, actor_id=None)

    assert not is_in(client)


def test_that_a_session_is_in_use_is_noted_once_an_hour_and_by_no_page(
    client: FlaskClient,
    session: Session,
    jana: Person,
    clock: time_machine.Traveller,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    enter(client)
    seen = []
    for minutes in (59, 2, 1):
        clock.shift(60 * minutes)
        with statements() as page:
            client.get("/en/account")
        client.post("/en/account", data={"preferred": "en"})
        seen.append(session.scalar(select(SignIn.seen_at).execution_options(populate_existing=True)))
        assert not any(statement.startswith("UPDATE") for statement in page)

    assert [moment - make.NOW for moment in seen if moment] == [
        timedelta(0),
        timedelta(minutes=61),
        timedelta(minutes=61),
    ]


def test_the_page_lists_where_one_is_signed_in(client: FlaskClient, session: Session, jana: Person) -> None:
    make.sign_in(session, jana, device="Safari, iPhone")
    make.sign_in(session, make.person(session), device="Opera, Linux")
    enter(client)

    page = client.get("/en/account/sessions").text

    assert all(words in page for words in ("Safari, iPhone", "Firefox, Windows", "This browser", "by password"))
    assert "Opera, Linux" not in page


def test_one_session_is_ended_from_another(
    client: FlaskClient, app: Flask, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    elsewhere = sign_in(app.test_client(), jana)
    number = session.scalar(select(func.max(SignIn.id)))
    enter(client)

    answer = client.post(f"/en/account/sessions/{number}/end")

    assert (answer.status_code, answer.location) == (303, "/en/account/sessions?ended=1")
    assert (is_in(elsewhere), is_in(client)) == (False, True)


def test_nobody_ends_the_session_of_somebody_else(
    client: FlaskClient, app: Flask, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    elsewhere = sign_in(app.test_client(), make.person(session))
    number = session.scalar(select(func.max(SignIn.id)))

    answer = sign_in(client, jana).post(f"/en/account/sessions/{number}/end")

    assert answer.status_code == 404
    assert is_in(elsewhere)


def test_all_others_are_ended_at_once(
    client: FlaskClient, app: Flask, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    others = [sign_in(app.test_client(), jana) for _ in range(2)]
    sign_in(client, jana)

    client.post("/en/account/sessions/end-others")

    assert [is_in(other) for other in others] == [False, False]
    assert is_in(client)
    assert session.scalars(select(AuditEntry.facts).where(AuditEntry.event == "sessions-ended")).all() == [{"count": 2}]


def test_old_sessions_are_forgotten_but_for_the_last(session: Session, jana: Person) -> None:
    for days in (40, 1):
        make.sign_in(session, jana, started_at=make.NOW - timedelta(days=days))

    assert actions.forget_sessions(session, before=make.NOW - timedelta(days=30)) == 1
    assert session.scalar(select(func.count()).select_from(SignIn)) == 1
