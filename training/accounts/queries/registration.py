"""Which letter goes to whoever registers?"""

from sqlalchemy import Select, case, select

from training.accounts.models import Person
from training.accounts.rules import normal_email
from training.foundation.outbox import Letter


def letter_for_registration(email: str) -> Select[int, str]:
    """The id of whoever has this address and an open account, with the letter to post: for another statement.

    Whoever has a password already is told so; everybody else is led to choose one.
    """
    already, confirm = Letter.ALREADY_REGISTERED.value, Letter.ADDRESS_CONFIRMATION.value
    letter = case((Person.password_hash.is_not(None), already), else_=confirm)
    is_open = Person.disabled_at.is_(None), Person.erased_at.is_(None)
    return select(Person.id, letter).where(Person.email == normal_email(email), *is_open)
