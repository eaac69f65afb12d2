"""Which texts stand for the sources of a page as they are now, and who wrote and approved them?

The desk needs no more of most of its texts; `written` reads every older one as well.
"""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Executable, bindparam, case, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.foundation.db import rows
from training.translation.models import Translation
from training.translation.queries.segments import Written


def current_texts(session: Session, module_id: int, language: str, digests: Mapping[str, str]) -> dict[str, Written]:
    """The texts of segments by address, for the sources that have these digests (by address)."""
    values = {"segments": list(digests), "digests": list(set(digests.values()))}
    found = rows(session, _current(), module_id=module_id, language=language, **values) if digests else ()
    return {
        row.segment: Written(
            text=row.text,
            origin=row.origin,
            by=row.by,
            by_id=row.translated_by,
            at=row.translated_at,
            approved_by=row.approved_by,
            approved_at=row.approved_at,
            source_digest=row.source_digest,
            source=None,
        )
        for row in found
        if digests[row.segment] == row.source_digest
    }


@cache
def _current() -> Executable:
    author, approver = aliased(Person), aliased(Person)
    said = Translation.segment, Translation.text, Translation.origin, Translation.source_digest
    when = Translation.translated_by, Translation.translated_at, Translation.approved_at
    by = case((author.erased_at.is_(None), author.name)).label("by")
    approved_by = case((approver.erased_at.is_(None), approver.name)).label("approved_by")
    return (
        select(*said, *when, by, approved_by)
        .outerjoin(author, author.id == Translation.translated_by)
        .outerjoin(approver, approver.id == Translation.approved_by)
        .where(
            Translation.module_id == bindparam("module_id"),
            Translation.language == bindparam("language"),
            Translation.segment.in_(bindparam("segments", expanding=True)),
            Translation.source_digest.in_(bindparam("digests", expanding=True)),
        )
    )
