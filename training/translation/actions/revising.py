"""What does every write of translations do? It has a number, keeps the source, and sets aside what it replaces."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.rules.segments import text_digest
from training.foundation.db import insert_all_once, insert_once
from training.translation.models import EarlierTranslation, SourceText, Translation, TranslationRevision


def next_revision(session: Session, module_id: int, language: str, *, restart: bool = False) -> int:
    """Give the number of this write, which its rows bear; nobody else writes to the pair until it is committed.

    `restart`: something is taken away, so that whoever remembers what was there reads all of it anew.
    """
    pair = {"module_id": module_id, "language": language}
    insert_once(session, TranslationRevision, **pair, revision=0, restarted_at=0)
    alone = select(TranslationRevision).filter_by(**pair).with_for_update()
    row = session.execute(alone.execution_options(populate_existing=True)).scalar_one()
    row.revision += 1
    if restart:
        row.restarted_at = row.revision
    session.flush()
    return row.revision


def keep_sources(session: Session, language: str, texts: Iterable[str]) -> None:
    """Remember source texts, so that what was translated from them can always be shown beside its source."""
    rows = [{"digest": text_digest(text), "language": language, "text": text} for text in dict.fromkeys(texts)]
    insert_all_once(session, SourceText, rows)


def set_aside(session: Session, row: Translation, *, person_id: int | None, now: datetime) -> None:
    """Keep what a translation says, and who said so, before somebody (or a file) replaces it."""
    of_text = ("module_id", "language", "segment", "source_digest", "text", "origin")
    of_people = ("translated_by", "translated_at", "approved_by", "approved_at")
    said = {name: getattr(row, name) for name in (*of_text, *of_people)}
    session.add(EarlierTranslation(**said, replaced_by=person_id, replaced_at=now))
