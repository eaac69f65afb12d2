"""Can somebody find out who has an account here, guess a password, or keep its owner out by guessing?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Literal

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.accounts.actions import signing
from training.accounts.models import Person

PASSWORD = "a long enough password"
WRONG = "not the right password"
HOME, OFFICE, EVIL = "192.0.2.1", "192.0.2.2", "203.0.113.9"
#: Why a sign-in fails: nobody must be able to tell one from another.
REASONS = ("nobody there", "wrong password", "no password", "closed", "erased")


class _Counting(PasswordHasher):
    """Count how often a password is checked."""

    checks = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 (the library's name)
        """Check, and count."""
        self.checks += 1
        return super().verify(hash, password)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> _Counting:
    """Count the slow part of every sign-in of this test, which stays what it is."""
    made = _Counting(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    monkeypatch.setattr(signing, "_hasher", made)
    return made


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password."""
    return make.person(session, email="jana@example.org", password=PASSWORD)


def _send(client: FlaskClient, *, password: str = PASSWORD, email: str = "jana@example.org", at: str) -> TestResponse:
    typed = {"email": email, "password": password}
    return client.post("/en/sign-in", data=typed, environ_base={"REMOTE_ADDR": at})


def _guess(app: Flask, times: int, *, at: str) -> list[int]:
    return [_send(app.test_client(), password=WRONG, at=at).status_code for _ in range(times)]


def _failing(session: Session, reason: str, now: object) -> tuple[str, str]:
    """Make an account that cannot be opened for this reason; return what is typed."""
    email = f"{reason.replace(' ', '-')}@example.org"
    columns: dict[str, Any] = {"closed": {"disabled_at": now}, "erased": {"erased_at": now}}.get(reason, {})
    if reason != "nobody there":
        password = None if reason == "no password" else PASSWORD
        make.person(session, email=email, password=password, **columns)
    return email, WRONG if reason == "wrong password" else PASSWORD


@pytest.mark.usefixtures("clock")
def test_every_failure_looks_alike(client: FlaskClient, session: Session, now: object) -> None:
    answers = []
    for reason in REASONS:
        email, password = _failing(session, reason, now)
        answer = _send(client, email=email, password=password, at=OFFICE)
        answers.append((answer.status_code, answer.text.replace(email, "…")))

    assert {status for status, _ in answers} == {422}
    assert len({text for _, text in answers}) == 1


@pytest.mark.parametrize("reason", REASONS)
def test_every_failure_costs_one_check_of_a_password(
    client: FlaskClient, session: Session, now: object, counting: _Counting, reason: str
) -> None:
    """Counted and not timed: what a busy machine takes says nothing."""
    email, password = _failing(session, reason, now)

    _send(client, email=email, password=password, at=OFFICE)

    assert counting.checks == 1


def test_every_failure_costs_the_same_statements(
    client: FlaskClient,
    session: Session,
    now: object,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    works = set()
    for reason in REASONS:
        email, password = _failing(session, reason, now)
        with statements() as seen:
            _send(client, email=email, password=password, at=OFFICE)
        works.add(tuple(seen))

    assert len(works) == 1


def test_too_many_guesses_have_to_wait_whether_there_is_such_an_account_or_not(client: FlaskClient) -> None:
    known = [_send(client, email="nobody@example.org", password=WRONG, at=EVIL).status_code for _ in range(6)]

    assert known == [422] * 5 + [429]


def test_a_guesser_does_not_keep_out_the_owner_who_was_here_before(app: Flask, jana: Person) -> None:
    mine = app.test_client()
    _send(mine, at=OFFICE)
    for number in range(30):
        _guess(app, 1, at=f"203.0.113.{number}")

    assert _send(app.test_client(), at="203.0.113.200").status_code == 429
    assert _send(mine, at=OFFICE).status_code == 303
    assert _send(mine, at=HOME).status_code == 303


def test_a_guesser_at_one_address_does_not_keep_out_the_owner_at_a_new_machine(
    app: Flask, jana: Person, clock: time_machine.Traveller
) -> None:
    for _ in range(22):
        _guess(app, 6, at=EVIL)
        clock.shift(61)

        assert _send(app.test_client(), at=HOME).status_code == 303


def test_a_guesser_in_the_same_house_does_not_keep_out_who_was_here_before(app: Flask, jana: Person) -> None:
    mine = app.test_client()
    _send(mine, at=OFFICE)
    for number in range(12):
        _send(app.test_client(), email=f"person{number}@example.org", password=WRONG, at=OFFICE)

    assert _send(app.test_client(), at=OFFICE).status_code == 429
    assert _send(mine, at=OFFICE).status_code == 303


def test_a_browser_that_knows_the_account_may_not_guess_without_end(app: Flask, jana: Person) -> None:
    """A stolen cookie opens nothing."""
    stolen = app.test_client()
    _send(stolen, at=OFFICE)

    answers = [_send(stolen, password=WRONG, at=f"203.0.113.{number}").status_code for number in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_browser_that_knows_one_account_is_a_stranger_to_others(app: Flask, session: Session, jana: Person) -> None:
    make.person(session, email="evil@example.org", password=PASSWORD)
    client = app.test_client()
    _send(client, email="evil@example.org", at=EVIL)

    answers = [_send(client, password=WRONG, at=EVIL).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert _send(app.test_client(), at=EVIL).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "WyIxIixbIngiXV0.aaaa.bbbb"])
def test_a_forged_cookie_makes_no_known_browser(app: Flask, jana: Person, cookie: str) -> None:
    headers = {"Cookie": f"__Host-browser={cookie}"}
    typed = {"email": "jana@example.org", "password": WRONG}
    client = app.test_client(use_cookies=False)

    answers = [client.post("/en/sign-in", data=typed, headers=headers).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_the_browser_of_a_training_room_knows_the_last_twenty(app: Flask, session: Session) -> None:
    client = app.test_client()
    for number in range(21):
        make.person(session, email=f"person{number}@example.org", password=PASSWORD)
        _send(client, email=f"person{number}@example.org", at=OFFICE)
    cookie = client.get_cookie("__Host-browser", domain="localhost")
    assert cookie
    assert len(cookie.value) < 1000


def test_the_cookie_of_a_known_browser_tells_nobody_who_was_here(app: Flask, jana: Person) -> None:
    client = app.test_client()
    answer = _send(client, at=OFFICE)
    kept = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-browser="))

    assert "jana" not in kept
    assert all(word in kept for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert "Domain" not in kept


def test_signing_out_leaves_the_browser_known(app: Flask, jana: Person) -> None:
    client = app.test_client()
    _send(client, at=OFFICE)
    client.post("/en/sign-out")
    _guess(app, 12, at=OFFICE)

    assert _send(client, at=OFFICE).status_code == 303
