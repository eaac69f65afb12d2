"""How do the rows of a whole database come in, in any order, and how do its tables go away?"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, Engine, LargeBinary, Numeric, Text, insert, text
from sqlalchemy.sql.selectable import TableClause
from sqlalchemy.types import Float, TypeEngine

from training.operations.queries import snapshot
from training.operations.queries.snapshot import Shape

_FOREIGN_KEYS = text(
    "SELECT conrelid::regclass::text AS place, conname AS name FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)
_TRIGGER_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc "
    "WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype"
)
_READERS: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...] = (
    (DateTime, lambda value: datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)),
    (Date, date.fromisoformat),
    (LargeBinary, bytes.fromhex),
    (Float, float),
    (Numeric, Decimal),
)


class DanglingRows(Exception):
    """Rows point at others that are not there."""


@contextmanager
def in_any_order(engine: Engine) -> Iterator[Connection]:
    """Open a connection on which SQLite does not look after each row whether the one that it points at is there.

    `load` looks after the last one. PostgreSQL waits by itself when it is told to.
    """
    with engine.connect() as connection:
        _enforce(connection, on=False)
        try:
            yield connection
        finally:
            _enforce(connection, on=True)


def clear(connection: Connection) -> None:
    """Drop every table with its triggers, and what the triggers called."""
    quote = connection.dialect.identifier_preparer.quote
    names = [quote(name) for name in (*snapshot.word_indexes(connection), *_named(connection))]
    if connection.dialect.name == "sqlite":
        for name in (*names, f"IF EXISTS {snapshot.REVISIONS}"):
            connection.execute(text(f"DROP TABLE {name}"))
        return
    connection.execute(text(f"DROP TABLE IF EXISTS {', '.join((*names, snapshot.REVISIONS))} CASCADE"))
    for function in connection.scalars(_TRIGGER_FUNCTIONS).all():
        connection.execute(text(f"DROP FUNCTION {function}"))


def _named(connection: Connection) -> list[str]:
    return [shape.name for shape in snapshot.shapes(connection)]


def empty(connection: Connection) -> None:
    """Take away what the steps themselves have put into new tables: the rows to come hold it as well."""
    for shape in snapshot.shapes(connection):
        if snapshot.is_filled(connection, shape):
            connection.execute(shape.table.delete())


def load(connection: Connection, pieces: Iterable[tuple[str, list[list[Any]]]]) -> None:
    """Bring rows into the tables, piece by piece; raise DanglingRows where one points nowhere in the end."""
    known = {shape.name: shape for shape in snapshot.shapes(connection)}
    insert_rows = _insert_into_sqlite if connection.dialect.name == "sqlite" else _copy_into_postgresql
    with _keys_looked_at_last(connection):
        for table, rows in pieces:
            insert_rows(connection, known[table], rows)
    _renew_sequences(connection)


def _insert_into_sqlite(connection: Connection, shape: Shape, rows: list[list[Any]]) -> None:
    readers = [_reader(kind) for kind in shape.columns.values()]
    values = [
        {
            name: value if value is None else read(value)
            for name, read, value in zip(shape.columns, readers, row, strict=True)
        }
        for row in rows
    ]
    connection.execute(insert(_as_text_where_json(shape)), values)


def _copy_into_postgresql(connection: Connection, shape: Shape, rows: list[list[Any]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    binary = [isinstance(kind, LargeBinary) for kind in shape.columns.values()]
    statement = f"COPY {quote(shape.name)} ({', '.join(map(quote, shape.columns))}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [
                    f"\\x{value}" if is_binary and value is not None else value
                    for value, is_binary in zip(row, binary, strict=True)
                ]
            )


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Choose what makes of a plain value what SQLAlchemy keeps in SQLite."""
    return next((read for known, read in _READERS if isinstance(kind, known)), lambda value: value)


def _as_text_where_json(shape: Shape) -> TableClause:
    columns = {name: Text() if isinstance(kind, JSON) else kind for name, kind in shape.columns.items()}
    return Shape(name=shape.name, columns=columns, key=shape.key).table


@contextmanager
def _keys_looked_at_last(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise DanglingRows
        return
    keys = connection.execute(_FOREIGN_KEYS).all()
    for key in keys:
        connection.execute(text(f'ALTER TABLE {key.place} ALTER CONSTRAINT "{key.name}" DEFERRABLE INITIALLY DEFERRED'))
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for key in keys:
        connection.execute(text(f'ALTER TABLE {key.place} ALTER CONSTRAINT "{key.name}" NOT DEFERRABLE'))


def _renew_sequences(connection: Connection) -> None:
    """Let PostgreSQL number on after the highest number that came in."""
    if connection.dialect.name == "sqlite":
        return
    quote = connection.dialect.identifier_preparer.quote
    for shape, sequence in list(snapshot.owned_sequences(connection)):
        highest = f"(SELECT max(id) FROM {quote(shape.name)})"  # noqa: S608 (a name of the catalogue)
        set_to = f"SELECT setval('{sequence}', coalesce({highest}, 1), {highest} IS NOT NULL)"
        connection.execute(text(set_to))


def _enforce(connection: Connection, *, on: bool) -> None:
    # SQLite passes over this in a transaction, so it is said to the driver, before SQLAlchemy begins one.
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(f"pragma foreign_keys={'on' if on else 'off'}")
