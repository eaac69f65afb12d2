"""Are the parts one application: addresses begin with a language, and every fault has a page in it?"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, exc
from sqlalchemy.orm import Session

from tests import make
from tests.conftest import address_of, joined
from training.accounts.models import Person
from training.foundation import logs
from training.foundation.errors import NotFound, Refused
from training.foundation.gate import public
from training.foundation.languages import LANGUAGES

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def app(make_app: Callable[[str], Flask], engine: Engine, connection: Connection) -> Iterator[Flask]:
    """Give an application with an address for everything that can go wrong, as in production."""
    app = make_app(address_of(engine))
    app.add_url_rule("/<language:language>/test/<int:status>", "status", public(_abort))
    app.add_url_rule("/<language:language>/test/<fault>", "fault", public(_fail))
    yield from joined(app, connection)


def _abort(language: str, status: int) -> str:
    abort(status)


def _fail(language: str, fault: str) -> str:
    raise {
        "missing": NotFound("lesson"),
        "ticket": Refused("ticket-invalid"),
        "other": Refused("other-account"),
        "state": Refused("attempt-finished"),
        "typed": Refused("nothing-chosen"),
        "away": exc.OperationalError("SELECT 1", {}, RuntimeError("gone")),
        "busy": exc.TimeoutError("no connection is free"),
        "bug": ValueError("Jana typed this"),
    }[fault]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 418, 422, 500, 503])
def test_every_fault_has_a_page(client: FlaskClient, status: int) -> None:
    page = client.get(f"/en/test/{status}")

    assert page.status_code == status
    assert page.text.count("<h1>") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_told_in_the_language_of_the_address(client: FlaskClient, language: str) -> None:
    page = client.get(f"/{language}/nowhere")

    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize(
    ("fault", "status"),
    [("missing", 404), ("ticket", 400), ("other", 403), ("state", 409), ("typed", 422), ("away", 503), ("busy", 503)],
)
def test_a_refusal_has_its_status(client: FlaskClient, fault: str, status: int) -> None:
    page = client.get(f"/en/test/{fault}")

    assert page.status_code == status
    assert "<h1>" in page.text


def test_a_missing_page_says_that_nothing_is_lost(client: FlaskClient) -> None:
    assert "Your answers and certificates are safe." in client.get("/en/nowhere").text


def test_without_a_language_the_browser_decides(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"Accept-Language": "fr, sl;q=0.9, en;q=0.8"})

    assert '<html lang="sl">' in page.text


@pytest.mark.parametrize("address", ["/xx/sign-in", "/EN/sign-in", "/end/sign-in", "/de-AT/sign-in"])
def test_an_address_begins_with_one_of_the_seven(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_bug_is_a_page_and_a_line_without_what_was_typed(
    app: Flask, client: FlaskClient, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.init(quote=False)
    monkeypatch.setitem(app.config, "TESTING", False)

    page = client.get("/en/test/bug")

    line, answered = map(json.loads, capfd.readouterr().err.splitlines())
    assert page.status_code == answered["status"] == 500
    assert page.headers["X-Request-ID"] == line["request_id"] == answered["request_id"]
    assert f"tell us this number: {line['request_id']}" in page.text
    assert "Jana" not in page.text + str(line)
    assert (line["event"], line["level"], line["faults"][0]["kind"]) == ("unexpected", "error", "builtins.ValueError")
    assert any("_fail" in place for place in line["faults"][0]["places"])


def test_an_error_page_asks_no_database(
    client: FlaskClient, session: Session, sign_in: SignIn, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    sign_in(client, make.person(session))

    with statements() as seen:
        client.get("/en/nowhere")

    assert seen == []


def test_a_method_that_is_not_allowed_names_those_that_are(client: FlaskClient) -> None:
    assert "POST" in client.get("/en/sign-out").headers["Allow"]


@pytest.mark.usefixtures("csrf")
def test_a_form_from_an_ended_session_leads_back_to_its_page(client: FlaskClient) -> None:
    held = {"Referer": "https://localhost/en/account?saved=1"}

    page = client.post("/en/account", data={"preferred": "de"}, headers=held)

    assert page.status_code == 400
    assert "/en/sign-in?next=/en/account?saved%3D1" in page.text


@pytest.mark.usefixtures("csrf")
def test_a_form_from_another_site_leads_nowhere(client: FlaskClient) -> None:
    page = client.post("/en/account", headers={"Referer": "https://evil.example/en/account"})

    assert page.status_code == 400
    assert "next=" not in page.text


def test_a_sign_that_no_database_keeps_is_refused(client: FlaskClient) -> None:
    assert client.get("/en/modules/%00").status_code == 404
    assert client.get("/en/sign-in?next=%00").status_code == 400
    assert client.post("/en/sign-in", data={"email": "a\0@b.example", "password": "x"}).status_code == 400


def test_a_page_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post("/en/sign-in", data={"email": "x" * 2_000_000})

    assert answer.status_code == 413
