"""Is a second factor set up and taken away by its owner alone, and asked of whom the site asks?"""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.accounts.views.proving import (
    APP,
    OVERVIEW,
    PASSWORD,
    PROVE,
    code,
    codes_of,
    enter,
    events,
    is_in,
    prove,
    require,
)
from tests.authenticators import app
from training.accounts import actions
from training.accounts.models import Authenticator, Person, RecoveryCode
from training.foundation.audit import AuditEntry
from training.foundation.clock import now
from training.foundation.outbox import OutboxLetter

SignInAs = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password and an authenticator app."""
    person = make.person(session, email="jana@example.org", password=PASSWORD)
    app(session, person)
    return person


@pytest.fixture
def bare(session: Session) -> Person:
    """Give a person with a password and nothing else."""
    return make.person(session, email="bare@example.org", password=PASSWORD)


def test_an_app_is_set_up_with_its_first_code_and_brings_recovery_codes(
    client: FlaskClient, session: Session, bare: Person
) -> None:
    enter(client, email="bare@example.org")
    page = client.get(APP).text
    found = re.search(r'class="secret"><code>([A-Z2-7 ]+)</code>', page)
    assert found
    secret = found[1].replace(" ", "")

    answer = client.post(APP, data={"code": TOTP(secret).at(now())})
    shown = client.get(answer.location).text

    assert "<svg" in page
    assert answer.location == f"{OVERVIEW}/recovery-codes"
    assert len(re.findall(r"<code>[0-9a-z]{4}(?:-[0-9a-z]{4}){3}</code>", shown)) == 10
    assert client.get(answer.location).location == OVERVIEW
    assert secret not in str(session.scalar(select(Authenticator.sealed)))
    assert events(session) == ["signed-in", "second-factor-added", "recovery-codes-made"]
    changes = session.scalars(select(OutboxLetter.facts).order_by(OutboxLetter.id)).all()
    assert changes == [{"change": "second-factor-added"}, {"change": "recovery-codes"}]


def test_a_wrong_first_code_sets_nothing_up(client: FlaskClient, session: Session, bare: Person) -> None:
    enter(client, email="bare@example.org")
    first = client.get(APP).text

    answer = client.post(APP, data={"code": "12"})

    assert answer.status_code == 422
    assert session.scalar(select(func.count()).select_from(Authenticator)) == 0
    secret = re.search(r'class="secret"><code>([A-Z2-7 ]+)', first)
    assert secret
    assert secret[1] in answer.text


def test_after_ten_minutes_the_password_is_asked_for_again(
    client: FlaskClient, bare: Person, clock: time_machine.Traveller
) -> None:
    enter(client, email="bare@example.org")
    clock.shift(601)
    led = client.get(APP).location
    wrong = client.post(led, data={"password": "a wrong password"})
    right = client.post(led, data={"password": PASSWORD})

    assert led == f"/en/account/confirm?next={APP}"
    assert wrong.status_code == 422
    assert right.location == APP
    assert client.get(APP).status_code == 200


@pytest.mark.parametrize("path", ["/app/remove", "/recovery-codes", "/app"])
def test_a_session_without_the_second_factor_changes_none(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs, path: str
) -> None:
    """It began before the factor was set up, so all it has seen is a password."""
    answer = sign_in(client, jana).post(OVERVIEW + path)

    assert answer.location.startswith(f"{PROVE}?next={OVERVIEW}")
    assert session.scalar(select(func.count()).select_from(Authenticator)) == 1


def test_taking_the_last_factor_away_takes_the_recovery_codes_too(
    client: FlaskClient, session: Session, jana: Person
) -> None:
    codes_of(session, jana)
    enter(client)
    prove(client, code())

    answer = client.post(f"{APP}/remove")

    assert answer.location == f"{OVERVIEW}?saved=removed"
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
    client.post("/en/sign-out")
    assert enter(client).location == "/en/my-learning"


def test_new_recovery_codes_are_shown_once(client: FlaskClient, jana: Person) -> None:
    enter(client)
    prove(client, code())

    answer = client.post(f"{OVERVIEW}/recovery-codes")

    pages = [client.get(answer.location) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 303]


def test_where_the_site_asks_a_trainer_is_led_to_set_one_up(
    client: FlaskClient, session: Session, sign_in: SignInAs
) -> None:
    require(session)
    sign_in(client, make.person(session, role="trainer"))

    answers = [client.get(path).location for path in ("/en/teaching", "/en/my-learning", "/en/account")]

    assert answers == [OVERVIEW] * 3
    assert "Your role asks for a second factor." in client.get(OVERVIEW).text


def test_whoever_has_shown_it_or_is_not_asked_goes_on(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    require(session)
    make.grant(session, jana, role="trainer")
    enter(client)
    prove(client, code())
    trainer = client.get("/en/my-learning").status_code
    sign_in(client, make.person(session, role="translator"))

    assert (trainer, client.get("/en/my-learning").status_code) == (200, 200)


def test_a_session_that_has_not_seen_it_holds_no_more_than_a_learner(session: Session, jana: Person) -> None:
    require(session)
    make.grant(session, jana, role="administrator", region=None)

    found = make.current_person(session, jana)

    assert found
    assert found.owes_second_factor
    assert [grant.role.value for grant in found.grants] == ["learner"]


def test_a_factor_set_up_elsewhere_is_shown_in_this_session(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    require(session)
    make.grant(session, jana, role="trainer")
    sign_in(client, jana)

    answer = prove(client, code())

    assert answer.location == "/en/my-learning"
    assert client.get("/en/my-learning").status_code == 200


def test_lost_factors_are_taken_away_by_somebody_else_and_all_sessions_end(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    helper = make.person(session, role="administrator")
    sign_in(client, jana)

    actions.remove_factors(session, jana, now=now(), actor_id=helper.id)

    assert not is_in(client)
    assert enter(client).location == "/en/my-learning"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "second-factor-removed")).one()
    assert (entry.actor_id, entry.subject, entry.facts) == (helper.id, f"person {jana.id}", {"kind": "all"})
