"""Does a passkey let its owner in, and nobody who bends, repeats or copies what it signs?"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.authenticators import SecurityKey, app
from training.accounts.models import Passkey, Person, SignIn
from training.foundation.audit import AuditEntry

SignInAs = Callable[[FlaskClient, Person], FlaskClient]
PASSWORD = "a long enough password"
NEW = "/en/account/second-factor/passkeys/new"
SHOW = "/en/sign-in/passkey"


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password."""
    return make.person(session, email="jana@example.org", password=PASSWORD)


@pytest.fixture
def key(session: Session, jana: Person, clock: time_machine.Traveller) -> SecurityKey:
    """Give a passkey of hers, a minute after it was made."""
    made = SecurityKey().kept(session, jana)
    clock.shift(60)
    return made


def options(client: FlaskClient) -> dict[str, Any]:
    """Ask what a passkey is to sign."""
    found = client.post(f"{SHOW}/options").json
    assert isinstance(found, dict)
    return found


def show(client: FlaskClient, credential: str, *, onward: str = "") -> TestResponse:
    """Send what a browser tells of a passkey."""
    return client.post(SHOW + onward, data={"credential": credential})


def add(client: FlaskClient, key: SecurityKey, *, name: str = "blue key") -> TestResponse:
    """Make a passkey as a browser does."""
    asked = client.post("/en/account/second-factor/passkeys/options").json
    assert isinstance(asked, dict)
    return client.post(NEW, data={"name": name, "credential": key.made(asked)})


def is_in(client: FlaskClient) -> bool:
    """Tell whether this browser is signed in."""
    return client.get("/en/account").status_code == 200


def test_a_passkey_is_added_with_its_name_and_brings_recovery_codes(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    sign_in(client, jana)

    answer = add(client, SecurityKey(), name=" blue  key ")

    assert answer.location == "/en/account/second-factor/recovery-codes"
    assert session.scalars(select(Passkey.name)).all() == ["blue key"]
    assert "blue key" in client.get("/en/account/second-factor").text
    assert session.scalar(select(SignIn.second_factor_at))


def test_several_passkeys_are_kept_and_one_taken_away(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs
) -> None:
    sign_in(client, jana)
    for number in range(2):
        add(client, SecurityKey(credential=b"%d" % number), name=f"key {number}")
    first = session.scalar(select(func.min(Passkey.id)))

    client.post(f"/en/account/second-factor/passkeys/{first}/remove")

    assert session.scalars(select(Passkey.name)).all() == ["key 1"]


def test_nobody_takes_the_passkey_of_somebody_else_away(
    client: FlaskClient, session: Session, key: SecurityKey, sign_in: SignInAs
) -> None:
    number = session.scalar(select(Passkey.id))

    answer = sign_in(client, make.person(session)).post(f"/en/account/second-factor/passkeys/{number}/remove")

    assert answer.status_code == 404
    assert session.scalar(select(func.count()).select_from(Passkey)) == 1


@pytest.mark.parametrize(
    "bent",
    [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"verified": False}],
)
def test_a_passkey_made_elsewhere_is_not_kept(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignInAs, bent: dict[str, Any]
) -> None:
    sign_in(client, jana)

    assert add(client, SecurityKey(**bent)).status_code == 422
    assert session.scalar(select(func.count()).select_from(Passkey)) == 0


def test_a_passkey_belongs_to_one_person(
    client: FlaskClient, session: Session, key: SecurityKey, sign_in: SignInAs
) -> None:
    sign_in(client, make.person(session))

    assert add(client, key).status_code == 422
    assert session.scalar(select(func.count()).select_from(Passkey)) == 1


def test_a_passkey_alone_signs_in_with_both_factors(
    client: FlaskClient, session: Session, key: SecurityKey, jana: Person
) -> None:
    asked = options(client)

    answer = show(client, key.shown(asked), onward="?next=/en/account")

    assert asked["allowCredentials"] == []
    assert answer.location == "/en/account"
    assert is_in(client)
    signed_in = session.scalars(select(SignIn)).one()
    assert (signed_in.person_id, signed_in.way, bool(signed_in.second_factor_at)) == (jana.id, "passkey", True)


