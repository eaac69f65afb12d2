"""Can somebody try everything out with one command, and find it all again the next day?"""

import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy.orm import Session

from tests.commands.conftest import ROOT, Done, Run, by_process, one_line
from tests.databases import opened
from training.accounts.actions import sign_in
from training.foundation.clock import now

#: Enough to count something, and quickly made.
FEW = ("--people", "40")
KEPT = (
    "enrolment",
    "region",
    "organisation",
    "person",
    "role_grant",
    "assignment",
    "module",
    "module_version",
    "publication",
    "media",
    "translation_task",
)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration that was made by one command and is left as it is, and what the command said."""

    folder: Path
    said: Done


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """Make a demonstration once for this file, by a process of its own."""
    folder = tmp_path_factory.mktemp("demonstration") / "var"
    return Demonstration(folder, prepared(by_process, folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of a demonstration that is not there yet."""
    return tmp_path / "var"


@pytest.fixture
def kept(made: Demonstration, folder: Path) -> Path:
    """Give the folder of a demonstration that is there from the day before."""
    shutil.copytree(made.folder, folder)
    return folder


def test_one_command_makes_everything_and_a_second_keeps_it(made: Demonstration, call: Run, kept: Path) -> None:
    rows, key = contents(kept), (kept / "secret-key").read_text()
    ask(kept, "UPDATE person SET language = 'nl' WHERE email = 'learner@linz.example'")

    second = prepared(call, kept)

    assert rows["region"] == 7
    assert rows["module"] >= 1
    assert contents(kept) == rows
    assert (kept / "secret-key").read_text() == key
    assert ask(kept, "SELECT language FROM person WHERE email = 'learner@linz.example'") == [("nl",)]
    assert set(passwords(made.said)) == set(passwords(second))
    assert not set(passwords(made.said).values()) & set(passwords(second).values())


def test_the_printed_people_can_sign_in_and_no_password_is_kept(made: Demonstration) -> None:
    printed = passwords(made.said)

    engine = opened(f"sqlite:///{made.folder / 'training.sqlite'}")
    with Session(engine) as session:
        for email, password in printed.items():
            assert sign_in(session, email, password, now=now())
    engine.dispose()
    assert len(printed) == 13
    stored = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert not [password for password in printed.values() if password.encode() in stored]


def test_only_the_owner_reads_the_secret_key(made: Demonstration) -> None:
    assert stat.S_IMODE((made.folder / "secret-key").stat().st_mode) == 0o600


def test_there_is_somebody_of_every_region_and_of_every_role_that_has_pages(made: Demonstration) -> None:
    learners = ask(
        made.folder,
        "SELECT region.key FROM person JOIN organisation ON organisation.id = organisation_id"
        " JOIN region ON region.id = organisation.region_id WHERE email LIKE 'learner@%'",
    )
    roles = ask(made.folder, "SELECT DISTINCT role FROM role_grant")
    assert len(set(learners)) == 7
    assert len(roles) == 7


def test_translators_find_something_to_do(made: Demonstration) -> None:
    changed = "SELECT max(number), max(told_number) FROM module_version JOIN translation_charge USING (module_id)"
    drafted = "SELECT count(*) FROM translation WHERE origin = 'machine'"
    assert ask(made.folder, changed) == [(2, 1)]
    assert ask(made.folder, drafted) == [(24,)]
    assert ask(made.folder, "SELECT count(*) FROM translation_count") == [(60,)]
    assert ask(made.folder, "SELECT kind FROM translation_task") == [("alarm",)]


def test_a_port_in_use_is_one_line_and_nothing_is_made(run: Run, folder: Path, taken: str) -> None:
    done = run("demo", "--folder", str(folder), PORT=taken)

    assert f"127.0.0.1:{taken}" in one_line(done)
    assert not folder.exists()


def test_an_unwritable_folder_is_one_line(call: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    done = call("demo", "--no-serve", "--folder", str(tmp_path / "file" / "var"))

    assert "Cannot write in the folder" in one_line(done)


def test_a_database_of_a_newer_version_is_one_line(call: Run, kept: Path) -> None:
    ask(kept, "UPDATE alembic_version SET version_num = '9999'")

    done = call("demo", "--no-serve", "--folder", str(kept))

    assert "9999" in one_line(done)


def test_without_courses_it_is_one_line(call: Run, tmp_path: Path) -> None:
    done = call("demo", "--no-serve", folder=tmp_path)

    assert "Go to the project's folder" in one_line(done)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("number", "people"), [(signal.SIGTERM, FEW), (signal.SIGINT, ("--people", "0"))])
def test_it_serves_until_it_is_told_to_stop(kept: Path, number: signal.Signals, people: tuple[str, ...]) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "training",
        "demo",
        "--folder",
        str(kept),
        "--port",
        str(port),
        *people,
        "--workers",
        "2",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        page = first_page(f"http://127.0.0.1:{port}/sl/", process)

        process.send_signal(number)
        said, complained = process.communicate(timeout=30)

    assert '<html lang="sl">' in page
    assert f"Open http://127.0.0.1:{port} in a browser." in said
    assert process.returncode == 0
    # Without a terminal a progress bar is its label, one plain line.
    assert complained.splitlines() == ["Reading modules", "Importing modules"]
    # What is done beside the server ends with it.
    deadline = time.monotonic() + 30
    while beside(process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.fixture
def taken() -> Iterator[str]:
    """Give a port that somebody listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def beside(number: int) -> list[str]:
    """Name the processes that were begun beside a server."""
    wanted = f"--beside\0{number}\0".encode()
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found += [line.parent.name] if wanted in line.read_bytes() else []
    return found


def prepared(way: Run, folder: Path) -> Done:
    """Prepare a demonstration without serving it, by a process of its own or without."""
    done = way("demo", "--no-serve", "--folder", str(folder), *FEW)
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
