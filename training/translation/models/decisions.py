"""Which rows hold what people decide about translations: policies, kept meanings, overruled checks, remarks?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime


class LanguagePolicy(Base):
    """What readers of a language get where a module is not whole in it; without a row the source with a mark."""

    __tablename__ = "language_policy"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    policy: Mapped[str] = mapped_column(String(10))
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("policy IN ('hold', 'source', 'stale')", name="policy_known"),)


class SameMeaning(Base):
    """An author's word that an edit changed no meaning, so that translations of the old text hold for the new one."""

    __tablename__ = "same_meaning"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    segment: Mapped[str] = mapped_column(String(200))
    old_digest: Mapped[str] = mapped_column(String(32))
    new_digest: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(500))
    declared_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "module_id", "segment"), {"info": APPEND_ONLY})


class OverruledCheck(Base):
    """A translator's reason why a check that warns is wrong about one text (its digest) of a segment."""

    __tablename__ = "overruled_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    segment: Mapped[str] = mapped_column(String(200))
    source_digest: Mapped[str] = mapped_column(String(32))
    text_digest: Mapped[str] = mapped_column(String(32))
    check: Mapped[str] = mapped_column("code", String(20))
    reason: Mapped[str] = mapped_column(String(500))
    overruled_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    overruled_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "module_id", "language", "segment"), {"info": APPEND_ONLY})


class SegmentNote(Base):
    """A remark for those who translate a segment: into one language, or into any where that is null."""

    __tablename__ = "segment_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    segment: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(String(1000))
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "module_id", "segment"), {"info": APPEND_ONLY})
