"""Can somebody read what is kept, take it away, and be erased; and can nobody do it to others?"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.privacy.canaries import CANARY, PASSWORD, found_in, traces
from training.accounts.models import Person
from training.commands.privacy import RECORD, written_record
from training.foundation.pages import environment
from training.foundation.permissions import Role
from training.privacy.rules import REGISTER, End, holdings

SignIn = Callable[[FlaskClient, Person], FlaskClient]
ERASE = "/en/account/erase"


def test_the_page_tells_everything_of_the_register_to_everybody(client: FlaskClient) -> None:
    text = client.get("/en/privacy").text

    for entry in REGISTER:
        assert f'<h3 id="{entry.key}">' in text
    assert text.count("How long") == len(REGISTER)


def test_every_word_of_the_register_is_there(app: Flask) -> None:
    with app.app_context():
        words: Any = environment("en").get_template("privacy/_register.html").make_module()

    keys = {entry.key for entry in REGISTER}
    assert set(words.names) == set(words.what) == set(words.why) == keys
    assert set(words.labels) == {name for holding in holdings() for name in holding.shown}
    assert set(words.tables) == {holding.table for holding in holdings()}
    assert {entry.basis.value for entry in REGISTER} == set(words.basis_words)
    assert all(words.period_words(entry.period).strip() for entry in REGISTER)
    assert {entry.period.end for entry in REGISTER} == set(End)


def test_the_record_of_processing_is_that_of_the_register(app: Flask) -> None:
    """`training privacy record` writes it anew."""
    with app.app_context():
        assert RECORD.read_text("utf-8") == written_record()


def test_somebody_reads_everything_that_is_kept_about_them(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, traces(session))

    page, file = client.get("/en/account/data"), client.get("/en/account/data.json")

    assert f"My note, {CANARY}" in page.text
    told = json.loads(file.text)["kept"]
    assert told["notes"][0]["rows"][0]["text"] == f"My note, {CANARY}"
    assert set(told) == {entry.key for entry in REGISTER}
    assert "argon2" not in page.text + file.text


def test_somebody_erases_the_own_account(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, traces(session))

    answer = client.post(ERASE, data={"meant": "yes", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/en/erased")
    session.expire_all()
    assert found_in(session) == []
    assert client.get("/en/account").status_code == 303


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": PASSWORD}, "Tick the box if you mean it."),
        ({"meant": "yes", "password": "wrong"}, "This is not your password."),
        ({"meant": "yes"}, "This is not your password."),
    ],
)
def test_nobody_is_erased_by_mistake(
    client: FlaskClient, session: Session, sign_in: SignIn, typed: dict[str, str], says: str
) -> None:
    person = traces(session)
    sign_in(client, person)

    answer = client.post(ERASE, data=typed)

    assert answer.status_code == 422
    assert says in answer.text
    session.refresh(person)
    assert person.erased_at is None


def test_an_administrator_erases_a_person_within_reach(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    person = traces(session)
    sign_in(client, make.person(session, role=Role.ADMINISTRATOR))
    address = f"/en/administration/people/{person.id}/erase"
    assert f"Zofia {CANARY}" in client.get(address).text
    assert client.post(address).status_code == 422

    answer = client.post(address, data={"meant": "yes"})

    assert answer.status_code == 303
    session.expire_all()
    assert found_in(session) == []
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "region"),
    [(Role.ADMINISTRATOR, "padova"), (Role.TRAINER, "chemnitz"), (Role.TRAINING_OFFICER, "chemnitz")],
)
def test_nobody_else_erases_anybody(
    client: FlaskClient, session: Session, sign_in: SignIn, role: Role, region: str
) -> None:
    person = traces(session)
    sign_in(client, make.person(session, role=role, region=region))

    answer = client.post(f"/en/administration/people/{person.id}/erase", data={"meant": "yes"})

    assert answer.status_code == 403
    session.refresh(person)
    assert person.erased_at is None


def test_nobody_erases_whoever_may_do_more(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    person = traces(session)
    make.grant(session, person, role=Role.ADMINISTRATOR, region=None)
    sign_in(client, make.person(session, role=Role.ADMINISTRATOR))

    answer = client.post(f"/en/administration/people/{person.id}/erase", data={"meant": "yes"})

    assert answer.status_code == 409
    session.refresh(person)
    assert person.erased_at is None
