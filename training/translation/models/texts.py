"""Which rows hold translations? One for each exact source text, so undoing an edit brings the old one back."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime

#: How both databases find source texts by their words; by dialect, as the step that made the table says it.
WORDS_INDEXED = (
    ("postgresql", "CREATE INDEX ix_source_text_words ON source_text USING gin (to_tsvector('simple', text))"),
    ("sqlite", "CREATE VIRTUAL TABLE source_text_index USING fts5 (text, content='source_text', content_rowid='id')"),
    (
        "sqlite",
        """CREATE TRIGGER source_text_indexed AFTER INSERT ON source_text
        BEGIN INSERT INTO source_text_index (rowid, text) VALUES (new.id, new.text); END""",
    ),
)


class Translation(Base):
    """A text in one language for one exact source text; `source_digest` identifies the latter.

    `revision` is the number of the write, in this module and language, that left it as it is.
    """

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
    revision: Mapped[int] = mapped_column(default=0, server_default=sql("0"))

    __table_args__ = (
        # What a page has not seen yet, and who knows a text for this source.
        Index(None, "module_id", "language", "revision"),
        Index(None, "source_digest", "language"),
        CheckConstraint("origin IN ('human', 'machine', 'file', 'carried')", name="origin_known"),
        # Four eyes: nobody approves the own translation.
        CheckConstraint(
            "approved_by IS NULL OR translated_by IS NULL OR approved_by <> translated_by", name="four_eyes"
        ),
    )


class TranslationRevision(Base):
    """How often the translations of a module in a language were written, so that a page reads only what is new.

    Whoever saw fewer than `restarted_at` reads everything anew: something was taken away.
    """

    __tablename__ = "translation_revision"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    revision: Mapped[int]
    restarted_at: Mapped[int]


class SourceText(Base):
    """An exact source text that something was translated from, under its digest; both databases index its words."""

    __tablename__ = "source_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("digest", "language"), {"info": APPEND_ONLY})


for _dialect, _statement in WORDS_INDEXED:
    event.listen(SourceText.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]


class EarlierTranslation(Base):
    """A translation that another has replaced, with all that was known of it; nothing is lost."""

    __tablename__ = "earlier_translation"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2))
    segment: Mapped[str] = mapped_column(String(200))
    source_digest: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(10))
    translated_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    translated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "module_id", "language", "segment"), {"info": APPEND_ONLY})
