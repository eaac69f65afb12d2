"""What happens to a session: how does it begin, how is it noted that it is still in use, how does it end?"""

import secrets
from datetime import datetime

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import Session, aliased

from training.accounts.models import SignIn
from training.accounts.rules import Way, token_digest
from training.foundation import outbox
from training.foundation.audit import Event, record
from training.foundation.errors import NotFound

_TOKEN_BYTES = 32


def begin_session(
    session: Session, *, person_id: int, way: Way, second_factor: bool, device: str, now: datetime
) -> str:
    """Sign a person in and return the token that the cookie is to hold; it is kept nowhere else.

    `second_factor` tells whether one was proven on the way in.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    begun = SignIn(
        digest=token_digest(token),
        person_id=person_id,
        started_at=now,
        seen_at=now,
        way=way.value,
        second_factor_at=now if second_factor else None,
        confirmed_at=now,
        device=device,
    )
    session.add(begun)
    session.flush()
    # Whoever is here can be reached: letters that waited because one had bounced may leave.
    outbox.clear_bounces(session, person_id, now=now)
    facts = {"way": way.value, "second_factor": second_factor}
    record(session, Event.SIGNED_IN, f"person {person_id}", at=now, actor_id=person_id, **facts)
    return token


def note_seen(session: Session, sign_in_id: int, *, now: datetime) -> None:
    """Note that a session is still in use; `CurrentPerson.long_unseen` says when it is time to."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def confirm_session(session: Session, sign_in_id: int, *, second_factor: bool, now: datetime) -> None:
    """Note that the person of a session has proven again who they are, by a second factor perhaps."""
    proven = {"second_factor_at": now} if second_factor else {}
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(confirmed_at=now, **proven))


def leave_session(session: Session, token: str, *, now: datetime) -> None:
    """End the session of a token, if there is one that stands."""
    mine = SignIn.digest == token_digest(token), SignIn.ended_at.is_(None)
    session.execute(update(SignIn).where(*mine).values(ended_at=now))


def end_session(session: Session, sign_in_id: int, *, person_id: int, now: datetime) -> None:
    """End one of the own sessions from another; raise NotFound where it is not the person's or has ended."""
    own = SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None)
    ended = session.scalar(update(SignIn).where(*own).values(ended_at=now).returning(SignIn.id))
    if ended is None:
        raise NotFound("session")
    record(session, Event.SESSIONS_ENDED, f"person {person_id}", at=now, actor_id=person_id, count=1)


def end_sessions(
    session: Session, person_id: int, *, but: int | None = None, now: datetime, actor_id: int | None = None
) -> int:
    """End all sessions of a person, except perhaps one (its number, `CurrentPerson.sign_in_id`), and count them."""
    standing = SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.id != (but or 0)
    ended = session.scalars(update(SignIn).where(*standing).values(ended_at=now).returning(SignIn.id)).all()
    if ended:
        count = len(ended)
        record(session, Event.SESSIONS_ENDED, f"person {person_id}", at=now, actor_id=actor_id, count=count)
    return len(ended)


def forget_sessions(session: Session, *, before: datetime) -> int:
    """Delete the sessions that began before a moment, but for the last of each person, and count them.

    The last one stays: it tells when somebody was here last.
    """
    later = aliased(SignIn)
    not_the_last = exists().where(later.person_id == SignIn.person_id, later.id > SignIn.id)
    gone = delete(SignIn).where(SignIn.started_at < before, not_the_last).returning(SignIn.id)
    return len(session.scalars(gone.execution_options(synchronize_session=False)).all())
