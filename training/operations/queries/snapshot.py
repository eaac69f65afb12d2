"""What stands in all tables at one moment? Read as the database itself describes them, whatever revision it is at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Connection, Engine, Text, cast, column, func, inspect, select, table, text
from sqlalchemy.sql.selectable import TableClause
from sqlalchemy.types import TypeEngine

from training.foundation.db import only_reading
from training.operations.rules.backup import TableRecord
from training.operations.rules.digests import Tally, line_of, plain

REVISIONS = "alembic_version"
_ROWS_AT_ONCE = 500
_TRIGGERS = {
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'",
    "postgresql": "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE '%append_only%' "
    "AND relnamespace = current_schema()::regnamespace",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A table as the database describes it; columns in the order of their names, so that histories do not matter."""

    name: str
    columns: dict[str, TypeEngine[Any]]
    key: tuple[str, ...]

    @property
    def table(self) -> TableClause:
        """The table, for statements."""
        return table(self.name, *(column(name, kind) for name, kind in self.columns.items()))


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Look at a database as it is at this moment, however long it takes, while others go on writing."""
    moment: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    # On SQLite a transaction that reads sees the moment of its first look; writers go on in the log beside the file.
    with engine.connect().execution_options(**moment) as connection:
        # Only this one reads: another database may be written to meanwhile.
        with only_reading():
            transaction = connection.begin()
        with transaction:
            yield connection


def revision(connection: Connection) -> str | None:
    """The revision that the tables are at; None for an empty database."""
    if not inspect(connection).has_table(REVISIONS):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {REVISIONS}"))  # noqa: S608 (a constant)
    return found


def word_indexes(connection: Connection) -> list[str]:
    """The tables by which SQLite finds words: they are made of the rows of others, and filled with them."""
    if connection.dialect.name != "sqlite":
        return []
    return list(connection.scalars(text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")))


def shapes(connection: Connection) -> list[Shape]:
    """Every table but the one that holds the revision, and those that SQLite keeps for its indexes of words."""
    found, aside = inspect(connection), word_indexes(connection)
    return [
        Shape(
            name=name,
            columns={one["name"]: one["type"] for one in sorted(found.get_columns(name), key=lambda one: one["name"])},
            key=tuple(found.get_pk_constraint(name)["constrained_columns"]),
        )
        for name in sorted(found.get_table_names())
        if name != REVISIONS and not any(name == index or name.startswith(f"{index}_") for index in aside)
    ]


def lines(connection: Connection, shape: Shape) -> Iterator[list[Any]]:
    """Every row of a table as plain values, a few at a time."""
    # JSON as the text that was stored: parsed and written again it might differ.
    here = shape.table
    wanted = [cast(one, Text) if isinstance(one.type, JSON) else one for one in here.columns]
    statement = select(*wanted).select_from(here)
    for row in connection.execute(statement, execution_options={"yield_per": _ROWS_AT_ONCE}):
        yield [plain(value) for value in row]


def pieces(connection: Connection, shape: Shape) -> Iterator[list[list[Any]]]:
    """Every row of a table as plain values, in lists that memory can hold."""
    coming = lines(connection, shape)
    while piece := list(islice(coming, _ROWS_AT_ONCE)):
        yield piece


def record(connection: Connection, shape: Shape) -> TableRecord:
    """What the rows of a table add up to."""
    tally = Tally()
    for values in lines(connection, shape):
        tally.add(line_of(values))
    return TableRecord(columns=tuple(shape.columns), rows=tally.rows, digest=tally.digest)


def records(connection: Connection) -> dict[str, TableRecord]:
    """What the rows of every table add up to."""
    return {shape.name: record(connection, shape) for shape in shapes(connection)}


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        shape.name: connection.scalar(select(func.count()).select_from(shape.table)) or 0
        for shape in shapes(connection)
    }


def is_filled(connection: Connection, shape: Shape) -> bool:
    """Whether a table has any row."""
    return connection.execute(select(text("1")).select_from(shape.table).limit(1)).first() is not None


def append_only(connection: Connection) -> list[str]:
    """The tables whose triggers refuse every change."""
    return sorted(connection.scalars(text(_TRIGGERS[connection.dialect.name])))


def media_digests(connection: Connection) -> list[str]:
    """The digests of all pictures that rows know."""
    return sorted(connection.scalars(select(column("digest", Text)).select_from(table("media"))))


def sequences(connection: Connection) -> dict[str, tuple[int, int]]:
    """The next number that each table would give, and the highest that it has; SQLite looks for itself each time."""
    if connection.dialect.name == "sqlite":
        return {}
    found = {}
    for shape, sequence in owned_sequences(connection):
        quoted = connection.dialect.identifier_preparer.quote(shape.name)
        coming = f"SELECT last_value + is_called::int FROM {sequence}"  # noqa: S608 (both are names of the catalogue)
        highest = f"SELECT coalesce(max(id), 0) FROM {quoted}"  # noqa: S608 (likewise)
        found[shape.name] = (connection.scalar(text(coming)) or 0, connection.scalar(text(highest)) or 0)
    return found


def owned_sequences(connection: Connection) -> Iterator[tuple[Shape, str]]:
    """The tables of PostgreSQL that number their rows, each with the name of its sequence."""
    asked = text("SELECT pg_get_serial_sequence(:table, 'id')")
    for shape in shapes(connection):
        sequence = connection.scalar(asked, {"table": shape.name}) if "id" in shape.columns else None
        if sequence:
            yield shape, sequence
