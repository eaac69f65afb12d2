"""Which rows hold attempts, answers and grades? Facts: appended, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Numeric, String, column
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime


class Attempt(Base):
    """One run through a quiz of the publication that it began with."""

    __tablename__ = "attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"))
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"))
    quiz: Mapped[str] = mapped_column(String(60))
    seed: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "enrolment_id", "quiz"), {"info": APPEND_ONLY})


class Answer(Base):
    """What was answered to one question; the form minted the id, so the same id twice is the same answer."""

    __tablename__ = "answer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"), index=True)
    question: Mapped[str] = mapped_column(String(60))
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = ({"info": APPEND_ONLY},)


class Grade(Base):
    """What an attempt was worth; `marks` maps a question to its points. A regrade names a person and a reason."""

    __tablename__ = "grade"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"), index=True)
    points: Mapped[float] = mapped_column(Numeric(8, 2, asdecimal=False))
    max_points: Mapped[float] = mapped_column(Numeric(8, 2, asdecimal=False))
    passed: Mapped[bool] = mapped_column(Boolean)
    marks: Mapped[dict[str, float]] = mapped_column(JSON)
    graded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    reason: Mapped[str | None] = mapped_column(String(500))
    graded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("(graded_by IS NULL) = (reason IS NULL)", name="regrade_has_reason"),
        # Two tabs may finish the same attempt at once: one machine grade goes in, the other finds it.
        Index(
            "uq_grade_machine",
            "attempt_id",
            unique=True,
            sqlite_where=column("graded_by").is_(None),
            postgresql_where=column("graded_by").is_(None),
        ),
        {"info": APPEND_ONLY},
    )
