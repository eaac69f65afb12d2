"""How does a database come to the tables of this version, and which version is it at?

Alembic runs from here, without an `alembic.ini`; the steps stand in `migrations/`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parents[2] / "migrations"
# Any constant that no other program takes: two nodes that start together migrate one after the other.
_LOCK = 7_220_190_422


class NewerDatabase(Exception):
    """The database is at a revision that this version does not know; the message says what to do."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this version does not know: a newer version has used it. "
            "Install that version, or name another database."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a database stands: its revision (None when it is empty) and the newest that this version has."""

    current: str | None
    head: str
    newer: bool

    @property
    def ready(self) -> bool:
        """Tell whether the tables are those that this version expects."""
        return self.current == self.head


def state(engine: Engine) -> State:
    """Look up which revision a database is at."""
    with engine.connect() as connection:
        return _state(connection)


def upgrade(engine: Engine, to: str = "head") -> State:
    """Bring the tables to a revision in one transaction; raise NewerDatabase where this version is too old."""
    with _changing(engine) as connection:
        return upgrade_within(connection, to)


def upgrade_within(connection: Connection, to: str = "head") -> State:
    """Bring the tables to a revision in the transaction that this connection is in."""
    _lock(connection)
    before = _state(connection)
    if before.newer:
        raise NewerDatabase(before.current or "")
    if before.current != before.head or to != "head":
        command.upgrade(_configuration(connection), to)
    return _state(connection)


def downgrade(engine: Engine, to: str) -> State:
    """Take the tables back to an earlier revision, "base" being none; rows in dropped tables are lost."""
    with _changing(engine) as connection:
        _lock(connection)
        command.downgrade(_configuration(connection), to)
        return _state(connection)


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction in which a table that others point at can be made anew.

    SQLite would refuse to drop it, so there the keys are checked at the end instead (its own documented way).
    """
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("pragma foreign_keys=off")
        try:
            with connection.begin():
                yield connection
                if astray := connection.exec_driver_sql("pragma foreign_key_check").first():
                    raise RuntimeError(f"a step left rows of {astray[0]} that point at nothing")
        finally:
            driver.execute("pragma foreign_keys=on")


def _lock(connection: Connection) -> None:
    # SQLite needs none: its transaction has begun IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _state(connection: Connection) -> State:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {step.revision for step in script().walk_revisions()}
    return State(current=current, head=head(), newer=current is not None and current not in known)


@cache
def head() -> str:
    """Return the newest revision that this version has."""
    return script().get_current_head() or ""


@cache
def script() -> ScriptDirectory:
    """Return the steps in `migrations/`."""
    return ScriptDirectory.from_config(_configuration())


def _configuration(connection: Connection | None = None) -> Config:
    """Return what an `alembic.ini` would hold; the steps may import their neighbour `append_only`."""
    folder = str(MIGRATIONS).replace("%", "%%")
    made = Config()
    made.set_main_option("script_location", folder)
    made.set_main_option("path_separator", "newline")
    made.set_main_option("prepend_sys_path", folder)
    made.attributes["connection"] = connection
    return made
