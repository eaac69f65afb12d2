"""How does the database stand? What health and metrics ask of it."""

from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from training.foundation.outbox import OutboxLetter, State
from training.operations.rules import health
from training.operations.rules.health import DatabaseState

_LEFT_OVER = tuple(state.value for state in State if state is not State.SENT)
_REVISION = text("SELECT version_num FROM alembic_version")


def database_state(session: Session, *, head: str) -> DatabaseState:
    """How the database stands to this version; "away" when it does not answer."""
    try:
        revision = session.execute(_REVISION).scalar()
    except SQLAlchemyError:
        session.rollback()
        return _state_without_tables(session)
    return health.database_state(revision, head=head)


def letters(session: Session) -> dict[str, int]:
    """How many letters wait, are held, have come back or were given up; those that left are only ever more to count."""
    kept = (
        select(OutboxLetter.state, func.count().label("letters"))
        .group_by(OutboxLetter.state)
        .where(OutboxLetter.state.in_(_LEFT_OVER))
    )
    found = {row.state: row.letters for row in session.execute(kept)}
    return {state: found.get(state, 0) for state in _LEFT_OVER}


def oldest_due_letter(session: Session, *, now: datetime) -> datetime | None:
    """When the letter that waits longest was due; None where none is late."""
    late = select(func.min(OutboxLetter.due_at)).where(OutboxLetter.state == State.WAITING.value)
    return session.scalar(late.where(OutboxLetter.due_at <= now))


def _state_without_tables(session: Session) -> DatabaseState:
    """Tell an empty database, which answers, from one that does not."""
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        session.rollback()
        return DatabaseState.AWAY
    return DatabaseState.BEHIND
