"""Does a person come in, go on where they wanted to go, and out again, in their language and without traps?"""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.accounts.models import Person
from training.foundation.audit import AuditEntry
from training.foundation.languages import LANGUAGES

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PASSWORD = "a long enough password"


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password who wants to be greeted in Slovene."""
    return make.person(session, email="jana@example.org", language="sl", password=PASSWORD)


def send(
    client: FlaskClient, *, email: str = "jana@example.org", password: str = PASSWORD, at: str = ""
) -> TestResponse:
    """Send the sign-in form."""
    return client.post(at or "/de/sign-in", data={"email": email, "password": password})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_stands_in_every_language(client: FlaskClient, language: str) -> None:
    page = client.get(f"/{language}/sign-in")

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


def test_signing_in_leads_to_my_learning_in_the_persons_language(client: FlaskClient, jana: Person) -> None:
    answer = send(client)

    assert (answer.status_code, answer.location) == (303, "/sl/my-learning")


def test_signing_in_leads_on_to_where_the_person_wanted_to_go(client: FlaskClient, jana: Person) -> None:
    guarded = client.get("/de/account?saved=1")

    answer = send(client, at=guarded.location)

    assert answer.location == "/de/account?saved=1"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/%09/evil.example"]
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, jana: Person, elsewhere: str) -> None:
    answer = send(client, at=f"/de/sign-in?next={elsewhere}")

    assert answer.location == "/sl/my-learning"


def test_whoever_is_signed_in_already_goes_straight_on(client: FlaskClient, jana: Person, sign_in: SignIn) -> None:
    answer = sign_in(client, jana).get("/de/sign-in?next=/de/account")

    assert (answer.status_code, answer.location) == (303, "/de/account")


def test_a_failure_shows_one_sentence_keeps_the_address_and_forgets_the_password(
    client: FlaskClient, jana: Person
) -> None:
    answer = send(client, password="a wrong password")

    assert answer.status_code == 422
    assert 'value="jana@example.org"' in answer.text
    assert "a wrong password" not in answer.text
    assert '<a href="#email">' in answer.text


@pytest.mark.usefixtures("clock")
def test_an_unknown_address_and_a_wrong_password_get_the_same_page(client: FlaskClient, jana: Person) -> None:
    pages = [
        send(client, password="a wrong password").text,
        send(client, email="nobody@example.org").text.replace("nobody@", "jana@"),
    ]

    assert pages[0] == pages[1]


def test_a_failure_leaves_an_entry_that_stays(client: FlaskClient, session: Session, jana: Person) -> None:
    send(client, password="a wrong password")

    assert session.scalars(select(AuditEntry.event)).all() == ["sign-in-failed"]


def test_empty_fields_are_named_above_the_form(client: FlaskClient) -> None:
    answer = send(client, email=" ", password="")

    assert answer.status_code == 422
    assert '<a href="#email">' in answer.text
    assert '<a href="#password">' in answer.text


def test_a_saved_answer_is_said_to_whoever_was_signed_out(client: FlaskClient) -> None:
    page = client.get("/en/sign-in?next=/en/modules&saved=1")

    assert "Your answer is saved." in page.text


def test_a_change_of_language_keeps_where_the_person_was_going(client: FlaskClient, jana: Person) -> None:
    pages = [
        client.get("/en/sign-in?next=/en/account"),
        send(client, password="wrong", at="/en/sign-in?next=/en/account"),
    ]

    assert all('href="/sl/sign-in?next=/en/account"' in page.text for page in pages)


def test_what_an_anonymous_session_held_is_gone_after_signing_in(client: FlaskClient, jana: Person) -> None:
    """Whoever planted a session in this browser must not find themselves inside it."""
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"

    send(client)

    with client.session_transaction() as found:
        assert "planted" not in found
        assert found["_user_id"] == str(jana.id)
        assert found.permanent


def test_the_sixth_wrong_password_in_a_minute_has_to_wait(client: FlaskClient, jana: Person) -> None:
    answers = [send(client, password="a wrong password") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Try again in one minute" in send(client, at="/en/sign-in").text
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61


def test_guessing_through_many_addresses_has_to_wait_too(client: FlaskClient) -> None:
    answers = [send(client, email=f"person{number}@example.org") for number in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_waiting_is_over_after_a_minute(client: FlaskClient, jana: Person, clock: time_machine.Traveller) -> None:
    for _ in range(6):
        send(client, password="a wrong password")

    clock.shift(61)

    assert send(client).status_code == 303


def test_a_whole_training_room_signs_in_from_one_address(client: FlaskClient, jana: Person) -> None:
    """Only failures count."""
    answers = []
    for _ in range(15):
        answers.append(send(client).status_code)
        client.post("/de/sign-out")

    assert answers == [303] * 15


def test_signing_out_ends_the_session(client: FlaskClient, jana: Person) -> None:
    send(client)

    answer = client.post("/sl/sign-out")

    assert (answer.status_code, answer.location) == (303, "/sl/")
    assert client.get("/sl/account").status_code == 303


def test_a_link_cannot_sign_anybody_out(client: FlaskClient) -> None:
    assert client.get("/sl/sign-out").status_code == 405


@pytest.mark.usefixtures("csrf")
def test_the_form_works_with_its_token_and_not_without(client: FlaskClient, jana: Person) -> None:
    without = send(client)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/de/sign-in").text)
    assert token
    data = {"email": "jana@example.org", "password": PASSWORD, "csrf_token": token[1]}

    assert without.status_code == 400
    assert client.post("/de/sign-in", data=data).status_code == 303


def test_the_account_page_shows_who_one_is(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    person = make.person(session, name="Jana Nováková", email="jana@example.org", region="linz")

    page = sign_in(client, person).get("/de/account").text

    assert all(words in page for words in ("Jana Nováková", "jana@example.org", "Town hall", "Linz (de)"))


def test_the_account_page_is_closed_to_strangers(client: FlaskClient) -> None:
    assert client.get("/de/account").location == "/de/sign-in?next=/de/account"


def test_choosing_a_language_changes_the_greeting(
    client: FlaskClient, session: Session, jana: Person, sign_in: SignIn
) -> None:
    answer = sign_in(client, jana).post("/sl/account", data={"preferred": "nl"})

    assert (answer.status_code, answer.location) == (303, "/nl/account?saved=1")
    session.refresh(jana)
    assert jana.language == "nl"


def test_an_unknown_language_is_refused(client: FlaskClient, session: Session, jana: Person, sign_in: SignIn) -> None:
    answer = sign_in(client, jana).post("/en/account", data={"preferred": "xx"})

    session.refresh(jana)
    assert answer.status_code == 422
    assert jana.language == "sl"
