"""Are transactions durable, enforced and honest, and moments in UTC?"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from tests import make
from tests.databases import Databases, counted, opened
from training.accounts.models import Organisation, Person
from training.foundation.db import insert_once, one_after_another, only_reading, reads_only
from training.quizzes.models import Attempt

#: As often as psycopg wants to see a statement before it prepares it.
MANY = 5
ATTEMPT = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def sqlite(databases: Databases) -> Iterator[Engine]:
    """Give a SQLite database of its own: what is tested here is how its transactions begin."""
    engine = opened(databases.fresh("sqlite"))
    yield engine
    engine.dispose()


@contextmanager
def begun(engine: Engine) -> Iterator[str]:
    """Begin a transaction and tell by which statement."""
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    with engine.begin():
        yield seen[0]
    event.remove(engine, "before_cursor_execute", note)


def test_a_transaction_that_may_write_begins_with_the_lock(sqlite: Engine) -> None:
    with sqlite.begin(), sqlite.connect() as other:
        raw: Any = other.connection.dbapi_connection
        raw.execute("pragma busy_timeout=0")

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            raw.execute("BEGIN IMMEDIATE")


def test_readers_do_not_queue_behind_a_writer(sqlite: Engine) -> None:
    with sqlite.begin() as writer, only_reading(), sqlite.begin() as reader:
        writer.execute(text("UPDATE person SET name = 'x'"))

        people = reader.scalar(text("SELECT count(*) FROM person"))

    assert people == 0


def test_only_reading_ends_with_its_block(sqlite: Engine) -> None:
    with only_reading(), sqlite.begin():
        pass

    with begun(sqlite) as statement:
        assert statement == "BEGIN IMMEDIATE"


@pytest.mark.parametrize(("answer", "statement"), [(True, "BEGIN"), (False, "BEGIN IMMEDIATE")])
def test_a_request_says_whether_it_only_reads(sqlite: Engine, answer: bool, statement: str) -> None:
    reads_only(answer=answer)
    try:
        with begun(sqlite) as seen:
            assert seen == statement
    finally:
        reads_only(answer=False)


def test_a_rolled_back_transaction_leaves_nothing_of_its_savepoints(databases: Databases, engine: Engine) -> None:
    own = opened(databases.fresh(engine.dialect.name))
    with own.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            make.person(session)
            session.commit()
        transaction.rollback()

    with own.connect() as connection:
        people = connection.scalar(text("SELECT count(*) FROM person"))
    own.dispose()
    assert people == 0


def test_who_works_on_the_same_subject_waits_and_others_do_not(databases: Databases) -> None:
    own = opened(databases.fresh("postgresql"))
    with Session(own) as first, Session(own) as second:
        second.execute(text("SET lock_timeout = '50ms'"))
        one_after_another(first, 1)
        one_after_another(second, 2)

        with pytest.raises(OperationalError, match="lock timeout"):
            one_after_another(second, 1)
    own.dispose()


def test_foreign_keys_are_enforced(session: Session) -> None:
    session.add(Organisation(key="x", name="x", kind="authority", region_id=-1))

    with pytest.raises(IntegrityError):
        session.flush()


def test_what_somebody_points_at_cannot_be_deleted(session: Session) -> None:
    person = make.person(session)
    office = session.get_one(Organisation, person.organisation_id)
    session.delete(office)

    with pytest.raises(IntegrityError):
        session.flush()


def test_a_moment_comes_back_in_utc(session: Session) -> None:
    in_chemnitz = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    person = make.person(session, disabled_at=in_chemnitz)
    session.expire_all()

    stored = session.scalar(select(Person.disabled_at).where(Person.id == person.id))

    assert stored == in_chemnitz
    assert stored is not None
    assert stored.tzinfo is UTC


def test_a_moment_keeps_its_microseconds(session: Session) -> None:
    moment = datetime(2026, 11, 20, 10, 30, 1, 234567, tzinfo=UTC)
    person = make.person(session, disabled_at=moment)
    session.expire_all()

    assert session.get_one(Person, person.id).disabled_at == moment


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    with pytest.raises(StatementError, match="time zone"):
        make.person(session, disabled_at=datetime(2026, 11, 20))  # noqa: DTZ001 (the fault that is tested)


def test_a_row_is_inserted_once(session: Session) -> None:
    published = make.published_module(session)
    enrolment = make.enrolment(session, make.person(session), published)
    columns = {"enrolment_id": enrolment.id, "publication_id": published.publication.id, "quiz": "q", "seed": 1}
    row = {"id": ATTEMPT, "started_at": make.NOW, **columns}

    told = [insert_once(session, Attempt, **row), insert_once(session, Attempt, **row)]

    assert told == [True, False]


def test_inserting_once_does_not_hide_another_fault(session: Session) -> None:
    row = {"id": ATTEMPT, "started_at": make.NOW, "enrolment_id": -1, "publication_id": -1, "quiz": "q", "seed": 1}

    with pytest.raises(IntegrityError):
        insert_once(session, Attempt, **row)


def test_statements_that_frame_a_transaction_are_not_counted(session: Session, engine: Engine) -> None:
    with counted(engine) as seen, session.begin_nested():
        session.scalar(text("SELECT 1"))

    assert seen == ["SELECT 1"]


@pytest.fixture
def postgresql(databases: Databases) -> Iterator[Engine]:
    """Give a PostgreSQL database of its own: what is tested here is whether there is a transaction."""
    engine = opened(databases.fresh("postgresql"))
    yield engine
    engine.dispose()


def test_on_postgresql_reading_keeps_what_is_prepared(postgresql: Engine) -> None:
    for _ in range(2 * MANY):
        with only_reading(), postgresql.connect() as connection:
            connection.execute(text("SELECT count(*) FROM person"))

    with only_reading(), postgresql.connect() as connection:
        prepared = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%person'"))

    assert prepared == 1


def test_on_postgresql_writing_after_reading_is_held_back_until_the_commit(postgresql: Engine) -> None:
    with only_reading(), postgresql.connect() as connection:
        connection.execute(text("SELECT count(*) FROM person"))

    with postgresql.connect() as connection, Session(connection) as session:
        make.person(session)
        session.rollback()

    with postgresql.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0
