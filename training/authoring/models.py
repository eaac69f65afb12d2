"""Which rows hold what is to be published later?"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime


class ScheduledPublication(Base):
    """A version that is to be put before learners at a moment; `outcome` is null until that is over.

    Where it was refused, something had come in between: see `publish_due`.
    """

    __tablename__ = "scheduled_publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(index=True)
    version_id: Mapped[int]
    note: Mapped[str] = mapped_column(String(500))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    scheduled_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    scheduled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(10))

    __table_args__: tuple[Any, ...] = (
        ForeignKeyConstraint(
            ["module_id", "version_id"], ["module_version.module_id", "module_version.id"], ondelete="RESTRICT"
        ),
        CheckConstraint("outcome IN ('published', 'cancelled', 'refused')", name="outcome_known"),
    )
