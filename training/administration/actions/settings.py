"""What changes about the settings of the site? Each change is an entry."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.administration.rules.settings import told_change
from training.foundation import settings
from training.foundation.audit import Event, record
from training.foundation.settings import Settings


def change(session: Session, wanted: Settings, *, person_id: int, now: datetime) -> None:
    """Keep settings, and note what was and what is."""
    before = settings.settings(session)
    if settings.change(session, wanted, person_id=person_id, now=now):
        told = told_change(before, wanted)
        record(session, Event.SETTINGS_CHANGED, "settings", at=now, actor_id=person_id, **told)
