"""What is there to give to translators for their own programs, and to hold what they send back against?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from training.content.models import ModuleVersion
from training.content.queries import VersionMark
from training.content.rules.module import Module
from training.foundation.db import rows
from training.translation.models import SegmentNote, SourceText, Translation
from training.translation.queries.texts import kept, translation_rows
from training.translation.rules.incoming import Standing
from training.translation.rules.outgoing import Outgo, outgoing


def outgoes(
    session: Session, module_id: int, mark: VersionMark, module: Module, languages: Sequence[str]
) -> dict[str, Outgo]:
    """The texts of a draft by language; in its own language without translations."""
    found: dict[str, list[Translation]] = {language: [] for language in languages}
    # A row of another language is read for nothing, but once for all languages that are asked for.
    only = languages[0] if len(languages) == 1 else None
    for row in translation_rows(session, module_id, language=only):
        found.get(row.language, []).append(row)
    sources = {row.digest: row.text for row in rows(session, _sources(), module_id=module_id, source=module.source)}
    remarks = list(rows(session, _notes(), module_id=module_id))
    saved_at: datetime = rows(session, _saved_at(), version_id=mark.id).scalar_one()
    made = {}
    for language, translations in found.items():
        notes = _by_address((row.segment, row.text) for row in remarks if row.language in (None, language))
        texts = outgoing(module, map(kept, translations), sources=sources, notes=notes)
        said_at = [row.written_at for row in remarks if row.language in (None, language)]
        made_at = max([saved_at, *map(_changed_at, translations), *said_at])
        made[language] = Outgo(module=module.key, source=module.source, language=language, texts=texts, made_at=made_at)
    return made


def standing_texts(session: Session, module_id: int, *, language: str | None = None) -> dict[str, list[Standing]]:
    """All translations of a module by language, for older source texts too; of one language, or of all."""
    found: dict[str, list[Standing]] = {}
    for row in translation_rows(session, module_id, language=language):
        found.setdefault(row.language, []).append(_standing(row))
    return found


def _standing(row: Translation) -> Standing:
    return Standing(
        address=row.segment,
        source_digest=row.source_digest,
        text=row.text,
        by_person=row.origin in ("human", "carried") or row.approved_at is not None,
        changed_at=_changed_at(row),
        by_machine=row.origin == "machine" and row.approved_at is None,
    )


def _changed_at(row: Translation) -> datetime:
    return max(row.translated_at, row.approved_at or row.translated_at)


def _by_address(notes: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, text in notes:
        found.setdefault(address, []).append(text)
    return found


@cache
def _sources() -> Executable:
    translated = select(Translation.source_digest).where(Translation.module_id == bindparam("module_id"))
    wanted = select(SourceText.digest, SourceText.text).where(SourceText.language == bindparam("source"))
    return wanted.where(SourceText.digest.in_(translated))


@cache
def _notes() -> Executable:
    columns = SegmentNote.segment, SegmentNote.language, SegmentNote.text, SegmentNote.written_at
    return select(*columns).where(SegmentNote.module_id == bindparam("module_id")).order_by(SegmentNote.id)


@cache
def _saved_at() -> Executable:
    return select(ModuleVersion.saved_at).where(ModuleVersion.id == bindparam("version_id"))
