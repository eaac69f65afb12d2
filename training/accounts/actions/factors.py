"""What changes about authenticator apps and recovery codes, and when is a typed code the second factor?"""

import secrets
from datetime import datetime

from pyotp import random_base32
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.actions.sessions import end_sessions
from training.accounts.models import Authenticator, Passkey, Person, RecoveryCode
from training.accounts.rules.factors import (
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    RECOVERY_LETTERS,
    matching_step,
    normal_recovery_code,
)
from training.accounts.rules.sealing import Seal
from training.foundation.audit import Event, record
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import Letter, post

ADDED, REMOVED, NEW_CODES = "second-factor-added", "second-factor-removed", "recovery-codes"


def new_secret() -> str:
    """Make the secret of an authenticator app, 160 bits; it becomes one when a code of it is typed."""
    return random_base32()


def add_authenticator(session: Session, person_id: int, *, secret: str, typed: str, seal: Seal, now: datetime) -> None:
    """Keep an authenticator app in the place of an earlier one, or raise Refused("code-wrong")."""
    step = matching_step(secret, typed, now=now, last_step=0)
    if step is None:
        raise Refused("code-wrong")
    session.execute(delete(Authenticator).where(Authenticator.person_id == person_id))
    session.add(Authenticator(person_id=person_id, sealed=seal.closed(secret), last_step=step, added_at=now))
    session.flush()
    tell(session, Event.SECOND_FACTOR_ADDED, person_id, actor_id=person_id, change=ADDED, now=now, kind="authenticator")


def remove_authenticator(session: Session, person_id: int, *, now: datetime) -> None:
    """Take the authenticator app away, or raise NotFound."""
    gone = delete(Authenticator).where(Authenticator.person_id == person_id).returning(Authenticator.person_id)
    if session.scalar(gone) is None:
        raise NotFound("authenticator")
    forget_codes_without_factor(session, person_id)
    tell(
        session,
        Event.SECOND_FACTOR_REMOVED,
        person_id,
        actor_id=person_id,
        change=REMOVED,
        now=now,
        kind="authenticator",
    )


def make_recovery_codes(session: Session, person_id: int, *, seal: Seal, now: datetime) -> list[str]:
    """Make new recovery codes in the place of all earlier ones, and return them this once."""
    codes = ["".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    marks = [seal.mark(code) for code in codes]
    session.add_all(RecoveryCode(person_id=person_id, digest=mark, made_at=now) for mark in marks)
    session.flush()
    tell(session, Event.RECOVERY_CODES_MADE, person_id, actor_id=person_id, change=NEW_CODES, now=now)
    return codes


def prove_code(session: Session, person_id: int, typed: str, *, seal: Seal, now: datetime) -> None:
    """Take a code of the authenticator app, or a recovery code, which is then used up.

    Raises Refused("code-wrong") and leaves an entry: commit it too. No code is good twice, even at the same moment.
    """
    if _takes_app_code(session, person_id, typed, seal=seal, now=now):
        return
    if _takes_recovery_code(session, person_id, typed, seal=seal, now=now):
        record(session, Event.RECOVERY_CODE_USED, f"person {person_id}", at=now, actor_id=person_id)
        return
    subject = f"person {person_id}"
    record(session, Event.SIGN_IN_FAILED, subject, at=now, actor_id=None, step="second-factor")
    raise Refused("code-wrong")


def remove_factors(session: Session, person: Person, *, now: datetime, actor_id: int | None) -> None:
    """Take all second factors and recovery codes from somebody who has lost them, and end all sessions.

    The person comes in by the password alone again, and is asked for a new factor where the site asks for one.
    """
    for table in (Authenticator, Passkey, RecoveryCode):
        session.execute(delete(table).where(table.person_id == person.id))
    end_sessions(session, person.id, now=now, actor_id=actor_id)
    tell(session, Event.SECOND_FACTOR_REMOVED, person.id, actor_id=actor_id, change=REMOVED, now=now, kind="all")


def forget_codes_without_factor(session: Session, person_id: int) -> None:
    """Take the recovery codes away where there is no second factor any more that they could stand in for."""
    if not queries.factors(session, person_id).second:
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def tell(
    session: Session,
    event: Event,
    person_id: int,
    *,
    actor_id: int | None,
    change: str,
    now: datetime,
    **facts: str,
) -> None:
    """Leave an entry about what has changed of a person's factors, and post a letter to the person."""
    record(session, event, f"person {person_id}", at=now, actor_id=actor_id, **facts)
    post(session, Letter.ACCOUNT_CHANGED, person_id=person_id, now=now, change=change)


def _takes_app_code(session: Session, person_id: int, typed: str, *, seal: Seal, now: datetime) -> bool:
    app = queries.authenticator(session, person_id)
    secret = seal.opened(app.sealed) if app else None
    if app is None or secret is None:
        return False
    step = matching_step(secret, typed, now=now, last_step=app.last_step)
    if step is None:
        return False
    # The database decides: two requests with one code cannot both be the first.
    mine = Authenticator.person_id == person_id, Authenticator.last_step < step
    taken = update(Authenticator).where(*mine).values(last_step=step).returning(Authenticator.person_id)
    return session.scalar(taken) is not None


def _takes_recovery_code(session: Session, person_id: int, typed: str, *, seal: Seal, now: datetime) -> bool:
    code = normal_recovery_code(typed)
    if code is None:
        return False
    mine = RecoveryCode.person_id == person_id, RecoveryCode.digest == seal.mark(code)
    unused = RecoveryCode.used_at.is_(None)
    used = update(RecoveryCode).where(*mine, unused).values(used_at=now).returning(RecoveryCode.id)
    return session.scalar(used) is not None
