"""Is a site saved while it writes, and brought back whole, whatever happened in between?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import ROOT, Run, one_line
from tests.databases import KINDS, Databases, opened
from training.foundation import audit
from training.learning.models import Enrolment, Note
from training.operations.files.archive import verified
from training.operations.queries import snapshot

_PATIENCE = 30.0


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an installation whose database has tables and nothing in them, on each kind."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / make.PICTURE_DIGEST).write_bytes(make.PICTURE)
    return {
        "TRAINING_SECRET_KEY": "a key for tests only, of 32 signs or more",
        "TRAINING_DATABASE_URL": databases.fresh(request.param),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
    }


@pytest.fixture
def engine(settings: dict[str, str]) -> Iterator[Engine]:
    """Give the installation's database with a learner in it."""
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        make.enrolment(session, make.person(session), make.published_module(session))
        audit.record(session, audit.Event.MODULE_PUBLISHED, "module craft", at=make.NOW, actor_id=None)
    yield engine
    engine.dispose()


@pytest.fixture
def elsewhere(settings: dict[str, str], engine: Engine, databases: Databases, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an empty installation of the same kind."""
    return settings | {
        "TRAINING_DATABASE_URL": databases.empty(engine.dialect.name),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "other-media"),
    }


@contextmanager
def writing(engine: Engine) -> Iterator[list[str]]:
    """Let somebody write one note after the other; yields the keys of those that were committed."""
    committed: list[str] = []
    enough = Event()

    def write() -> None:
        while not enough.is_set():
            key = f"written/{len(committed)}"
            with Session(engine) as session, session.begin():
                session.add(Note(enrolment_id=enrolment, activity=key, text="x", saved_at=make.NOW))
            committed.append(key)

    with Session(engine) as session:
        enrolment = session.query(Enrolment.id).limit(1).scalar()
    thread = Thread(target=write)
    thread.start()
    try:
        yield committed
    finally:
        enough.set()
        thread.join()


def notes(settings: dict[str, str]) -> set[str]:
    """Read the keys of all notes of an installation."""
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        found = {row.activity for row in session.query(Note.activity)}
    engine.dispose()
    return found


def test_a_backup_goes_into_a_folder_and_back_elsewhere(
    call: Run, settings: dict[str, str], elsewhere: dict[str, str], tmp_path: Path
) -> None:
    done = call("backup", str(tmp_path), **settings)
    (path,) = tmp_path.glob("training-*Z.tar")

    back = call("restore", str(path), **elsewhere)

    assert done.stdout.startswith(f"{path}: "), done.stderr
    assert back.stdout.startswith("Restored and compared: "), back.stderr
    assert "1 pictures" in back.stdout
    assert (Path(elsewhere["TRAINING_MEDIA_FOLDER"]) / make.PICTURE_DIGEST).read_bytes() == make.PICTURE
    assert call("db", "check", **elsewhere).returncode == 0
    assert call("audit", "verify", "--head", done.stdout.split()[-1], **elsewhere).returncode == 0


def test_rows_are_written_over_only_when_that_is_said(
    call: Run, settings: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    path = str(tmp_path / "a.tar")
    call("backup", path, **settings)
    with Session(engine) as session, session.begin():
        make.person(session, name="Added since")

    said = one_line(call("restore", path, **settings))
    with snapshot.snapshot(engine) as connection:
        after = snapshot.records(connection)
    done = call("restore", "--replace", path, **settings)

    assert "--replace" in said
    assert after["person"].rows == 2
    assert done.returncode == 0, done.stderr
    with snapshot.snapshot(engine) as connection:
        assert snapshot.counts(connection)["person"] == 1


def test_a_backup_of_a_newer_version_is_refused(
    call: Run, settings: dict[str, str], elsewhere: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    call("backup", str(tmp_path / "a.tar"), **settings)

    assert "9999" in one_line(call("restore", str(tmp_path / "a.tar"), **elsewhere))


@pytest.mark.usefixtures("engine")
def test_a_check_changes_nothing_and_needs_no_settings(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    call("backup", str(tmp_path / "a.tar"), **settings)

    assert call("restore", "--check", str(tmp_path / "a.tar")).stdout.startswith(f"{tmp_path / 'a.tar'} is whole: ")


@pytest.mark.usefixtures("engine")
def test_so_many_backups_are_kept(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        (tmp_path / f"training-202611{day}T000000Z.tar").touch()

    call("backup", "--keep", "2", str(tmp_path), **settings)

    kept = sorted(path.name for path in tmp_path.glob("*.tar"))
    assert len(kept) == 2
    assert kept[0] == "training-20261103T000000Z.tar"


@pytest.mark.usefixtures("engine")
def test_a_lost_picture_is_said_and_the_rest_is_saved(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "media" / make.PICTURE_DIGEST).unlink()

    said = one_line(call("backup", str(tmp_path / "a.tar"), **settings))

    assert "1 pictures had no sound file" in said
    assert verified(tmp_path / "a.tar").lost_media == (make.PICTURE_DIGEST,)


def test_a_drill(
    call: Run, settings: dict[str, str], elsewhere: dict[str, str], engine: Engine, tmp_path: Path
) -> None:
    """Kill a backup in its middle while the site writes: the earlier one is whole, the half one is refused."""
    _fill(engine)
    good, half = tmp_path / "good.tar", tmp_path / "half.tar"
    with writing(engine) as committed:
        _wait_until(lambda: len(committed) > 3)
        before = set(committed)
        assert call("backup", str(good), **settings).returncode == 0
        _kill_in_the_middle(settings, half)
        count = len(committed)
        _wait_until(lambda: len(committed) > count + 3)

    (part,) = tmp_path.glob("half.tar.*.part")
    refused = one_line(call("restore", str(part), **elsewhere))
    restored = call("restore", str(good), **elsewhere)

    assert not half.exists()
    assert "never finished" in refused
    assert restored.returncode == 0, restored.stderr
    found = notes(elsewhere)
    assert before <= found
    written = {key for key in found if key.startswith("written/")}
    assert written == set(committed[: len(written)])
    restored_engine = opened(elsewhere["TRAINING_DATABASE_URL"])
    with snapshot.snapshot(restored_engine) as connection:
        assert snapshot.records(connection) == dict(verified(good).tables)
    restored_engine.dispose()


def _fill(engine: Engine) -> None:
    """Write so much that saving it takes a while; digits that gzip cannot shrink."""
    with Session(engine) as session, session.begin():
        enrolment = session.query(Enrolment.id).limit(1).scalar()
        rows = [
            {"enrolment_id": enrolment, "activity": f"a/{n}", "text": os.urandom(500).hex(), "saved_at": make.NOW}
            for n in range(20_000)
        ]
        session.execute(insert(Note), rows)


def _kill_in_the_middle(settings: dict[str, str], target: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "training", "backup", str(target)], cwd=ROOT, env=os.environ | settings
    )
    _wait_until(lambda: any(part.stat().st_size > 500_000 for part in target.parent.glob(f"{target.name}.*.part")))
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def _wait_until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not ready():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.002)
