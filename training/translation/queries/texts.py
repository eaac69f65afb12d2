"""Which translations of a module are there?"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content import queries as content
from training.foundation.errors import NotFound
from training.translation.models import LanguagePolicy, Translation
from training.translation.rules import Kept


def translation_rows(
    session: Session, module_id: int, *, language: str | None = None, segments: Collection[str] | None = None
) -> list[Translation]:
    """Every translation of a module, for older source texts too, the oldest first; of one language or some segments."""
    wanted = select(Translation).where(Translation.module_id == module_id)
    if language is not None:
        wanted = wanted.where(Translation.language == language)
    if segments is not None:
        wanted = wanted.where(Translation.segment.in_(segments))
    order = (Translation.language, Translation.segment, Translation.translated_at, Translation.source_digest)
    return list(session.scalars(wanted.order_by(*order)))


def translations(
    session: Session, module_id: int, *, language: str | None = None, segments: Collection[str] | None = None
) -> dict[str, list[Kept]]:
    """The translations of a module by language, the oldest first; of one language or some segments."""
    found: dict[str, list[Kept]] = {}
    for row in translation_rows(session, module_id, language=language, segments=segments):
        found.setdefault(row.language, []).append(kept(row))
    return found


def policies(session: Session, module_id: int) -> dict[str, str]:
    """What readers of each language get while a module is not whole in it, where somebody has decided it."""
    decided = select(LanguagePolicy.language, LanguagePolicy.policy).where(LanguagePolicy.module_id == module_id)
    return {row.language: row.policy for row in session.execute(decided)}


def source_language(session: Session, module_id: int) -> str:
    """The language that a module is written in; raises NotFound where it has no version."""
    mark = content.latest_mark(session, module_id)
    if mark is None:
        raise NotFound("module")
    return content.module_of_version(session, mark).source


def kept(row: Translation) -> Kept:
    """A row as a value."""
    return Kept(
        address=row.segment,
        source_digest=row.source_digest,
        text=row.text,
        reviewed=row.approved_at is not None,
        by_person=row.origin in ("human", "carried") or row.approved_by is not None,
        machine=row.origin == "machine",
    )
