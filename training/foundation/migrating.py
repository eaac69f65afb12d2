"""How does a database come to the tables of this version, and which version is it at?

Alembic runs from here, without an `alembic.ini`; the steps stand in `migrations/`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    with engine.begin() as connection:
        _lock(connection)
        before = _state(connection)
        if before.newer:
            raise NewerDatabase(before.current or "")
        if before.current != before.head or to != "head":
            command.upgrade(_configuration(connection), to)
        return _state(connection)


def downgrade(engine: Engine, to: str) -> State:
    """Take the tables back to an earlier revision, "base" being none; rows in dropped tables are lost."""
    with engine.begin() as connection:
        _lock(connection)
        command.downgrade(_configuration(connection), to)
        return _state(connection)


def _lock(connection: Connection) -> None:
    # SQLite needs none: its transaction has begun IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _state(connection: Connection) -> State:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {step.revision for step in script().walk_revisions()}
    head = script().get_current_head() or ""
    return State(current=current, head=head, newer=current is not None and current not in known)


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
