"""Do the two addresses of health say how the site is, cheaply and to everybody?"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.databases import Databases
from training.config import Config
from training.foundation.extensions import db

Count = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def apart(make_app: Callable[[str], Flask], tmp_path: Path) -> Iterator[Callable[[str], FlaskClient]]:
    """Give a function that makes a client of an application with a database and a folder of its own."""
    engines: list[Engine] = []

    def apart(address: str) -> FlaskClient:
        app = make_app(address)
        with app.app_context():
            engines.extend(db.engines.values())
        folder = tmp_path / "media"
        folder.mkdir()
        app.config["TRAINING"] = Config(
            secret_key="-", database_url=address, media_folder=folder, public_address="https://localhost"
        )
        return app.test_client()

    yield apart
    for engine in engines:
        engine.dispose()


def test_a_living_process_asks_nobody(client: FlaskClient, statements: Count) -> None:
    with statements() as seen:
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json, seen) == (200, {"alive": True}, [])


def test_a_site_that_is_well_is_ready_after_one_question(client: FlaskClient, statements: Count) -> None:
    with statements() as seen:
        answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"ready": True, "database": "well", "media": "well"})
    assert len(seen) == 1


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_cache_keeps_how_it_was(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("revision", "word"), [("0001", "behind"), ("9999", "newer")])
def test_a_database_of_another_version_is_not_ready(
    client: FlaskClient, session: Session, revision: str, word: str
) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    session.commit()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": word, "media": "well"})


def test_an_empty_database_is_behind(apart: Callable[[str], FlaskClient], databases: Databases, engine: Engine) -> None:
    answer = apart(databases.empty(engine.dialect.name)).get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "behind", "media": "well"})


@pytest.mark.parametrize("address", ["sqlite:////nowhere/hidden.sqlite", "postgresql+psycopg://u:hidden@127.0.0.1:1/x"])
def test_a_database_that_is_away_is_said_without_where_it_is(apart: Callable[[str], FlaskClient], address: str) -> None:
    answer = apart(address).get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "away", "media": "well"})


def test_a_folder_that_is_away_is_not_ready(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Config(
        secret_key="-", database_url="sqlite://", media_folder=tmp_path / "none", public_address="https://localhost"
    )
    monkeypatch.setitem(app.config, "TRAINING", elsewhere)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "well", "media": "not writable"})
