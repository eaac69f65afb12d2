"""Which sessions stand, and what can a person prove with besides a password?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.accounts.models import Authenticator, Passkey, Person, RecoveryCode, SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """With what a person may sign in; `recovery_codes` are those that are left."""

    password: bool
    authenticator: bool
    passkeys: int
    recovery_codes: int

    @property
    def second(self) -> bool:
        """Tell whether there is a second factor: recovery codes only stand in for one."""
        return self.authenticator or self.passkeys > 0


def sign_ins(session: Session, person_id: int, *, since: datetime) -> list[SignIn]:
    """The sessions of a person that stand and began after a moment, the latest first."""
    standing = select(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.started_at > since)
    return list(session.scalars(standing.order_by(SignIn.started_at.desc(), SignIn.id.desc())))


def sign_in_by_id(session: Session, sign_in_id: int) -> SignIn:
    """The session of this number, as it stands."""
    return session.get_one(SignIn, sign_in_id, populate_existing=True)


def factors(session: Session, person_id: int) -> Factors:
    """What a person has set up, in one statement; of somebody who is not there, nothing."""
    app = select(Authenticator.person_id).where(Authenticator.person_id == person_id).exists()
    keys = select(func.count()).where(Passkey.person_id == person_id).scalar_subquery()
    unused = RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    codes = select(func.count()).where(*unused).scalar_subquery()
    password = select(Person.id).where(Person.id == person_id, Person.password_hash.is_not(None)).exists()
    found = session.execute(select(password, app, keys, codes)).one()
    return Factors(password=found[0], authenticator=found[1], passkeys=found[2], recovery_codes=found[3])


def authenticator(session: Session, person_id: int) -> Authenticator | None:
    """The authenticator app of a person."""
    return session.get(Authenticator, person_id)


def passkeys(session: Session, person_id: int) -> list[Passkey]:
    """The passkeys of a person in the order in which they were added."""
    return list(session.scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)))


def passkey_by_credential(session: Session, credential: bytes) -> Passkey | None:
    """The passkey that an authenticator calls so."""
    return session.scalar(select(Passkey).where(Passkey.credential == credential))
