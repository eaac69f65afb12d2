"""Which rows hold translations? One for each exact source text, so undoing an edit brings the old one back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime


class Translation(Base):
    """A text in one language for one exact source text; `source_digest` identifies the latter."""

    __tablename__ = "translation"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    segment: Mapped[str] = mapped_column(String(200), primary_key=True)
    source_digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(10))
    translated_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    translated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("origin IN ('human', 'machine', 'file', 'carried')", name="origin_known"),
        # Four eyes: nobody approves the own translation.
        CheckConstraint(
            "approved_by IS NULL OR translated_by IS NULL OR approved_by <> translated_by", name="four_eyes"
        ),
    )
