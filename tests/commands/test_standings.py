"""Are learners counted by a command, by the worker, and read from a standby where there is one?"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from tests.pgtmp import postgres, standby
from training.accounts.models import Person
from training.app import create_app
from training.commands.ground import reading
from training.commands.worker import DUTIES
from training.config import Config
from training.foundation.extensions import db
from training.foundation.migrating import upgrade
from training.reporting.models import Standing

_PATIENCE = 30.0
SMALL = ("--people", "40", "--years", "1", "--seed", "3", "--until", "2026-07-01", "--organisations", "7")


def _counted(settings: dict[str, str]) -> int:
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        found = session.scalar(select(func.count()).select_from(Standing)) or 0
    engine.dispose()
    return found


def _publish(address: str) -> None:
    engine = opened(address)
    with Session(engine) as session, session.begin():
        make.published_module(session)
    engine.dispose()


def test_a_history_is_announced_written_once_and_counted(settings: dict[str, str], call: Run) -> None:
    assert call("db", "upgrade", **settings).returncode == 0
    assert "No module is published" in one_line(call("simulate", *SMALL, **settings))
    _publish(settings["TRAINING_DATABASE_URL"])

    done = call("simulate", *SMALL, **settings)
    again = one_line(call("simulate", *SMALL, **settings))
    rebuilt = call("statistics", "rebuild", **settings)

    first, last = done.stdout.splitlines()
    assert first.startswith("Writing 40 people in 7 organisations who have learned for 1 years until 2026-07-01")
    assert last == f"40 people, {_counted(settings)} enrolments, {_completed(settings)} completions."
    assert "There is a simulated history already" in again
    assert rebuilt.stdout.splitlines()[-1] == f"{_counted(settings)} counted."


def test_the_worker_counts_what_is_new(settings: dict[str, str], call: Run) -> None:
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        make.enrolment(session, make.person(session), make.published_module(session))
    engine.dispose()
    app = Flask(__name__)
    app.config["TRAINING"] = Config.from_environment(settings)
    duty = next(duty for duty in DUTIES if duty.name == "standings")

    assert [duty.do(app), duty.do(app)] == [1, 0]


def _completed(settings: dict[str, str]) -> int:
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        found = session.scalar(select(func.count(Standing.completed_at))) or 0
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def primary() -> Iterator[Engine]:
    """Start a PostgreSQL with tables that a standby can follow."""
    with postgres() as address:
        engine = opened(address)
        upgrade(engine)
        yield engine
        engine.dispose()


def test_reports_are_read_from_a_standby(primary: Engine, tmp_path: Path) -> None:
    address = primary.url.render_as_string(hide_password=False)
    with standby(address) as follower:
        environment = {
            "TRAINING_SECRET_KEY": "a key for tests only, long enough to sign",
            "TRAINING_DATABASE_URL": address,
            "TRAINING_REPORTS_DATABASE_URL": follower,
            "TRAINING_MEDIA_FOLDER": str(tmp_path),
            "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
        }
        config = Config.from_environment(environment)
        with Session(primary) as session, session.begin():
            make.person(session, name="Somebody")
        _wait_for(config)
        app = create_app(config)
        with app.app_context():
            with db.reports_session() as session:
                assert session.scalar(text("SELECT pg_is_in_recovery()"))
            assert not db.session.scalar(text("SELECT pg_is_in_recovery()"))
            engines = list(db.engines.values())
        for engine in engines:
            engine.dispose()
        with reading(config) as session, pytest.raises(DBAPIError, match="read-only"):
            session.execute(text("DELETE FROM standing"))


def _wait_for(config: Config) -> None:
    """Wait until what was written at the primary is read at the standby."""
    deadline = time.monotonic() + _PATIENCE
    with reading(config) as session:
        assert session.scalar(text("SELECT pg_is_in_recovery()"))
        while session.scalar(select(func.count()).select_from(Person)) != 1:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_without_a_standby_reports_are_read_where_everything_is(settings: dict[str, str], call: Run) -> None:
    assert call("db", "upgrade", **settings).returncode == 0

    with reading(Config.from_environment(settings)) as session:
        assert session.scalar(select(func.count()).select_from(Standing)) == 0
