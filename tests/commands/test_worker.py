"""Does a worker send what waits, and lose nothing when it is killed between sending and marking?"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from huey import RedisHuey, SqliteHuey
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import ROOT, Run, one_line
from tests.databases import Databases, opened
from tests.mail.server import MailServer
from training.commands.worker import queue_of
from training.config import Config
from training.foundation import outbox
from training.foundation.clock import now
from training.foundation.outbox import Letter

PATIENCE = 60.0
Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def installed(databases: Databases, server: MailServer, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an installation with tables and a mail server."""
    return {
        "TRAINING_SECRET_KEY": "a key for tests only, long enough to sign",
        "TRAINING_DATABASE_URL": databases.fresh("sqlite"),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
        "TRAINING_MAIL_SERVER": server.address,
        "TRAINING_MAIL_FROM": "InduCCI Training <training@example.eu>",
    }


@pytest.fixture
def engine_of_worker(installed: dict[str, str]) -> Iterator[Engine]:
    """Open the database of the installation."""
    engine = opened(installed["TRAINING_DATABASE_URL"])
    yield engine
    engine.dispose()


@pytest.fixture
def start(installed: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Give a function that starts a worker in a process of its own; those that still run are killed in the end."""
    begun: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "training", "worker"]
            begun.append(subprocess.Popen(command, cwd=ROOT, env=installed, stdout=log, stderr=log))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()


def letter(engine: Engine) -> tuple[str, int]:
    """Look up what became of the letter, and how often it was tried."""
    with engine.connect() as connection:
        state, tries = connection.execute(text("SELECT state, tries FROM outbox_letter")).one()
    return state, tries


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something is so, or fail."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_a_letter_of_a_killed_worker_leaves_twice_and_never_not_at_all(
    engine_of_worker: Engine, server: MailServer, start: Start, tmp_path: Path
) -> None:
    with Session(engine_of_worker) as session, session.begin():
        person = make.person(session, email="jana@example.org", name="Jana Nováková")
        outbox.post(session, Letter.INVITATION, person_id=person.id, now=now())
    server.hangs = True
    first = start()
    assert server.arrived.wait(PATIENCE)

    first.kill()
    first.wait()
    server.hangs = False

    assert letter(engine_of_worker) == ("waiting", 1)
    with engine_of_worker.begin() as connection:
        # So long does a letter belong to whoever has taken it; nobody waits for it in a test.
        connection.execute(text("UPDATE outbox_letter SET due_at = :then"), {"then": now() - timedelta(minutes=1)})
    second = start()
    wait_until(lambda: letter(engine_of_worker) == ("sent", 2))

    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0
    assert len(server.letters) == 2
    assert len({str(each["Message-ID"]) for each in server.letters}) == 1
    said = (tmp_path / "worker.log").read_text()
    assert '"event": "letter"' in said
    assert not [word for word in ("jana@", "Nov", "/password/") if word in said]


def test_a_worker_asks_for_tables_first(call: Run, settings: dict[str, str]) -> None:
    assert "Run `training db upgrade`" in one_line(call("worker", **settings))


def test_the_queue_lies_beside_the_pictures_unless_it_is_said_otherwise(
    settings: dict[str, str], tmp_path: Path
) -> None:
    redis = {"TRAINING_QUEUE": "redis://:secret@127.0.0.1:6379/1"}

    assert Config.from_environment(settings).queue_address() == str(tmp_path / "queue.sqlite")
    assert Config.from_environment(settings | redis).queue_address() == redis["TRAINING_QUEUE"]
    assert isinstance(queue_of(Config.from_environment(settings)), SqliteHuey)
    assert isinstance(queue_of(Config.from_environment(settings | redis)), RedisHuey)
    assert "secret" not in repr(Config.from_environment(settings | redis))
