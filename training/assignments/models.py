"""Which rows hold what an organisation requires its people to learn?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime


class Assignment(Base):
    """A module that people of an organisation are to complete by a day of their region.

    It is for everybody of the organisation and of what lies below it, those included who join later; where `listed`,
    only for the people in `AssignedPerson`. `repeat_months`: as a new round after so many months.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    listed: Mapped[bool]
    due_on: Mapped[date] = mapped_column(Date)
    repeat_months: Mapped[int | None]
    compulsory: Mapped[bool]
    assigned_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("repeat_months > 0", name="repeat_positive"),)


class AssignedPerson(Base):
    """Somebody on the list of an assignment."""

    __tablename__ = "assigned_person"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="RESTRICT"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True, index=True)


class Reminder(Base):
    """A reminder that was posted to somebody, so that it is posted once."""

    __tablename__ = "reminder"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="RESTRICT"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True, index=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
