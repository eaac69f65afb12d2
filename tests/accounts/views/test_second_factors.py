"""Is whoever has a second factor asked for it, and does nothing else let them in?"""

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.accounts.views.proving import PASSWORD, PROVE, code, codes_of, enter, events, is_in, prove
from tests.authenticators import KEY, app
from training.accounts import actions
from training.accounts.models import Person, RecoveryCode, SignIn
from training.accounts.rules.factors import grouped
from training.accounts.rules.sealing import seal_of
from training.foundation.audit import AuditEntry
from training.foundation.clock import now
from training.foundation.errors import Refused


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password and an authenticator app."""
    person = make.person(session, email="jana@example.org", password=PASSWORD)
    app(session, person)
    return person


def test_the_password_alone_leads_only_halfway(client: FlaskClient, session: Session, jana: Person) -> None:
    answer = enter(client, onward="?next=/en/account")

    assert answer.location == f"{PROVE}?next=/en/account"
    assert not is_in(client)
    assert session.scalar(select(func.count()).select_from(SignIn)) == 0
    assert events(session) == []


def test_the_code_of_the_app_lets_in_and_leads_on(client: FlaskClient, session: Session, jana: Person) -> None:
    enter(client)

    answer = prove(client, code(), onward="?next=/en/account")

    assert (answer.status_code, answer.location) == (303, "/en/account")
    assert is_in(client)
    assert session.scalar(select(SignIn.second_factor_at))
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.facts) == ("signed-in", {"way": "password", "second_factor": True})


def test_a_code_is_good_once(client: FlaskClient, jana: Person, clock: time_machine.Traveller) -> None:
    enter(client)
    typed = code()
    prove(client, typed)
    client.post("/en/sign-out")

    enter(client)

    assert prove(client, typed).status_code == 422
    assert not is_in(client)


def test_a_wrong_code_stays_on_the_page_and_leaves_an_entry(
    client: FlaskClient, session: Session, jana: Person
) -> None:
    enter(client)

    answer = prove(client, code(steps=9))

    assert answer.status_code == 422
    assert '<a href="#code">' in answer.text
    assert events(session) == ["sign-in-failed"]


@pytest.mark.usefixtures("clock")
def test_whoever_guesses_codes_has_to_wait(client: FlaskClient, jana: Person) -> None:
    enter(client)

    answers = [prove(client, code(steps=9 + number)).status_code for number in range(6)]

    assert answers == [422] * 5 + [429]


def test_halfway_is_over_after_ten_minutes(client: FlaskClient, jana: Person, clock: time_machine.Traveller) -> None:
    enter(client)
    clock.shift(601)

    answer = prove(client, code())

    assert answer.location == "/en/sign-in"
    assert not is_in(client)


def test_nobody_comes_in_by_the_second_factor_alone(client: FlaskClient, jana: Person) -> None:
    assert prove(client, code()).location == "/en/sign-in"
    assert client.get(PROVE).location == "/en/sign-in"


def test_an_account_closed_on_the_way_lets_nobody_in(client: FlaskClient, session: Session, jana: Person) -> None:
    enter(client)
    jana.disabled_at = make.NOW
    session.flush()

    assert prove(client, code()).location == "/en/sign-in"
    assert not is_in(client)


def test_a_recovery_code_lets_in_once(client: FlaskClient, session: Session, jana: Person) -> None:
    first = codes_of(session, jana)[0]
    enter(client)
    answers = [prove(client, grouped(first, by="-").upper()).status_code]
    client.post("/en/sign-out")
    enter(client)
    answers.append(prove(client, first).status_code)

    assert answers == [303, 422]
    assert "recovery-code-used" in events(session)


def test_recovery_codes_are_kept_as_marks_and_made_anew_as_a_whole(session: Session, jana: Person) -> None:
    first, second = codes_of(session, jana), codes_of(session, jana)

    kept = set(session.scalars(select(RecoveryCode.digest)))
    assert kept == {seal_of(KEY).mark(typed) for typed in second}
    assert not kept & {*first, *second}


def test_under_another_key_of_the_site_no_code_is_right(session: Session, jana: Person) -> None:
    with pytest.raises(Refused, match="code-wrong"):
        actions.prove_code(session, jana.id, code(), seal=seal_of("another key"), now=now())
