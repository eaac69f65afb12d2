"""Does a command find what somebody did to the log, and take it away as a file?"""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from training.foundation.audit import Event, head, links, record
from training.foundation.migrating import downgrade, upgrade

OPEN = {
    "sqlite": ("DROP TRIGGER audit_entry_append_only_update", "DROP TRIGGER audit_entry_append_only_delete"),
    "postgresql": ("DROP TRIGGER audit_entry_append_only ON audit_entry",),
}
PLANTED = """INSERT INTO audit_entry (id, at, event, subject, facts, previous, digest)
    SELECT -1, at, event, subject, facts, 'x', digest FROM audit_entry WHERE id = 1"""
Spoil = Callable[[str], None]


@pytest.fixture
def engine(settings: dict[str, str]) -> Iterator[Engine]:
    """Give the database of the settings with its tables."""
    engine = opened(settings["TRAINING_DATABASE_URL"])
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> Engine:
    """Give a database whose log has five entries."""
    with Session(engine) as session:
        for number in range(1, 6):
            record(session, Event.SIGNED_IN, f"person {number}", at=make.NOW, actor_id=None, way="password")
            session.commit()
    return engine


@pytest.fixture
def spoil(log: Engine) -> Spoil:
    """Give a function by which somebody who owns the database changes the log past its triggers."""

    def spoil(statement: str) -> None:
        with log.begin() as connection:
            for opening in OPEN[log.dialect.name]:
                connection.execute(text(opening))
            connection.execute(text(statement))

    return spoil


def test_a_log_as_it_was_written_holds_and_its_head_is_told(call: Run, settings: dict[str, str], log: Engine) -> None:
    done = call("audit", "verify", **settings)

    assert done.returncode == 0, done.stderr
    with Session(log) as session:
        assert done.stdout == f"All 5 entries hold. Head: {head(session).digest}\n"


def test_an_empty_log_holds(call: Run, settings: dict[str, str], engine: Engine) -> None:
    assert call("audit", "verify", **settings).stdout.startswith("All 0 entries hold.")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_entry SET subject = 'person 9' WHERE id = 3", "Entry 3 has been changed"),
        ("UPDATE audit_entry SET at = '2026-11-20 09:30:00.000001+00:00' WHERE id = 3", "Entry 3 has been changed"),
        ("""UPDATE audit_entry SET facts = '{"way": "passkey"}' WHERE id = 1""", "Entry 1 has been changed"),
        ("UPDATE audit_entry SET digest = previous WHERE id = 2", "Entry 2 has been changed"),
        ("UPDATE audit_entry SET id = 6 WHERE id = 5", "Entry 6 has been changed"),
        ("DELETE FROM audit_entry WHERE id = 3", "Entry 4 does not follow entry 2"),
        ("DELETE FROM audit_entry WHERE id = 1", "Entry 2 does not follow the beginning"),
        (PLANTED, "Entry -1 does not follow the beginning"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(
    call: Run, settings: dict[str, str], spoil: Spoil, statement: str, says: str
) -> None:
    spoil(statement)

    assert says in one_line(call("audit", "verify", **settings))


def test_a_cut_off_end_is_found_by_the_noted_head_only(
    call: Run, settings: dict[str, str], log: Engine, spoil: Spoil
) -> None:
    with Session(log) as session:
        noted = head(session).digest
    spoil("DELETE FROM audit_entry WHERE id > 3")

    assert call("audit", "verify", **settings).returncode == 0
    assert "none has the noted digest" in one_line(call("audit", "verify", "--head", noted, **settings))


def test_a_noted_head_stays_good_while_the_log_goes_on(call: Run, settings: dict[str, str], log: Engine) -> None:
    with Session(log) as session:
        noted = list(links(session))[1].digest

    assert call("audit", "verify", "--head", noted, **settings).returncode == 0


def test_a_log_is_verified_some_thousands_at_a_time(
    call: Run, settings: dict[str, str], log: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.foundation.audit._AT_ONCE", 2)

    assert call("audit", "verify", **settings).stdout.startswith("All 5 entries hold.")


def test_entries_from_before_the_chain_are_bound_when_the_tables_change(
    call: Run, settings: dict[str, str], log: Engine
) -> None:
    """There and back again, with what they say untouched, and closed against changes afterwards."""
    said = text("SELECT id, at, event, subject, CAST(facts AS TEXT) FROM audit_entry ORDER BY id")
    with log.connect() as connection:
        before = connection.execute(said).all()
    first = call("audit", "verify", **settings).stdout

    downgrade(log, "0007")
    upgrade(log)

    with log.connect() as connection:
        assert connection.execute(said).all() == before
    assert call("audit", "verify", **settings).stdout == first
    with log.begin() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("DELETE FROM audit_entry"))


def test_the_log_leaves_as_csv_and_that_becomes_an_entry(call: Run, settings: dict[str, str], log: Engine) -> None:
    done = call("audit", "export", **settings)

    rows = list(csv.DictReader(StringIO(done.stdout.lstrip("\ufeff"))))
    assert [row["subject"] for row in rows] == ["log", *(f"person {number}" for number in range(5, 0, -1))]
    assert call("audit", "verify", **settings).stdout.startswith("All 6 entries hold.")


def test_some_days_of_the_log_leave_as_json_lines(call: Run, settings: dict[str, str], log: Engine) -> None:
    days = ("--since", "2026-11-20", "--until", "2026-11-20")

    done = call("audit", "export", "--format", "jsonl", *days, **settings)
    none = call("audit", "export", "--format", "jsonl", "--since", "2026-11-19", "--until", "2026-11-19", **settings)

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [5, 4, 3, 2, 1]
    assert none.stdout == ""
