"""What do all tables have in common, and how is a database spoken to?"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, DateTime, Dialect, Engine, Executable, MetaData, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: Marks a table whose rows are never changed: the migrations give it triggers, a test compares.
APPEND_ONLY = {"append_only": True}

PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",
    "busy_timeout=10000",
    "foreign_keys=on",
    # Without it INSERT OR REPLACE would delete a fact past the trigger that protects it.
    "recursive_triggers=on",
    # What was deleted must not be readable in the file any more: it is written over.
    "secure_delete=on",
)

# Any number that nothing else asks PostgreSQL to lock by.
_PURPOSE = {"purpose": 7_220_190}

_reading = ContextVar("reading", default=False)


class Base(DeclarativeBase):
    """The tables of the house."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, this gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone, and store the rest in UTC."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that a stored moment is in UTC."""
        del dialect
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


@contextmanager
def only_reading() -> Iterator[None]:
    """Begin the transactions of this context without a write lock; what they write all the same is not held back."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def reads_only(answer: bool) -> None:
    """Say for the rest of this request whether its transactions only read."""
    _reading.set(answer)


def prepare(engine: Engine) -> None:
    """Give an engine durable, enforced and honest transactions, and those that only read no more than they need."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _prepare_postgresql(engine)


def _prepare_sqlite(engine: Engine) -> None:
    """Take BEGIN into our own hands.

    A plain one would let two writers deadlock ("database is locked"), so a transaction that may write begins IMMEDIATE,
    and one that only reads begins plainly so that readers do not queue.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def _prepare_postgresql(engine: Engine) -> None:
    """Read without a transaction.

    Every statement sees what is committed when it begins (READ COMMITTED), in a transaction as outside of one. But a
    page would end its transaction by ROLLBACK, at which psycopg forgets what it has prepared: PostgreSQL would plan
    each statement of each page anew, for three times what carrying it out costs.
    """

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if "isolation_level" not in connection.get_execution_options():
            connection.connection.driver_connection.autocommit = _reading.get()


def one_after_another(session: Session, subject: int) -> None:
    """Wait until no other transaction works on this subject: what is read after this is what they have left.

    SQLite needs nothing: there a transaction that may write is the only one.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:purpose, :subject)"), {**_PURPOSE, "subject": subject})


def forget_deleted(session: Session) -> None:
    """Empty SQLite's log of changes, in which what was deleted would still stand; after the commit.

    Whoever reads or writes at this moment is not kept waiting: then it stays for the next call, and the worker calls
    every hour. PostgreSQL does the like by itself, when it vacuums.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return
    connection: Any = engine.raw_connection()
    try:
        connection.execute("pragma busy_timeout=0")
        connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        connection.execute("pragma busy_timeout=10000")
    finally:
        connection.close()


def rows(session: Session, statement: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Ask for columns past the machinery that makes objects: half the price, and every page asks three times.

    Build the statement once, with names where the values go: building one costs five times what asking it does.
    """
    return session.connection().execute(statement, values)


def insert_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless its key or a unique constraint says that it is there; tell whether it was new.

    The database decides, so two requests that race cannot both be new.
    """
    connection = session.connection()
    return connection.execute(_insertion(table, connection.dialect.name), values).first() is not None


def insert_all_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows with one statement for all, leaving out those that are there."""
    if not rows:
        return
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    # Rows as parameters: writing thousands of values into the statement would take longer than inserting them.
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


@cache
def _insertion(table: type[Base], dialect_name: str) -> Executable:
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    # Asking for the key tells on every driver whether a row went in; their counts of rows differ.
    statement: Executable = dialect.insert(table).on_conflict_do_nothing().returning(*inspect(table).primary_key)
    return statement
