"""Can somebody try everything out with one command, and find it all again the next day?"""

import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy.orm import Session

from tests.commands.conftest import ROOT, Done, Run, one_line
from tests.databases import opened
from training.accounts.actions import sign_in
from training.foundation.clock import now

KEPT = (
    "region",
    "organisation",
    "person",
    "role_grant",
    "assignment",
    "module",
    "module_version",
    "publication",
    "media",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of a demonstration that is not there yet."""
    return tmp_path / "var"


def test_one_command_makes_everything_and_a_second_keeps_it(run: Run, folder: Path) -> None:
    first = prepared(run, folder)
    rows, key = contents(folder), (folder / "secret-key").read_text()
    ask(folder, "UPDATE person SET language = 'nl' WHERE email = 'learner@linz.example'")

    second = prepared(run, folder)

    assert rows["region"] == 7
    assert rows["module"] >= 1
    assert contents(folder) == rows
    assert (folder / "secret-key").read_text() == key
    assert ask(folder, "SELECT language FROM person WHERE email = 'learner@linz.example'") == [("nl",)]
    assert set(passwords(first)) == set(passwords(second))
    assert not set(passwords(first).values()) & set(passwords(second).values())


def test_the_printed_people_can_sign_in_and_no_password_is_kept(run: Run, folder: Path) -> None:
    printed = passwords(prepared(run, folder))

    engine = opened(f"sqlite:///{folder / 'training.sqlite'}")
    with Session(engine) as session:
        for email, password in printed.items():
            assert sign_in(session, email, password, now=now())
    engine.dispose()
    assert len(printed) == 13
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not [password for password in printed.values() if password.encode() in stored]


def test_only_the_owner_reads_the_secret_key(run: Run, folder: Path) -> None:
    prepared(run, folder)

    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def test_there_is_somebody_of_every_region_and_of_every_role_that_has_pages(run: Run, folder: Path) -> None:
    prepared(run, folder)

    learners = ask(
        folder,
        "SELECT region.key FROM person JOIN organisation ON organisation.id = organisation_id"
        " JOIN region ON region.id = organisation.region_id WHERE email LIKE 'learner@%'",
    )
    roles = ask(folder, "SELECT DISTINCT role FROM role_grant")
    assert len(set(learners)) == 7
    assert len(roles) == 7


def test_a_port_in_use_is_one_line_and_nothing_is_made(run: Run, folder: Path, taken: str) -> None:
    done = run("demo", "--folder", str(folder), PORT=taken)

    assert f"127.0.0.1:{taken}" in one_line(done)
    assert not folder.exists()


def test_an_unwritable_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    done = run("demo", "--no-serve", "--folder", str(tmp_path / "file" / "var"))

    assert "Cannot write in the folder" in one_line(done)


def test_a_database_of_a_newer_version_is_one_line(run: Run, folder: Path) -> None:
    prepared(run, folder)
    ask(folder, "UPDATE alembic_version SET version_num = '9999'")

    done = run("demo", "--no-serve", "--folder", str(folder))

    assert "9999" in one_line(done)


def test_without_courses_it_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--no-serve", folder=tmp_path)

    assert "Go to the project's folder" in one_line(done)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(folder: Path, number: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-m", "training", "demo", "--folder", str(folder), "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        page = first_page(f"http://127.0.0.1:{port}/sl/", process)

        process.send_signal(number)
        said, complained = process.communicate(timeout=30)

    assert '<html lang="sl">' in page
    assert f"Open http://127.0.0.1:{port} in a browser." in said
    assert process.returncode == 0
    # Without a terminal a progress bar is its label, one plain line.
    assert complained.splitlines() == ["Reading modules", "Importing modules"]


@pytest.fixture
def taken() -> Iterator[str]:
    """Give a port that somebody listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def prepared(run: Run, folder: Path) -> Done:
    """Prepare a demonstration without serving it."""
    done = run("demo", "--no-serve", "--folder", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def passwords(done: Done) -> dict[str, str]:
    """Read addresses and passwords off the table."""
    rows = [line.split() for line in done.stdout.splitlines() if ".example" in line]
    return {row[2]: row[3] for row in rows}


def contents(folder: Path) -> dict[str, int]:
    """Count the rows that must neither go nor double."""
    return {table: ask(folder, f"SELECT count(*) FROM {table}")[0][0] for table in KEPT}  # noqa: S608 (ours)


def ask(folder: Path, statement: str) -> list[Any]:
    """Ask the demonstration's database, or change it."""
    with closing(sqlite3.connect(folder / "training.sqlite")) as connection, connection:
        return connection.execute(statement).fetchall()


def first_page(address: str, process: subprocess.Popen[str]) -> str:
    """Wait for the first page."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 (our own)
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.1)
    os.kill(process.pid, signal.SIGTERM)
    raise AssertionError(process.communicate())


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
