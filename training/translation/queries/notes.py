"""What have people remarked for those who translate a text?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Executable, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.foundation.db import rows
from training.translation.models import SegmentNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark: for one language, or for all where `language` is None; `by` is None where the account is erased."""

    text: str
    language: str | None
    by: str | None
    at: datetime


def note_counts(session: Session, module_id: int, language: str, segments: Collection[str]) -> dict[str, int]:
    """How many remarks there are at these segments for those who translate into a language."""
    found = rows(session, _counts(), module_id=module_id, language=language, segments=list(segments))
    return {row.segment: row.number for row in found}


def notes(session: Session, module_id: int, language: str, segment: str) -> list[Note]:
    """The remarks at a segment for those who translate into a language, the oldest first."""
    found = rows(session, _notes(), module_id=module_id, language=language, segment=segment)
    return [Note(text=row.text, language=row.language, by=row.name, at=row.written_at) for row in found]


@cache
def _counts() -> Executable:
    counted = select(SegmentNote.segment, func.count().label("number")).where(*_of_language())
    chosen = SegmentNote.segment.in_(bindparam("segments", expanding=True))
    return counted.where(chosen).group_by(SegmentNote.segment)


@cache
def _notes() -> Executable:
    name = case((Person.erased_at.is_(None), Person.name)).label("name")
    columns = SegmentNote.text, SegmentNote.language, SegmentNote.written_at, name
    wanted = select(*columns).join(Person, Person.id == SegmentNote.written_by).where(*_of_language())
    return wanted.where(SegmentNote.segment == bindparam("segment")).order_by(SegmentNote.id)


def _of_language() -> tuple[ColumnElement[bool], ...]:
    for_all = SegmentNote.language.is_(None)
    return SegmentNote.module_id == bindparam("module_id"), or_(for_all, SegmentNote.language == bindparam("language"))
