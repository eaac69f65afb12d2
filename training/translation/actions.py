"""How do translations come into the database?"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.models import ModuleRow
from training.translation.models import Translation
from training.translation.queries import kept, translation_rows
from training.translation.rules import Change, Entry, Kept, changes


def keep_translations(
    session: Session, module: ModuleRow, language: str, entries: Iterable[Entry], *, now: datetime
) -> int:
    """Keep what a file says, each text for its exact source; return how many translations are new or different.

    A file may say that a text was approved, but not by whom. What a person wrote or approved here stays.
    """
    rows = {
        (row.segment, row.source_digest): row
        for row in translation_rows(session, module.id)
        if row.language == language
    }
    decided = changes([kept(row) for row in rows.values()], entries)
    effective = [(new, how) for new, how in decided if how not in (Change.NOTHING, Change.REFUSE)]
    for new, how in effective:
        if how is Change.ADD:
            session.add(_row(module, language, new, now))
        else:
            _renew(rows[new.address, new.source_digest], new, now)
    session.flush()
    return len(effective)


def _row(module: ModuleRow, language: str, new: Kept, now: datetime) -> Translation:
    return Translation(
        module_id=module.id,
        language=language,
        segment=new.address,
        source_digest=new.source_digest,
        text=new.text,
        origin="file",
        translated_at=now,
        approved_at=now if new.reviewed else None,
    )


def _renew(row: Translation, new: Kept, now: datetime) -> None:
    if row.text != new.text:
        row.text, row.origin, row.translated_by, row.translated_at = new.text, "file", None, now
    row.approved_by, row.approved_at = None, now if new.reviewed else None
