"""Which rows hold who translates what, what there is to do, how it stood each day, and what a machine was asked for?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime


class TranslationCharge(Base):
    """Somebody works on a module in a language; `told_number`: up to which version they were told of changes."""

    __tablename__ = "translation_charge"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True, index=True)
    given_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_number: Mapped[int]


class TranslationCount(Base):
    """How many segments of a draft were in which state on a day."""

    __tablename__ = "translation_count"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    total: Mapped[int]
    reviewed: Mapped[int]
    unreviewed: Mapped[int]
    machine: Mapped[int]
    stale: Mapped[int]
    missing: Mapped[int]


class TranslationTask(Base):
    """Something to look at in one text of a language: the alarm, a learner's report, or a reviewer asks for it.

    `facts` say why: of the alarm and of reports no more than what identifies them, of a reviewer the reason.
    """

    __tablename__ = "translation_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    segment: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    outcome: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (
        Index(None, "module_id", "language", "closed_at"),
        CheckConstraint("kind IN ('alarm', 'report', 'returned')", name="kind_known"),
        CheckConstraint("outcome IN ('mended', 'nothing-wrong')", name="outcome_known"),
    )


class DraftOrder(Base):
    """Texts (the addresses of their segments) that a machine was asked to translate; open until `ended_at`.

    `reference` is what the service calls the order, where its answer comes later.
    """

    __tablename__ = "draft_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    ordered_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    segments: Mapped[list[str]] = mapped_column(JSON)
    provider: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(10))
    kept: Mapped[int]
    refused: Mapped[int]

    __table_args__ = (
        Index(None, "module_id", "language"),
        CheckConstraint("outcome IN ('done', 'failed')", name="outcome_known"),
    )
