"""Which warnings of checks were overruled, and why?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.translation.models import OverruledCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """A reason why a check is wrong about one text, for one source text; `by` is None once that person is erased."""

    check: str
    reason: str
    source_digest: str
    text_digest: str
    by: str | None
    at: datetime


def overruled(
    session: Session, module_id: int, language: str, addresses: Collection[str]
) -> dict[str, list[Overruled]]:
    """What was overruled at each address, also for older texts, the newest first."""
    columns = (OverruledCheck.segment, OverruledCheck.check, OverruledCheck.reason, OverruledCheck.source_digest)
    wanted = (
        select(*columns, OverruledCheck.text_digest, OverruledCheck.overruled_at, Person.name, Person.erased_at)
        .join(Person, Person.id == OverruledCheck.overruled_by)
        .where(OverruledCheck.module_id == module_id, OverruledCheck.language == language)
        .where(OverruledCheck.segment.in_(addresses))
        .order_by(OverruledCheck.id.desc())
    )
    found: dict[str, list[Overruled]] = {}
    for row in session.execute(wanted):
        one = Overruled(
            check=row.check,
            reason=row.reason,
            source_digest=row.source_digest,
            text_digest=row.text_digest,
            by=None if row.erased_at else row.name,
            at=row.overruled_at,
        )
        found.setdefault(row.segment, []).append(one)
    return found
