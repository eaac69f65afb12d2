"""Is every request numbered and noted in one line, with nothing in it that a person typed or is called?"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, exc, select
from sqlalchemy.orm import Session

from tests import make
from tests.conftest import address_of, joined
from training.app import create_app
from training.config import Config
from training.foundation import logs
from training.foundation.audit import AuditEntry
from training.foundation.gate import public

CANARY = "Canaria"
PASSWORD = "canaria-opens-this-door"
Read = Callable[[], list[dict[str, object]]]


@pytest.fixture
def app(make_app: Callable[[str], Flask], engine: Engine, connection: Connection) -> Iterator[Flask]:
    """Give an application that answers as in production, with two addresses that fail."""
    app = make_app(address_of(engine))
    app.config["TESTING"] = False
    app.add_url_rule("/<language:language>/test/<fault>", "fault", public(_fail))
    yield from joined(app, connection)


@pytest.fixture
def written(capfd: pytest.CaptureFixture[str]) -> Iterator[Read]:
    """Give a function that reads the lines of the log since the last look."""
    configured = structlog.get_config()
    logs.init(quote=False)
    yield lambda: [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    structlog.configure(**configured)


def _fail(language: str, fault: str) -> str:
    if fault.startswith("away"):
        raise exc.OperationalError("SELECT 1", {"email": CANARY}, RuntimeError(CANARY))
    raise ValueError(CANARY)


def test_a_request_is_one_line(client: FlaskClient, written: Read) -> None:
    page = client.get("/en/sign-in")

    (line,) = written()
    assert {name: line[name] for name in ("event", "method", "endpoint", "status", "bytes", "level")} == {
        "event": "request",
        "method": "GET",
        "endpoint": "accounts.sign_in",
        "status": 200,
        "bytes": len(page.data),
        "level": "info",
    }
    assert isinstance(line["milliseconds"], float)
    assert line["request_id"] == page.headers["X-Request-ID"]


def test_every_request_has_a_number_of_its_own(client: FlaskClient) -> None:
    numbers = {client.get("/healthz").headers["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert all(len(number) == 32 for number in numbers)


def test_after_the_request_there_is_no_number(client: FlaskClient) -> None:
    client.get("/healthz")

    assert logs.request_id() is None


def test_an_entry_of_the_log_of_acts_names_the_request(client: FlaskClient, session: Session) -> None:
    answer = client.post("/en/sign-in", data={"email": "nobody@example.org", "password": "wrong"})

    (entry,) = session.scalars(select(AuditEntry)).all()
    assert entry.request_id == answer.headers["X-Request-ID"]


def test_a_visitor_cannot_choose_the_number(client: FlaskClient) -> None:
    given = "0123456789abcdef0123456789abcdef"

    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("0123456789abcdef0123456789abcdef", True),
        ("01234567-89ab-cdef-0123-456789abcdef", True),
        ("Canaria", False),
        ("deadbeef", False),
        ("0123456789abcdef\x0b0123456789abcdef", False),
        ("0" * 37, False),
    ],
)
def test_the_proxys_number_is_taken_where_it_is_one(tmp_path: Path, given: str, is_taken: bool) -> None:
    client = create_app(_behind_a_proxy(tmp_path)).test_client()

    answer = client.get("/healthz", headers={"X-Request-ID": given}, base_url="https://training.example.eu")

    assert (answer.headers["X-Request-ID"] == given) == is_taken


def test_the_page_of_a_fault_says_its_number(client: FlaskClient, written: Read) -> None:
    page = client.get("/en/test/bug")

    fault, answered = written()
    assert page.status_code == 500
    assert page.headers["X-Request-ID"] in page.text
    assert fault["request_id"] == answered["request_id"] == page.headers["X-Request-ID"]


def test_no_canary_reaches_the_log(client: FlaskClient, session: Session, written: Read) -> None:
    """Names, addresses and passwords in requests that fail and in such that succeed."""
    email = f"{CANARY}@example.org".lower()
    make.person(session, name=f"{CANARY} Brandt", email=email, password=PASSWORD)
    sent = {"User-Agent": CANARY, "Referer": f"https://localhost/{CANARY}", "X-Request-ID": CANARY}
    form = {"email": email, "password": PASSWORD}

    answers = [
        client.post("/en/sign-in", data=form | {"password": f"{CANARY} again"}, headers=sent),
        client.post(f"/en/sign-in?next=/{CANARY}", data=form, headers=sent),
        client.get("/en/account", headers=sent),
        client.post("/en/account", data={"preferred": CANARY}, headers=sent),
        client.get(f"/en/{CANARY}?name={CANARY}", headers=sent),
        client.get(f"/en/modules/{CANARY}", headers=sent),
        client.get(f"/en/test/away-{CANARY}", headers=sent),
        client.get(f"/en/test/{CANARY}", headers=sent),
        client.open("/en/", method=CANARY.upper(), headers=sent),
        client.post("/en/sign-in", data={"email": CANARY * 200_000}, headers=sent),
        client.post("/en/sign-out", headers=sent),
    ]

    lines = written()
    assert [answer.status_code for answer in answers] == [422, 303, 200, 422, 404, 404, 503, 500, 405, 413, 303]
    assert [line["status"] for line in lines if line["event"] == "request"] == [a.status_code for a in answers]
    assert "canaria" not in json.dumps(lines).lower()
    assert PASSWORD not in json.dumps(lines)


def test_a_command_may_write_faults_only(client: FlaskClient, written: Read) -> None:
    logs.only_faults()

    client.get("/healthz")
    structlog.get_logger().error("something")

    assert [line["event"] for line in written()] == ["something"]


def _behind_a_proxy(folder: Path) -> Config:
    return Config(
        secret_key="a key for tests only, of 32 signs",
        database_url="sqlite://",
        media_folder=folder,
        public_address="https://training.example.eu",
        behind_proxy=True,
    )
