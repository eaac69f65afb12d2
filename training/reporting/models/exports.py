"""Which rows hold the files that are made in the background, and where figures are sent every month?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime
from training.reporting.rules.deliveries import Way
from training.reporting.rules.exports import Content, Stage


class OrderedFile(Base):
    """A file that somebody has ordered; its bytes lie in a folder under its number, and are deleted with the row.

    `query` is what its page was asked for, `reach` how far its owner could see when it was made, `second_factor` if one
    was proven when it was ordered. `held_until` is when another worker may take it. `lines` of `total` are written.
    """

    __tablename__ = "ordered_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    content: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    query: Mapped[dict[str, str]] = mapped_column(JSON)
    stage: Mapped[str] = mapped_column(String(10), index=True)
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    lines: Mapped[int]
    total: Mapped[int]
    reach: Mapped[dict[str, Any]] = mapped_column(JSON)
    second_factor: Mapped[bool]

    __table_args__ = (
        CheckConstraint("content IN ({})".format(", ".join(f"'{each}'" for each in Content)), name="content_known"),
        CheckConstraint("stage IN ({})".format(", ".join(f"'{each}'" for each in Stage)), name="stage_known"),
    )


class Delivery(Base):
    """Figures of a place that are sent to somebody every month; `target` says where, `sealed` is the secret for it.

    `due_at` is when the next try is, and moves on while a worker tries; without one it waits for a person, and
    `failure` says why. `second_factor` tells that one was proven when it was set up.
    """

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    way: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(110))
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    target: Mapped[dict[str, Any]] = mapped_column(JSON)
    sealed: Mapped[str | None] = mapped_column(String(8000))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int]
    failure: Mapped[str | None] = mapped_column(String(20))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_quarter: Mapped[str | None] = mapped_column(String(6))
    second_factor: Mapped[bool]

    __table_args__ = (
        CheckConstraint("way IN ({})".format(", ".join(f"'{each}'" for each in Way)), name="way_known"),
        Index(None, "due_at"),
    )
