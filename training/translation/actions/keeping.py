"""How do translations come from the files of a course?"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.models import ModuleRow
from training.translation.actions.revising import keep_sources, next_revision, set_aside
from training.translation.models import Translation
from training.translation.queries import kept, translation_rows
from training.translation.rules import Change, Entry, Kept, changes


def keep_translations(
    session: Session, module: ModuleRow, language: str, entries: Iterable[Entry], *, source: str, now: datetime
) -> int:
    """Keep what a file says, each text for its exact source; return how many translations are new or different.

    A file may say that a text was approved, but not by whom. What a person wrote or approved here stays. `source` is
    the module's own language.
    """
    entries = list(entries)
    rows = {(row.segment, row.source_digest): row for row in translation_rows(session, module.id, language=language)}
    decided = changes([kept(row) for row in rows.values()], entries)
    effective = [(new, how) for new, how in decided if how not in (Change.NOTHING, Change.REFUSE)]
    if not effective:
        return 0
    revision = next_revision(session, module.id, language)
    for new, how in effective:
        if how is Change.ADD:
            session.add(_row(module, language, new, now, revision))
        else:
            row = rows[new.address, new.source_digest]
            if row.text != new.text:
                set_aside(session, row, person_id=None, now=now)
            _renew(row, new, now, revision)
    session.flush()
    keep_sources(session, source, (entry.source for entry in entries if entry.source is not None))
    return len(effective)


def _row(module: ModuleRow, language: str, new: Kept, now: datetime, revision: int) -> Translation:
    return Translation(
        module_id=module.id,
        language=language,
        segment=new.address,
        source_digest=new.source_digest,
        text=new.text,
        origin="file",
        translated_at=now,
        approved_at=now if new.reviewed else None,
        revision=revision,
    )


def _renew(row: Translation, new: Kept, now: datetime, revision: int) -> None:
    if row.text != new.text:
        row.text, row.origin, row.translated_by, row.translated_at = new.text, "file", None, now
    row.approved_by, row.approved_at = None, now if new.reviewed else None
    row.revision = revision
