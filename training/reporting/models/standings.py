"""Which rows tell how every enrolment stands, and until when the facts are counted in them?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime

#: There is one mark.
ONLY = 1


class Standing(Base):
    """An enrolment with what became of it: a projection, which `training statistics rebuild` makes anew from the facts.

    `started_at` is when a lesson was confirmed as read, a quiz begun or the module completed, whichever came first.
    `attempts_until_passed`, once completed: the attempts handed in at a quiz up to the first that passed, of the quiz
    that took most of those that the applied rule asks for; None where it asks for none. As it was on completion: what
    is graded again later changes no figure. Only two columns are foreign keys: the others are those of the enrolment.
    """

    __tablename__ = "standing"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    module_id: Mapped[int]
    round: Mapped[int]
    organisation_id: Mapped[int]
    region_id: Mapped[int]
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(String(2))
    attempts_until_passed: Mapped[int | None] = mapped_column(SmallInteger)


class StandingMark(Base):
    """The moment until which facts were counted; without it nothing was yet."""

    __tablename__ = "standing_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="only"),)