def test_a_passkey_is_the_second_factor_after_the_password(
    client: FlaskClient, session: Session, key: SecurityKey
) -> None:
    led = client.post("/en/sign-in", data={"email": "jana@example.org", "password": PASSWORD}).location
    asked = options(client)

    answer = show(client, key.shown(asked))

    assert led == "/en/sign-in/second-factor"
    assert len(asked["allowCredentials"]) == 1
    assert answer.location == "/en/my-learning"
    assert session.scalar(select(SignIn.way)) == "password"


def test_after_a_password_the_passkey_of_somebody_else_does_not_do(
    client: FlaskClient, session: Session, key: SecurityKey
) -> None:
    app(session, make.person(session, email="eva@example.org", password=PASSWORD))
    client.post("/en/sign-in", data={"email": "eva@example.org", "password": PASSWORD})

    assert show(client, key.shown(options(client))).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://evil.example"},
        {"rp_id": "evil.example"},
        {"verified": False},
        {"credential": b"nobody's"},
        {"handle": b"somebody else"},
    ],
)
def test_what_is_bent_lets_nobody_in_and_leaves_an_entry(
    client: FlaskClient, session: Session, key: SecurityKey, bent: dict[str, Any]
) -> None:
    for name, value in bent.items():
        setattr(key, name, value)

    answer = show(client, key.shown(options(client)))

    assert answer.status_code == 422
    assert not is_in(client)
    assert session.scalars(select(AuditEntry.event)).all() == ["sign-in-failed"]


def test_a_challenge_is_good_once_even_with_the_cookie_that_held_it(
    client: FlaskClient, key: SecurityKey, clock: time_machine.Traveller
) -> None:
    shown = key.shown(options(client))
    with client.session_transaction() as found:
        held = dict(found)
    clock.shift(1)
    first = show(client, shown).status_code
    client.post("/en/sign-out")
    with client.session_transaction() as planted:
        planted.update(held)

    assert (first, show(client, shown).status_code) == (303, 422)


def test_a_challenge_is_over_after_five_minutes(
    client: FlaskClient, key: SecurityKey, clock: time_machine.Traveller
) -> None:
    shown = key.shown(options(client))
    clock.shift(301)

    assert show(client, shown).status_code == 422


def test_a_count_that_does_not_rise_tells_of_a_copy(
    client: FlaskClient, session: Session, key: SecurityKey, clock: time_machine.Traveller
) -> None:
    answers = []
    for count in (7, 8, 8):
        key.count = count
        clock.shift(60)
        shown = key.shown(options(client))
        clock.shift(1)
        answers.append(show(client, shown).status_code)
        client.post("/en/sign-out")

    assert answers == [303, 303, 422]
    assert session.scalar(select(Passkey.sign_count)) == 8


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "null", "{}", json.dumps({"id": "ž", "rawId": "ž", "type": "public-key", "response": {}})],
)
def test_what_is_no_credential_is_refused(client: FlaskClient, key: SecurityKey, credential: str) -> None:
    options(client)

    assert show(client, credential).status_code == 422


@pytest.mark.parametrize("part", ["id", "rawId", "type", "clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("value", [7, None, "!", "AAAA", {"a": 1}])
def test_a_garbled_credential_is_refused(client: FlaskClient, key: SecurityKey, part: str, value: Any) -> None:
    told = json.loads(key.shown(options(client)))
    (told if part in told else told["response"])[part] = value

    assert show(client, json.dumps(told)).status_code == 422
    assert not is_in(client)


def test_a_closed_account_is_not_opened_by_its_passkey(
    client: FlaskClient, session: Session, key: SecurityKey, jana: Person
) -> None:
    jana.disabled_at = make.NOW
    session.flush()

    assert show(client, key.shown(options(client))).location == "/en/sign-in"
    assert not is_in(client)
