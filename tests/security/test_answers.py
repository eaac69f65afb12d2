"""Does every answer of the whole site carry what protects it, and does none tell a secret?"""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import exc
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.security.conftest import SignIn
from tests.security.walk import Victim, addresses
from training.accounts import queries
from training.foundation import logs, responses, tickets

PASSWORD = "a long enough password"
#: What is the same for everybody, and may be kept.
SHARED = {"static", "content.medium"}


def _walked(app: Flask, client: FlaskClient, victim: Victim) -> list[tuple[str, str, TestResponse]]:
    """Ask for every page, and send every form empty."""
    return [
        (each.endpoint, each.path, client.open(each.path, method=each.method))
        for each in addresses(app, victim.values, "GET", "POST")
        if each.endpoint != "accounts.sign_out"
    ]


def test_every_answer_carries_every_header(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    for endpoint, path, answer in _walked(app, everybody, victim):
        for name, value in responses.HEADERS.items():
            expected = (
                responses.PICTURE_POLICY if (name, endpoint) == ("Content-Security-Policy", "content.medium") else value
            )
            assert answer.headers.getlist(name) == [expected], (path, name)
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains"), path


def test_no_policy_lets_anything_unsafe_run() -> None:
    for policy in (responses.CONTENT_SECURITY_POLICY, responses.PICTURE_POLICY):
        assert "unsafe" not in policy
        assert "*" not in policy
        assert all(word in policy for word in ("base-uri 'none'", "frame-ancestors 'none'"))


def test_nothing_personal_is_kept_by_a_cache(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    kept = [
        path
        for endpoint, path, answer in _walked(app, everybody, victim)
        if endpoint not in SHARED and "no-store" not in answer.headers["Cache-Control"]
    ]

    assert kept == []


def test_every_answer_says_what_it_is(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    for endpoint, path, answer in _walked(app, everybody, victim):
        kind = answer.headers.get("Content-Type", "")
        if answer.data and kind.startswith("text/") and endpoint not in SHARED:
            assert "charset=utf-8" in kind.lower(), path
        assert kind or not answer.data, path


def test_nobody_is_told_what_the_site_is_made_of(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    for _, path, answer in _walked(app, everybody, victim):
        assert not {"Server", "X-Powered-By"} & set(answer.headers.keys()), path


def test_no_other_site_is_let_in(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    for each in addresses(app, victim.values, "GET"):
        answer = everybody.get(each.path, headers={"Origin": "https://evil.example"})

        assert "Access-Control-Allow-Origin" not in answer.headers, each.path


def test_every_cookie_is_kept_from_scripts_other_sites_and_other_hosts(client: FlaskClient, session: Session) -> None:
    make.person(session, email="jana@example.org", password=PASSWORD)

    answer = client.post("/en/sign-in", data={"email": "jana@example.org", "password": PASSWORD})

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert all(word in cookie for word in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=")), cookie
        assert "Domain=" not in cookie


def test_no_address_carries_a_secret(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    """Neither the session nor a token or ticket: addresses end up in histories and logs."""
    for _, path, answer in _walked(app, everybody, victim):
        for word in ("csrf_token=", "ticket=", "password="):
            assert word not in answer.data.decode(errors="replace").replace(f'name="{word[:-1]}"', ""), path
            assert word not in answer.headers.get("Location", ""), path


@pytest.mark.parametrize("fault", [ValueError("a bug"), exc.OperationalError("SELECT", {"email": "jana"}, Exception())])
def test_no_secret_reaches_a_log_or_a_page(
    app: Flask,
    client: FlaskClient,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    def fail(*_arguments: Any) -> None:
        raise fault

    logs.init(quote=False)
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setattr(queries, "person_by_email", fail)
    typed = {"email": "jana@example.org", "password": PASSWORD, "ticket": "a-ticket"}

    page = client.post("/en/sign-in?next=/en/secret", data=typed, headers={"Cookie": "__Host-training=a-session"})

    said = capfd.readouterr().err
    assert page.status_code in (500, 503)
    assert all(json.loads(line) for line in said.splitlines())
    for secret in ("jana", PASSWORD, "a-ticket", "a-session", "/en/secret", "a bug", "SELECT"):
        assert secret not in said, said
    for secret in (PASSWORD, "a-ticket", "a-session", "a bug", "SELECT", "Traceback"):
        assert secret not in page.text


def test_what_is_typed_makes_no_line_of_a_log(client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    client.get('/en/nowhere%0A{"event":"planted"}', headers={"User-Agent": "x\ty", "X-Request-Id": "planted"})

    assert all(json.loads(line).get("event") != "planted" for line in capfd.readouterr().err.splitlines())


def test_sessions_and_tickets_are_signed_by_sha_256(app: Flask) -> None:
    """The last part of what is signed is as long as the digest: 32 bytes in 43 signs."""
    with app.test_request_context():
        ticket = tickets.issue("answer", "subject", person_id=1)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    assert [len(str(signed).rpartition(".")[2]) for signed in (ticket, signer.dumps({"a": 1}))] == [43, 43]


def test_the_session_ends_by_itself_and_tells_nobody_who_is_here(
    app: Flask, client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    assert app.permanent_session_lifetime.total_seconds() <= 12 * 3600
    sign_in(client, make.person(session, name="Jana Nováková", email="jana@example.org"))
    with client.session_transaction() as kept:
        assert "jana" not in str(dict(kept)).lower()
