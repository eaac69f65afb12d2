"""Which letters are due, to whom, and which modules do they name?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.content import queries as content
from training.foundation.outbox import OutboxLetter, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a letter goes: what is written on it, and what a link in it is made from."""

    person_id: int
    name: str
    email: str
    language: str
    password_hash: str | None
    open: bool


def next_letter(session: Session, *, now: datetime) -> OutboxLetter | None:
    """The letter that has been due longest and that nobody else is taking; it is locked.

    Whoever has had a letter bounce that is not cleared gets no other.
    """
    earlier = aliased(OutboxLetter)
    bounced = exists().where(
        earlier.person_id == OutboxLetter.person_id,
        earlier.state == State.BOUNCED.value,
        earlier.cleared_at.is_(None),
    )
    due = OutboxLetter.state == State.WAITING.value, OutboxLetter.due_at <= now
    oldest = select(OutboxLetter).where(*due, ~bounced).order_by(OutboxLetter.due_at, OutboxLetter.id).limit(1)
    return session.scalar(oldest.with_for_update(skip_locked=True, of=OutboxLetter))


def letter(session: Session, letter_id: int) -> OutboxLetter | None:
    """The letter of this number."""
    return session.get(OutboxLetter, letter_id)


def addressee(session: Session, person_id: int) -> Addressee:
    """The person whom a letter goes to."""
    person = session.get_one(Person, person_id)
    return Addressee(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        password_hash=person.password_hash,
        open=person.disabled_at is None and person.erased_at is None,
    )


def module_titles(session: Session, keys: Iterable[str], language: str) -> dict[str, str]:
    """The titles of modules in a language; one that is not published any more is called by its key."""
    wanted = set(keys)
    current = content.current_publications(session) if wanted else {}
    titles = {
        key: str(content.localised(content.published(session, publication_id), language).title)
        for key, publication_id in current.items()
        if key in wanted
    }
    return {key: titles.get(key, key) for key in wanted}
