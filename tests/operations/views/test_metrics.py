"""Are the figures shown to whoever bears the token, true, and about nobody?"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from tests import make
from tests.clients import Client
from tests.conftest import address_of, joined
from training.app import create_app
from training.config import Config
from training.foundation.outbox import Letter, post

TOKEN = "a token of the right length"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
Count = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def app(make_app: Callable[[str], Flask], engine: Engine, connection: Connection) -> Iterator[Flask]:
    """Give an application that counts."""
    config: Config = make_app(address_of(engine)).config["TRAINING"]
    app = create_app(replace(config, metrics_token=TOKEN))
    app.test_client_class = Client
    app.config |= {"TESTING": True, "PREFERRED_URL_SCHEME": "https", "WTF_CSRF_ENABLED": False}
    yield from joined(app, connection)


def figures(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Read all figures: name and labels in the order of their names."""
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_a_request_is_counted_by_address_method_and_status(client: FlaskClient) -> None:
    names = [
        ("training_requests_total", "accounts.sign_in", "GET", "2xx"),
        ("training_requests_total", "none", "GET", "4xx"),
        ("training_request_seconds_count", "accounts.sign_in"),
    ]
    before = figures(client)

    client.get("/en/sign-in")
    client.get("/sl/sign-in")
    client.get("/en/nowhere/at/all")

    after = figures(client)
    assert [after[name] - before.get(name, 0) for name in names] == [2, 1, 2]


def test_attempts_to_sign_in_are_counted_by_outcome(client: FlaskClient, session: Session) -> None:
    make.person(session, email="jana@example.org", password="a long enough password")
    before = figures(client)

    client.post("/en/sign-in", data={"email": "jana@example.org", "password": "wrong"})
    client.post("/en/sign-in", data={"email": "jana@example.org", "password": "a long enough password"})

    after = figures(client)
    for outcome in ("refused", "admitted"):
        name = ("training_sign_ins_total", outcome)
        assert after[name] - before.get(name, 0) == 1


def test_letters_are_counted_where_they_wait(client: FlaskClient, session: Session) -> None:
    person = make.person(session)
    post(session, Letter.INVITATION, person_id=person.id, now=make.NOW)
    post(session, Letter.PASSWORD_RESET, person_id=person.id, now=make.NOW)

    found = figures(client)

    assert found["training_letters", "waiting"] == 2
    assert found["training_letters", "held"] == 0


def test_figures_cost_one_question(client: FlaskClient, statements: Count) -> None:
    with statements() as seen:
        client.get("/metrics", headers=BEARER)

    assert len(seen) == 1


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic " + TOKEN, TOKEN])
def test_without_the_token_there_is_no_such_page(client: FlaskClient, header: str | None) -> None:
    answer = client.get("/metrics", headers={"Authorization": header} if header else {})

    assert answer.status_code == 404
    assert "training_requests" not in answer.text


def test_labels_are_words_that_are_known_beforehand(app: Flask, client: FlaskClient) -> None:
    """Neither an address nor a method that somebody makes up becomes a figure."""
    client.get("/en/modules/made-up-module")
    client.open("/en/", method="MADEUP")
    client.get("/made-up?name=Made-Up")

    found = figures(client)

    assert not [labels for labels in found if re.search("made.?up", str(labels), re.IGNORECASE)]
    endpoints = {labels[1] for labels in found if labels[0] == "training_requests_total"}
    assert endpoints <= {*app.view_functions, "none"}


def test_without_a_token_in_the_configuration_nothing_is_open(make_app: Callable[[str], Flask]) -> None:
    client = make_app("sqlite://").test_client()

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert client.get("/metrics").status_code == 404
