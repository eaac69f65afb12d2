"""Who took figures away? An entry of the log, for they are given to people and not to the public."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.reporting.rules.datasets import Dataset


def note_taking(session: Session, told: Dataset, *, kind: str, actor_id: int, now: datetime) -> None:
    """Write down that somebody takes figures as a file of a kind."""
    record(
        session,
        Event.STATISTICS_TAKEN,
        f"release {told.heading.key}",
        at=now,
        actor_id=actor_id,
        place=told.selection.place,
        module=told.selection.module,
        whole=told.whole,
        kind=kind,
    )
    session.flush()
