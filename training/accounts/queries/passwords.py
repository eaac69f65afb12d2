"""Whom does a letter about a password go to?"""

from sqlalchemy import Select, case, exists, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Identity, Person
from training.accounts.rules import normal_email
from training.foundation.outbox import Letter


def open_person(session: Session, person_id: int) -> Person | None:
    """The person of this id; None where the account is closed or erased."""
    is_open = Person.disabled_at.is_(None), Person.erased_at.is_(None)
    return session.scalar(select(Person).where(Person.id == person_id, *is_open))


def letter_for_forgotten_password(email: str) -> Select[int, str]:
    """The id of whoever has this address and an open account, with the letter to post: for another statement.

    Whoever has no password yet was invited and never came; or comes in by a provider, who alone decides about that.
    """
    by_provider = exists().where(Identity.person_id == Person.id)
    may_have_one = or_(Person.password_hash.is_not(None), ~by_provider)
    letter = case((Person.password_hash.is_(None), Letter.INVITATION.value), else_=Letter.PASSWORD_RESET.value)
    is_open = Person.disabled_at.is_(None), Person.erased_at.is_(None)
    return select(Person.id, letter).where(Person.email == normal_email(email), *is_open, may_have_one)
