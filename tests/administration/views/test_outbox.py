"""Does an administrator see what has become of letters, and read them only where none leaves?"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.administration.queries.outbox import PAGE
from training.foundation.outbox import Letter, OutboxLetter, State
from training.foundation.pages import environment
from training.foundation.permissions import Role
from training.mail.actions import ACCOUNT_CLOSED
from training.mail.rules import Stage

SignIn = Callable[[FlaskClient, Person], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]
OUTBOX = "/en/administration/outbox"


@pytest.fixture
def office(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of an administrator of the whole site."""
    return sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True, name="Eva"))


@pytest.fixture
def demonstration(app: Flask) -> Iterator[None]:
    """Let the application be a demonstration."""
    before = app.config["TRAINING"]
    app.config["TRAINING"] = replace(before, demonstration=True)
    yield
    app.config["TRAINING"] = before


def post(session: Session, person: Person | None = None, **columns: Any) -> OutboxLetter:
    """Post a letter."""
    person = person or make.person(session, name="Jana Nováková")
    values = {"letter": "invitation", "facts": {}, "posted_at": make.NOW, "due_at": make.NOW, "state": "waiting"}
    letter = OutboxLetter(person_id=person.id, **(values | columns))
    session.add(letter)
    session.flush()
    return letter


def test_letters_are_told_with_their_people_and_fates(office: FlaskClient, session: Session) -> None:
    post(session, state="bounced", fault="recipient 550 5.1.1", tries=1)
    erased = make.person(session, name="Erased Name", erased_at=make.NOW)
    post(session, erased, state="given-up", fault="account closed")

    page = office.get(OUTBOX).text

    assert "Jana Nováková" in page
    assert "the mail server refuses the address" in page
    assert "(550 5.1.1)" in page
    assert "an erased person" in page
    assert "Erased Name" not in page


@pytest.mark.parametrize("kind", Letter)
@pytest.mark.parametrize("state", State)
def test_every_kind_and_every_fate_has_words(office: FlaskClient, session: Session, kind: Letter, state: State) -> None:
    post(session, letter=kind.value, state=state.value)

    page = office.get(OUTBOX, query_string={"state": state.value})

    assert page.status_code == 200
    assert "Jana Nováková" in page.text
    assert f">{kind.value}<" not in page.text


def test_every_fault_has_words(app: Flask) -> None:
    with app.app_context():
        words = environment("en").get_template("administration/_letter_words.html").module

    assert set(words.stages) == {*Stage, "returned", ACCOUNT_CLOSED.split(maxsplit=1)[0]}  # type: ignore[attr-defined]


def test_letters_are_looked_for_by_their_fate(office: FlaskClient, session: Session) -> None:
    post(session, make.person(session, name="Waiting Wanda"))
    post(session, make.person(session, name="Sent Sam"), state="sent")

    page = office.get(f"{OUTBOX}?state=sent").text

    assert "Sent Sam" in page
    assert "Waiting Wanda" not in page
    assert office.get(f"{OUTBOX}?state=nonsense&before=nonsense").status_code == 200


def test_older_letters_stand_on_further_pages(office: FlaskClient, session: Session) -> None:
    person = make.person(session)
    letters = [post(session, person, letter="password-reset") for _ in range(PAGE + 1)]

    first = office.get(OUTBOX).text
    second = office.get(f"{OUTBOX}?before={letters[1].id}").text

    assert first.count("<strong>Forgotten password</strong>") == PAGE
    assert f"before={letters[1].id}" in first
    assert second.count("<strong>Forgotten password</strong>") == 1
    assert "Older letters" in first
    assert "Older letters" not in second


def test_the_page_takes_the_same_statements_however_many_letters(
    office: FlaskClient, session: Session, statements: Statements
) -> None:
    with statements() as empty:
        office.get(OUTBOX)
    for _ in range(PAGE):
        post(session)

    with statements() as full:
        office.get(OUTBOX)

    assert len(full) == len(empty) == 3


def test_a_letter_is_sent_again(office: FlaskClient, session: Session) -> None:
    letter = post(session, state="bounced", fault="recipient 550", tries=3)

    answer = office.post(f"{OUTBOX}/{letter.id}/send")

    assert (answer.status_code, answer.location) == (303, f"{OUTBOX}?sent=1")
    session.refresh(letter)
    assert (letter.state, letter.tries) == ("waiting", 0)
    assert "will be sent again" in office.get(answer.location).text


def test_a_letter_that_is_not_there_is_not_found(office: FlaskClient) -> None:
    assert office.post(f"{OUTBOX}/77/send").status_code == 404


def test_a_letter_is_not_to_be_read(office: FlaskClient, session: Session) -> None:
    """Its link opens the account of somebody else."""
    letter = post(session, state="held")

    assert office.get(f"{OUTBOX}/{letter.id}").status_code == 404
    assert office.get(f"{OUTBOX}/{letter.id}/html").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_in_a_demonstration_a_held_letter_is_read_and_its_link_works(
    office: FlaskClient, app: Flask, session: Session
) -> None:
    letter = post(session, make.person(session, email="jana@example.org"), state="held")
    assert f'href="{OUTBOX}/{letter.id}"' in office.get(OUTBOX).text

    page = office.get(f"{OUTBOX}/{letter.id}")

    assert "jana@example.org" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    link = page.text.split('href="https://localhost')[1].split('"')[0]
    assert app.test_client().get(link).status_code == 200


@pytest.mark.usefixtures("demonstration")
def test_the_html_of_a_letter_may_do_nothing_but_look(office: FlaskClient, session: Session) -> None:
    letter = post(session, state="held")

    answer = office.get(f"{OUTBOX}/{letter.id}/html")

    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.usefixtures("demonstration")
def test_what_is_not_held_is_not_to_be_read_either(office: FlaskClient, session: Session) -> None:
    letter = post(session, state="sent")

    assert office.get(f"{OUTBOX}/{letter.id}").status_code == 404


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRAINER, Role.ADMINISTRATOR])
def test_only_those_who_run_the_whole_site_see_it(
    client: FlaskClient, session: Session, sign_in: SignIn, role: Role
) -> None:
    sign_in(client, make.person(session, role=role, region="chemnitz"))
    letter = post(session, state="bounced")

    assert client.get(OUTBOX).status_code == 403
    assert client.post(f"{OUTBOX}/{letter.id}/send").status_code == 403
