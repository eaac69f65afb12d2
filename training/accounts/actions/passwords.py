"""What happens when somebody is invited, chooses a password or has forgotten it?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.models import Person
from training.foundation import outbox
from training.foundation.audit import Event, record
from training.foundation.errors import Refused
from training.foundation.outbox import Letter


def invite(session: Session, person: Person, *, now: datetime, actor_id: int | None) -> None:
    """Post the letter with which a person comes in for the first time; again is a further letter.

    Raises Refused("person-has-come") where there is a password already, Refused("account-closed") where it is closed.
    """
    if person.disabled_at or person.erased_at:
        raise Refused("account-closed")
    if person.password_hash:
        raise Refused("person-has-come")
    invite_all(session, [person.id], now=now, actor_id=actor_id)


def invite_all(session: Session, person_ids: Sequence[int], *, now: datetime, actor_id: int | None) -> None:
    """Post the letter to many who have just been added: one statement for all letters, one for all entries."""
    outbox.post_all(session, Letter.INVITATION, person_ids=person_ids, now=now)
    for person_id in person_ids:
        record(session, Event.PERSON_INVITED, f"person {person_id}", at=now, actor_id=actor_id)


def choose_password(session: Session, person: Person, password_hash: str, *, now: datetime) -> None:
    """Keep the password that the person has chosen (see `hashed`), and tell them by letter that it is another one.

    Links that were sent before are dead from now on. The sessions of the person are the caller's to end.
    """
    person.password_hash = password_hash
    session.flush()
    record(session, Event.PASSWORD_CHOSEN, f"person {person.id}", at=now, actor_id=person.id)
    outbox.post(session, Letter.ACCOUNT_CHANGED, person_id=person.id, now=now, change="password")


def forget_password(session: Session, email: str, *, now: datetime) -> None:
    """Post a link to whoever has this address and an open account: the same statements whether anybody has.

    Whoever was invited and never came is invited again.
    """
    person = queries.person_by_email(session, email)
    outbox.post_selected(session, queries.letter_for_forgotten_password(email), now=now)
    subject = f"person {person.id}" if person else "nobody"
    record(session, Event.PASSWORD_FORGOTTEN, subject, at=now, actor_id=None)
