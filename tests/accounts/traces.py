"""What did something leave behind: which letters were posted, what does the log have?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.foundation.audit import AuditEntry
from training.foundation.outbox import OutboxLetter


def letters(session: Session) -> list[tuple[str, int]]:
    """List the kinds of posted letters with their people."""
    return [(row.letter, row.person_id) for row in session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))]


def events(session: Session) -> list[str]:
    """List what the log has."""
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))
