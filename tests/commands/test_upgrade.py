"""Does a rehearsal say go for a sound upgrade, no-go for a faulty one, and leave everything as it was?"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.commands.conftest import Done, Run, one_line
from tests.databases import KINDS, Databases, opened
from tests.operations.conftest import live_in
from training.foundation import migrating
from training.operations.queries import snapshot

STEP = '''"""A step that a test has made."""

from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    """Do something."""
    {deed}


def downgrade() -> None:
    """Do nothing."""
'''


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an installation at the newest revision, on each kind."""
    (tmp_path / "media").mkdir()
    return {
        "TRAINING_SECRET_KEY": "a key for tests only, of 32 signs or more",
        "TRAINING_DATABASE_URL": databases.fresh(request.param),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
    }


@pytest.fixture
def engine(settings: dict[str, str]) -> Iterator[Engine]:
    """Give the installation's database, lived in."""
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        live_in(session)
    yield engine
    engine.dispose()


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of migrations that a test may add steps to."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    migrating.script.cache_clear()
    migrating.head.cache_clear()


def add_step(steps: Path, deed: str) -> str:
    """Add a step after the newest one and return its revision."""
    before = migrating.head()
    revision = f"{int(before) + 1:04}"
    (steps / "versions" / f"{revision}_made.py").write_text(STEP.format(revision=revision, before=before, deed=deed))
    _forget()
    return revision


def everything(engine: Engine) -> object:
    """Describe all rows and the revision."""
    with snapshot.snapshot(engine) as connection:
        return snapshot.revision(connection), snapshot.records(connection)


def test_an_upgrade_may_go_that_adds_and_changes_what_was_announced(
    call: Run, settings: dict[str, str], engine: Engine, steps: Path, tmp_path: Path
) -> None:
    before = everything(engine)
    revision = add_step(steps, "op.execute('ALTER TABLE note ADD COLUMN x INTEGER'); op.execute('DELETE FROM note')")

    done = call("upgrade", "rehearse", "--may-change", "note", **settings)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"brought to {revision}." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Go: ")
    assert everything(engine) == before
    assert _left_behind(engine, tmp_path) == []


@pytest.mark.parametrize(
    "fault",
    [
        ("op.execute('DELETE FROM note')", "The table note has 0 rows where it had 1."),
        ("op.execute(\"UPDATE person SET name = 'x'\")", "The column person.name holds other values than before."),
        ("op.execute('ALTER TABLE note DROP COLUMN text')", "The column note.text is gone."),
        ("op.execute('DROP TABLE note')", "The table note is gone, with 1 rows."),
        ("op.execute('ALTER TABLE nowhere ADD COLUMN x INTEGER')", "The migration failed: "),
        ("raise RuntimeError('the disk is full')", "The migration failed: RuntimeError: the disk is full"),
    ],
)
def test_a_fault_in_a_step_is_no_go(
    call: Run, settings: dict[str, str], engine: Engine, steps: Path, fault: tuple[str, str]
) -> None:
    deed, words = fault
    before = everything(engine)
    add_step(steps, deed)

    done = call("upgrade", "rehearse", **settings)

    assert _is_no_go(done)
    assert words in done.stdout
    assert everything(engine) == before


def test_a_step_that_opens_facts_is_no_go(call: Run, settings: dict[str, str], engine: Engine, steps: Path) -> None:
    add_step(steps, "__import__('append_only').reopen('grade')")

    done = call("upgrade", "rehearse", **settings)

    assert _is_no_go(done)
    assert "The table grade does not refuse changes any more." in done.stdout


def test_a_page_that_would_fail_is_no_go(call: Run, settings: dict[str, str], engine: Engine, steps: Path) -> None:
    add_step(steps, "op.execute('ALTER TABLE region RENAME COLUMN position TO place')")

    done = call("upgrade", "rehearse", "--may-change", "region", **settings)

    assert _is_no_go(done)
    assert "The page /en/ answers 5" in done.stdout


@pytest.mark.usefixtures("steps")
def test_a_scratch_database_may_be_given_and_must_be_empty(
    call: Run, settings: dict[str, str], engine: Engine, databases: Databases
) -> None:
    kind = engine.dialect.name
    full, empty = databases.fresh(kind), databases.empty(kind)

    said = one_line(call("upgrade", "rehearse", "--scratch", full, **settings))
    done = call("upgrade", "rehearse", "--scratch", empty, **settings)

    assert "Name an empty one" in said
    assert done.returncode == 0, done.stdout + done.stderr
    for address, is_left in ((full, True), (empty, False)):
        scratch = opened(address)
        with snapshot.snapshot(scratch) as connection:
            assert bool(snapshot.shapes(connection)) == is_left
        scratch.dispose()


def _is_no_go(done: Done) -> bool:
    # Before its last line, the program may have logged what its pages ran into.
    return done.returncode == 1 and done.stderr.splitlines()[-1].startswith("Error: No-go: ")


def _left_behind(engine: Engine, folder: Path) -> list[str]:
    if engine.dialect.name == "sqlite":
        where = Path(engine.url.database or "").parent
        return [path.name for path in where.glob("training_rehearsal_*")]
    with engine.connect() as connection:
        return list(
            connection.scalars(text("SELECT datname FROM pg_database WHERE datname LIKE 'training_rehearsal%'"))
        )
