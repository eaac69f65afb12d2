"""Who did what, when? Entries that nobody can change; no personal words in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime


class Event(StrEnum):
    """What is worth an entry."""

    PERSON_ADDED = "person-added"
    ROLE_GRANTED = "role-granted"
    EXTRA_TIME_GRANTED = "extra-time-granted"
    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    MODULE_IMPORTED = "module-imported"
    TRANSLATIONS_IMPORTED = "translations-imported"
    MODULE_PUBLISHED = "module-published"
    REPORT_DECIDED = "report-decided"
    QUIZ_REGRADED = "quiz-regraded"


class AuditEntry(Base):
    """One thing that happened; `subject` names rows by kind and key, `facts` hold no personal string."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    event: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    request_id: Mapped[str | None] = mapped_column(String(36))

    __table_args__ = (Index(None, "at"), {"info": APPEND_ONLY})


def record(session: Session, event: Event, subject: str, *, at: datetime, actor_id: int | None, **facts: Any) -> None:
    """Append an entry in the transaction of what it tells about."""
    session.add(AuditEntry(at=at, actor_id=actor_id, event=event.value, subject=subject, facts=facts))
