"""Whose time is over?"""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from training.accounts.models import Identity, Person, SignIn
from training.learning.models import Enrolment


def never_came(session: Session, *, before: datetime) -> list[int]:
    """The people who were let in before a moment, and have neither chosen a password nor come in another way."""
    way_in = exists().where(Identity.person_id == Person.id) | exists().where(SignIn.person_id == Person.id)
    begun = exists().where(Enrolment.person_id == Person.id)
    statement = select(Person.id).where(
        Person.erased_at.is_(None), Person.password_hash.is_(None), Person.created_at < before, ~way_in, ~begun
    )
    return list(session.scalars(statement))


def unused_since(session: Session, *, before: datetime) -> list[int]:
    """The people who have not been here since a moment, and whose account is older than it."""
    last = select(func.max(SignIn.seen_at)).where(SignIn.person_id == Person.id).scalar_subquery()
    seen = func.coalesce(last, Person.created_at)
    statement = select(Person.id).where(Person.erased_at.is_(None), Person.created_at < before, seen < before)
    return list(session.scalars(statement))
