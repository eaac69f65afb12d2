"""Which translations of a module are there?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.translation.models import Translation
from training.translation.rules import Kept


def translation_rows(session: Session, module_id: int) -> list[Translation]:
    """Every translation of a module, for older source texts too, the oldest first."""
    of_module = select(Translation).where(Translation.module_id == module_id)
    order = (Translation.language, Translation.segment, Translation.translated_at, Translation.source_digest)
    return list(session.scalars(of_module.order_by(*order)))


def translations(session: Session, module_id: int) -> dict[str, list[Kept]]:
    """The translations of a module by language, the oldest first."""
    found: dict[str, list[Kept]] = {}
    for row in translation_rows(session, module_id):
        found.setdefault(row.language, []).append(kept(row))
    return found


def kept(row: Translation) -> Kept:
    """A row as a value."""
    return Kept(
        address=row.segment,
        source_digest=row.source_digest,
        text=row.text,
        reviewed=row.approved_at is not None,
        by_person=row.origin in ("human", "carried") or row.approved_by is not None,
    )
