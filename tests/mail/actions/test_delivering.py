"""Is a letter taken by one worker, kept when that is killed, and held back where letters bounce?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases, opened
from training.accounts.actions import begin_session
from training.accounts.rules import Way
from training.foundation import outbox
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import OutboxLetter, State
from training.mail import actions
from training.mail.files import Bounce
from training.mail.rules import HOLD_WHILE_SENDING, Fault, Stage, mark

KEY = "a key for tests only"
REFUSED = Fault(stage=Stage.RECIPIENT, code=550, status="5.1.1")


def post(session: Session, person_id: int | None = None, **columns: Any) -> OutboxLetter:
    """Post a letter, to somebody new unless it is said to whom."""
    values = {"letter": "invitation", "facts": {}, "posted_at": make.NOW, "due_at": make.NOW, "state": "waiting"}
    letter = OutboxLetter(person_id=person_id or make.person(session).id, **(values | columns))
    session.add(letter)
    session.flush()
    return letter


def taken(session: Session, now: datetime) -> list[int]:
    """Take letters until there is none, and list their numbers."""
    found = []
    while letter := actions.take(session, now=now):
        found.append(letter.id)
    return found


def test_letters_are_taken_when_they_are_due_the_oldest_first(session: Session, now: datetime) -> None:
    late = post(session)
    early = post(session, due_at=now - timedelta(hours=1))
    post(session, due_at=now + timedelta(seconds=1))
    for state in set(State) - {State.WAITING}:
        post(session, state=state.value)

    assert taken(session, now) == [early.id, late.id]


def test_a_taken_letter_comes_back_when_its_worker_was_killed(session: Session, now: datetime) -> None:
    letter = post(session)

    assert taken(session, now) == [letter.id]
    assert taken(session, now + HOLD_WHILE_SENDING - timedelta(seconds=1)) == []
    assert taken(session, now + HOLD_WHILE_SENDING) == [letter.id]
    assert letter.tries == 2


@pytest.mark.parametrize("kind", KINDS)
def test_two_workers_never_take_the_same_letter(databases: Databases, kind: str, now: datetime) -> None:
    """Not even while the first has not committed yet."""
    engine = opened(databases.fresh(kind))
    with Session(engine) as session, session.begin():
        for _ in range(2):
            post(session)
    with Session(engine, expire_on_commit=False) as first, Session(engine, expire_on_commit=False) as second:
        mine = actions.take(first, now=now)
        if kind == "sqlite":
            # There the second waits for this; on PostgreSQL it passes over what is locked.
            first.commit()
        other = actions.take(second, now=now)
        first.commit()
        second.commit()
        third = actions.take(second, now=now)

        assert mine is not None
        assert other is not None
        assert mine.id != other.id
        assert third is None
    engine.dispose()


def test_a_letter_that_left_is_not_taken_again(session: Session, now: datetime) -> None:
    letter = post(session)
    actions.take(session, now=now)

    actions.left(session, letter)

    assert taken(session, now + timedelta(days=9)) == []
    assert (letter.state, letter.fault) == ("sent", None)


def test_a_letter_that_failed_waits_longer_each_time(session: Session, now: datetime) -> None:
    letter, waits = post(session), []
    for _ in range(3):
        actions.take(session, now=now)
        actions.failed(session, letter, Fault(stage=Stage.SERVER), now=now)
        waits.append(letter.due_at - now)
        now = letter.due_at

    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert (letter.state, letter.fault) == ("waiting", "server")


def test_after_a_bounce_the_persons_other_letters_wait(session: Session, now: datetime) -> None:
    bounced = post(session)
    actions.take(session, now=now)
    actions.failed(session, bounced, REFUSED, now=now)
    waiting, of_another = post(session, bounced.person_id), post(session)

    assert (bounced.state, bounced.fault) == ("bounced", "recipient 550 5.1.1")
    assert taken(session, now) == [of_another.id]

    outbox.clear_bounces(session, bounced.person_id, now=now)
    assert taken(session, now) == [waiting.id]


def test_whoever_signs_in_gets_letters_again(session: Session, now: datetime) -> None:
    person = make.person(session)
    post(session, person.id, state="bounced")
    waiting = post(session, person.id)
    assert taken(session, now) == []

    begin_session(session, person_id=person.id, way=Way.PASSWORD, second_factor=False, device="", now=now)

    assert taken(session, now) == [waiting.id]


@pytest.mark.parametrize("state", [State.BOUNCED, State.GIVEN_UP, State.SENT])
def test_an_administrator_sends_a_letter_again(session: Session, now: datetime, state: State) -> None:
    administrator = make.person(session)
    letter = post(session, state=state.value, tries=20, due_at=now - timedelta(days=9))
    other = post(session, letter.person_id, state="bounced")

    actions.send_again(session, letter.id, now=now, actor_id=administrator.id)

    session.refresh(other)
    assert taken(session, now) == [letter.id]
    assert other.cleared_at == now
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.actor_id, entry.facts) == ("letter-sent-again", administrator.id, {"letter": letter.id})


def test_what_is_held_does_not_leave(session: Session, now: datetime) -> None:
    letter = post(session, state="held")

    with pytest.raises(Refused, match="letter-held"):
        actions.send_again(session, letter.id, now=now, actor_id=None)
    with pytest.raises(NotFound):
        actions.send_again(session, letter.id + 1, now=now, actor_id=None)


@pytest.mark.parametrize("state", [State.SENT, State.WAITING])
def test_a_letter_that_comes_back_has_bounced(session: Session, now: datetime, state: State) -> None:
    letter = post(session, state=state.value, cleared_at=now)
    texts = (f"<{mark(letter.id, letter.posted_at, key=KEY)}@training.example.eu>",)

    assert actions.come_back(session, Bounce(failed=True, status="5.1.1", texts=texts), key=KEY) == letter.id
    assert (letter.state, letter.fault, letter.cleared_at) == ("bounced", "returned 5.1.1", None)


def test_what_failed_nothing_or_is_not_ours_changes_nothing(session: Session) -> None:
    letter, held = post(session, state="sent"), post(session, state="held")
    ours = tuple(mark(each.id, each.posted_at, key=KEY) for each in (letter, held))
    of_nobody = mark(held.id + 1, make.NOW, key=KEY)

    assert actions.come_back(session, Bounce(failed=False, status="", texts=ours[:1]), key=KEY) is None
    assert actions.come_back(session, Bounce(failed=True, status="", texts=ours[1:]), key=KEY) is None
    assert actions.come_back(session, Bounce(failed=True, status="", texts=(of_nobody,)), key=KEY) is None
    assert actions.come_back(session, Bounce(failed=True, status="", texts=ours[:1]), key="another") is None
    assert (letter.state, held.state) == ("sent", "held")
