"""Does an entry say who did what, stay as it is, and follow the one before it, whoever writes at the same time?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from training.accounts.models import Person
from training.foundation import logs
from training.foundation.audit import AuditEntry, Event, Head, head, links, record
from training.foundation.chain import START, verified
from training.quizzes.actions import record_answer

AT_ONCE, EACH = 6, 8


@pytest.fixture(params=KINDS)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """Give a database of each kind to which several connections may commit."""
    engine = opened(databases.fresh(request.param))
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql(databases: Databases) -> Iterator[Engine]:
    """Give a PostgreSQL to which several connections may commit."""
    engine = opened(databases.fresh("postgresql"))
    yield engine
    engine.dispose()


def test_an_entry_says_who_did_what_and_when(session: Session) -> None:
    actor = make.person(session)

    record(session, Event.ROLE_GRANTED, "person 7", at=make.NOW, actor_id=actor.id, role="trainer", region=None)

    session.flush()
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.at, entry.actor_id, entry.event, entry.subject) == (make.NOW, actor.id, "role-granted", "person 7")
    assert entry.facts == {"role": "trainer", "region": None}


def test_an_entry_carries_the_number_of_the_request(session: Session) -> None:
    number = logs.begin_request()
    _record(session)
    logs.end_request()

    assert session.scalars(select(AuditEntry.request_id)).all() == [number]


@pytest.mark.parametrize(
    "change", [update(AuditEntry).values(subject="nobody"), delete(AuditEntry)], ids=["update", "delete"]
)
def test_an_entry_cannot_be_changed(session: Session, change: object) -> None:
    _record(session)
    session.flush()

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(change)  # type: ignore[call-overload]


def test_each_entry_follows_the_one_before(session: Session) -> None:
    """Several of one transaction, and those of later ones."""
    for subject in ("person 1", "person 2"):
        _record(session, subject)
    session.commit()
    _record(session, "person 3")
    session.commit()

    found = list(links(session))
    assert [entry.subject for entry in found] == ["person 1", "person 2", "person 3"]
    assert [entry.previous for entry in found] == [START, found[0].digest, found[1].digest]
    assert verified(found).found is None
    assert head(session) == Head(3, found[2].id, found[2].digest)


@pytest.mark.parametrize(
    "look",
    [
        select(AuditEntry.event),
        select(func.count()).select_from(AuditEntry),
        select(AuditEntry).where(AuditEntry.id > 0),
        select(select(AuditEntry.id).subquery().c.id),
    ],
)
def test_a_session_sees_what_it_has_recorded(session: Session, look: object) -> None:
    _record(session)

    assert session.scalars(look).first()  # type: ignore[call-overload]


def test_an_empty_log_has_a_head_too(session: Session) -> None:
    assert head(session) == Head(0, 0, START)


def test_what_is_rolled_back_leaves_no_entry(session: Session) -> None:
    _record(session, "person 1")
    session.rollback()
    _record(session, "person 2")
    session.commit()

    assert [entry.subject for entry in links(session)] == ["person 2"]


def test_what_a_savepoint_rolls_back_leaves_no_entry_and_the_rest_does(session: Session) -> None:
    _record(session, "person 1")
    with session.begin_nested():
        _record(session, "person 2")
        with session.begin_nested():
            _record(session, "person 3")
    lost = session.begin_nested()
    _record(session, "person 4")
    lost.rollback()
    session.commit()

    assert [entry.subject for entry in links(session)] == ["person 1", "person 2", "person 3"]


def test_a_session_that_is_closed_forgets_what_it_recorded(shared: Engine) -> None:
    with Session(shared) as session:
        _record(session, "person 1")
        session.close()
        _record(session, "person 2")
        session.commit()

        assert [entry.subject for entry in links(session)] == ["person 2"]


def test_a_chain_cannot_fork(session: Session) -> None:
    _record(session)
    session.commit()
    (first,) = links(session)
    fork = {"at": first.at, "event": first.event, "subject": "person 8", "facts": {}, "digest": "0"}

    with pytest.raises(IntegrityError, match="previous"):
        session.execute(insert(AuditEntry).values(id=first.id + 1, previous=first.previous, **fork))


def test_what_many_write_at_once_is_one_chain(shared: Engine) -> None:
    with Session(shared) as session:
        people = [make.person(session).id for _ in range(AT_ONCE)]
        session.commit()

    def work(person_id: int) -> None:
        for number in range(EACH):
            with Session(shared) as session:
                _record(session, f"person {person_id}", actor_id=person_id)
                session.get_one(Person, person_id).name = f"{number}"
                _record(session, f"person {person_id}", actor_id=people[number % AT_ONCE])
                session.commit()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(work, people))

    with Session(shared) as session:
        verdict = verified(links(session))
    assert (verdict.count, verdict.found) == (AT_ONCE * EACH * 2, None)


def test_what_is_recorded_first_does_not_hold_the_log_until_the_end(postgresql: Engine) -> None:
    """A long import records as it goes, and reads in between: those who sign in meanwhile do not wait for it."""
    with Session(postgresql) as long, Session(postgresql) as short:
        _record(long, "person 1")
        long.flush()
        long.scalars(select(Person)).all()
        short.execute(text("SET LOCAL lock_timeout = '2s'"))
        _record(short, "person 2")
        short.commit()
        long.commit()

        assert [entry.subject for entry in links(long)] == ["person 2", "person 1"]


def test_an_answer_never_waits_for_the_log(postgresql: Engine) -> None:
    with Session(postgresql) as learner, Session(postgresql) as writer:
        published = make.published_module(learner)
        attempt = make.attempt(learner, make.enrolment(learner, make.person(learner), published), published).id
        learner.commit()
        _record(writer)
        writer.scalars(select(AuditEntry)).all()

        learner.execute(text("SET LOCAL lock_timeout = '2s'"))
        assert _answer(learner, attempt)
        learner.commit()


def test_who_changes_an_account_and_who_acts_by_it_do_not_wait_for_each_other(postgresql: Engine) -> None:
    """A changed address locks the person's row, which the foreign key of an entry asks for: the log is locked last."""
    with Session(postgresql) as changing, Session(postgresql) as signing_in, ThreadPoolExecutor(1) as threads:
        person = make.person(changing)
        changing.commit()
        person.email = "new@example.org"
        changing.flush()
        _record(signing_in, actor_id=person.id)
        committed = threads.submit(signing_in.commit)
        _wait_for_somebody_who_waits(changing)
        _record(changing)
        changing.commit()
        committed.result(10)

        assert verified(links(changing)).count == 2


def _wait_for_somebody_who_waits(session: Session) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while not session.scalar(waiting):
        session.execute(text("SELECT pg_sleep(0.02)"))


def _record(session: Session, subject: str = "person 7", *, actor_id: int | None = None) -> None:
    record(session, Event.SIGNED_IN, subject, at=make.NOW, actor_id=actor_id)


def _answer(session: Session, attempt: UUID) -> bool:
    given = {"question": "who-single", "response": {"choices": ["museum"]}, "language": "en"}
    return record_answer(session, uuid4(), attempt_id=attempt, **given, now=make.NOW)  # type: ignore[arg-type]
