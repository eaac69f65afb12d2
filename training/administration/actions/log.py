"""What changes when somebody takes a copy of the log? An entry says so."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.administration.rules.log import Wanted, export_facts
from training.foundation.audit import Event, record


def note_export(session: Session, wanted: Wanted, *, kind: str, actor_id: int | None, now: datetime) -> None:
    """Write down who takes which part of the log out of the house, before it goes."""
    record(session, Event.LOG_EXPORTED, "log", at=now, actor_id=actor_id, **export_facts(wanted, kind))
    session.flush()
