"""What becomes of a letter in the outbox? Each step is a transaction of its own, so that a killed worker loses none."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.foundation import outbox
from training.foundation.audit import Event, record
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import OutboxLetter, State
from training.mail import queries
from training.mail.files import Bounce
from training.mail.rules import HOLD_WHILE_SENDING, Fault, letter_of, outcome, wait_after

_LEFT = (State.WAITING.value, State.SENT.value)
#: Why a letter is given up that would do nothing: the account is closed.
ACCOUNT_CLOSED = "account closed"


def take(session: Session, *, now: datetime) -> OutboxLetter | None:
    """Take the next letter for a while; commit before it is handed in, so that no other worker takes it too."""
    letter = queries.next_letter(session, now=now)
    if letter is None:
        return None
    letter.tries += 1
    letter.tried_at = now
    letter.due_at = now + HOLD_WHILE_SENDING
    session.flush()
    return letter


def left(session: Session, letter: OutboxLetter) -> None:
    """Mark a letter as handed in."""
    letter.state, letter.fault = State.SENT.value, None
    session.flush()


def failed(session: Session, letter: OutboxLetter, fault: Fault, *, now: datetime) -> None:
    """Say what came of a try that failed: the letter waits again, has bounced, or is given up."""
    letter.state = outcome(fault, tries=letter.tries)
    letter.fault = str(fault)
    letter.due_at = now + wait_after(letter.tries)
    session.flush()


def give_up(session: Session, letter: OutboxLetter, *, why: str) -> None:
    """Do not send a letter that would do nothing any more."""
    letter.state, letter.fault = State.GIVEN_UP.value, why
    session.flush()


def send_again(session: Session, letter_id: int, *, now: datetime, actor_id: int | None) -> None:
    """Let a letter leave once more, and with it whatever waits for the same person.

    Raises NotFound, and Refused("letter-held") where nothing leaves.
    """
    letter = queries.letter(session, letter_id)
    if letter is None:
        raise NotFound("letter")
    if letter.state == State.HELD.value:
        raise Refused("letter-held")
    outbox.clear_bounces(session, letter.person_id, now=now)
    letter.state, letter.due_at, letter.tries = State.WAITING.value, now, 0
    session.flush()
    record(session, Event.LETTER_SENT_AGAIN, f"person {letter.person_id}", at=now, actor_id=actor_id, letter=letter.id)


def come_back(session: Session, bounce: Bounce, *, key: str) -> int | None:
    """Mark the letter that a notification is about as bounced; None where it is about none of ours."""
    letter_id = letter_of(bounce.texts, key=key) if bounce.failed else None
    letter = queries.letter(session, letter_id) if letter_id else None
    if letter is None or letter.state not in _LEFT:
        return None
    letter.state, letter.cleared_at = State.BOUNCED.value, None
    letter.fault = " ".join(filter(None, ("returned", bounce.status)))
    session.flush()
    return letter.id
