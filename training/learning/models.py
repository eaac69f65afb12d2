"""Which rows hold what a learner leaves behind: enrolments, readings, notes, completions, reports of questions?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime
from training.learning.rules.reports import DECISIONS, KINDS, MOST_WORDS, PARTS


class Enrolment(Base):
    """A person takes a module; organisation and region are those of that day."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id", ondelete="RESTRICT"), index=True)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (UniqueConstraint("person_id", "module_id", "round"), {"info": APPEND_ONLY})


class Reading(Base):
    """The learner said "I have read this"; opening a page leaves no row."""

    __tablename__ = "reading"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(60), primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = ({"info": APPEND_ONLY},)


class Note(Base):
    """The learner's own words to an activity: theirs alone, so it may be changed and is deleted with the person."""

    __tablename__ = "note"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"), primary_key=True)
    activity: Mapped[str] = mapped_column(String(121), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Completion(Base):
    """The rule became true; `rule` is the one applied, so a later rule takes nothing away."""

    __tablename__ = "completion"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"), primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"))
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    points: Mapped[float] = mapped_column(Numeric(8, 2, asdecimal=False))
    max_points: Mapped[float] = mapped_column(Numeric(8, 2, asdecimal=False))
    language: Mapped[str] = mapped_column(String(2))
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    certificate: Mapped[UUID] = mapped_column(unique=True)

    __table_args__ = ({"info": APPEND_ONLY},)


class QuestionReport(Base):
    """A learner says that something is wrong with a question; what they write about it stands in `ReportMessage`."""

    __tablename__ = "question_report"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"), index=True)
    quiz: Mapped[str] = mapped_column(String(60))
    question: Mapped[str] = mapped_column(String(60))
    segment: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in KINDS)), name="kind_known"),
        {"info": APPEND_ONLY},
    )


class ReportMessage(Base):
    """The words about a report: one row for the learner's own, one for the reply. Like a note, they may be erased.

    The learner's row is there without words as well: `seen_at` is when they said that they have seen the decision.
    """

    __tablename__ = "report_message"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("question_report.id", ondelete="RESTRICT"), primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    text: Mapped[str] = mapped_column(String(MOST_WORDS))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("part IN ({})".format(", ".join(f"'{part}'" for part in PARTS)), name="part_known"),
    )


class ReportDecision(Base):
    """What came of a report; the key lets a report be decided once."""

    __tablename__ = "report_decision"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("question_report.id", ondelete="RESTRICT"), primary_key=True)
    decision: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("decision IN ({})".format(", ".join(f"'{each}'" for each in DECISIONS)), name="decision_known"),
        {"info": APPEND_ONLY},
    )
