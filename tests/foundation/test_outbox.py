"""Is a letter posted in the transaction that it tells about, once under a name, and held where nothing leaves?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Connection, literal, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.foundation import outbox
from training.foundation.outbox import Letter, OutboxLetter, State

Statements = Callable[[], AbstractContextManager[list[str]]]


def posted(session: Session) -> list[OutboxLetter]:
    """List the letters."""
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def test_a_letter_waits_until_it_is_due(session: Session, now: datetime) -> None:
    person, later = make.person(session), now + timedelta(days=2)

    outbox.post(session, Letter.ACCOUNT_CHANGED, person_id=person.id, now=now, due_at=later, change="roles")

    [letter] = posted(session)
    assert (letter.letter, letter.facts) == ("account-changed", {"change": "roles"})
    assert (letter.posted_at, letter.due_at, letter.state, letter.tries) == (now, later, "waiting", 0)


def test_under_a_name_no_second_letter_is_posted(session: Session, now: datetime) -> None:
    person = make.person(session)

    new = [
        outbox.post(session, Letter.LEARNING_REMINDER, person_id=person.id, now=now, once="reminder 1", assignments=[])
        for _ in range(2)
    ]

    assert new == [True, False]
    assert len(posted(session)) == 1


def test_a_letter_is_gone_with_its_transaction(session: Session, now: datetime) -> None:
    person = make.person(session)
    with session.begin_nested() as savepoint:
        outbox.post(session, Letter.INVITATION, person_id=person.id, now=now)
        savepoint.rollback()

    assert posted(session) == []


def test_many_letters_cost_one_statement(session: Session, now: datetime, statements: Statements) -> None:
    people = [make.person(session).id for _ in range(20)]
    session.flush()

    with statements() as seen:
        outbox.post_all(session, Letter.INVITATION, person_ids=people, now=now)

    assert len(seen) == 1
    assert [letter.person_id for letter in posted(session)] == people


def test_letters_go_to_whom_a_statement_chooses(session: Session, now: datetime) -> None:
    people = [make.person(session, language=language).id for language in ("de", "sl")]
    chosen = select(Person.id, literal(Letter.PASSWORD_RESET.value)).where(Person.language == "sl")

    outbox.post_selected(session, chosen, now=now)

    [letter] = posted(session)
    assert (letter.person_id, letter.letter, letter.facts) == (people[1], "password-reset", {})
    assert (letter.due_at, letter.state, letter.once) == (now, "waiting", None)


def test_where_nothing_leaves_letters_are_held(connection: Connection, now: datetime) -> None:
    with Session(connection, join_transaction_mode="create_savepoint", info=outbox.hold()) as session:
        person = make.person(session)
        outbox.post(session, Letter.INVITATION, person_id=person.id, now=now)
        outbox.post_all(session, Letter.INVITATION, person_ids=[person.id], now=now)
        outbox.post_selected(session, select(Person.id, literal("invitation")), now=now)

        assert [letter.state for letter in posted(session)] == [State.HELD] * 3


def test_clearing_concerns_one_person_and_what_has_bounced(session: Session, now: datetime) -> None:
    people = [make.person(session).id for _ in range(2)]
    for person_id in (*people, people[0]):
        outbox.post(session, Letter.INVITATION, person_id=person_id, now=now)
    first, of_another, _ = posted(session)
    first.state = of_another.state = State.BOUNCED.value
    session.flush()

    outbox.clear_bounces(session, people[0], now=now)

    session.expire_all()
    assert [letter.cleared_at for letter in posted(session)] == [now, None, None]
