"""Which rows hold what a learner leaves behind: enrolments, readings, notes and completions?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime


class Enrolment(Base):
    """A person takes a module; organisation and region are those of that day."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id", ondelete="RESTRICT"), index=True)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("person_id", "module_id", "round"), {"info": APPEND_ONLY})


class Reading(Base):
    """The learner said "I have read this"; opening a page leaves no row."""

    __tablename__ = "reading"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(60), primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)

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
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    certificate: Mapped[UUID] = mapped_column(unique=True)

    __table_args__ = ({"info": APPEND_ONLY},)
