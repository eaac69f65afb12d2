"""Who wrote and approved the texts of a segment, for the source as it is and for older ones, and what stood before?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, bindparam, case, func, null, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion
from training.content.rules.segments import segments, text_digest
from training.foundation.db import rows
from training.translation.models import EarlierTranslation, SourceText, Translation
from training.translation.rules.truth import state_of

#: A form shows the draft of the moment: so many versions may have been saved until it is sent.
_LOOKED_BACK = 50

#: Where texts stand with who wrote and approved them.
Table = type[Translation] | type[EarlierTranslation]
_Author, _Approver, _Replacer = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Written:
    """A text for one exact source, with who wrote and approved it: None for nobody, and for a person who is erased.

    `source` is None where nobody remembers it.
    """

    text: str
    origin: str
    by: str | None
    by_id: int | None
    at: datetime
    approved_by: str | None
    approved_at: datetime | None
    source_digest: str
    source: str | None

    @property
    def state(self) -> str:
        """How true it is of its source."""
        return state_of(reviewed=self.approved_at is not None, machine=self.origin == "machine")


@dataclass(frozen=True, slots=True)
class EarlierText(Written):
    """A text that another has replaced; `replaced_by` is None for files, and for a person who is erased."""

    replaced_by: str | None
    replaced_at: datetime


def written(session: Session, module_id: int, language: str, addresses: Collection[str]) -> dict[str, list[Written]]:
    """The texts of segments by address, for the source as it is and for older ones, the oldest first: one statement."""
    found: dict[str, list[Written]] = {}
    values = {"module_id": module_id, "language": language, "segments": list(addresses)}
    for address, *said in rows(session, _written(), **values).all() if addresses else ():
        found.setdefault(address, []).append(Written(*said))
    return found


def current_texts(session: Session, module_id: int, language: str, digests: Mapping[str, str]) -> dict[str, Written]:
    """The texts of segments for the sources that have these digests, all by address; none is read for older ones.

    Nor is the source: whoever knows its digest knows it.
    """
    values = {"module_id": module_id, "language": language, "segments": list(digests)}
    found = rows(session, _current(), **values, digests=list(set(digests.values()))) if digests else ()
    texts = ((address, Written(*said)) for address, *said in found)
    return {address: text for address, text in texts if text.source_digest == digests[address]}


def earlier(session: Session, module_id: int, language: str, address: str) -> list[EarlierText]:
    """The texts of a segment that were replaced, the one replaced last first."""
    found = rows(session, _earlier(), module_id=module_id, language=language, segment=address)
    return [EarlierText(*said) for _, *said in found]


def rows_at(
    session: Session, module_id: int, language: str, addresses: Iterable[str]
) -> dict[tuple[str, str], Translation]:
    """The rows of segments by address and digest of the source, as the database has them now: to be changed."""
    wanted = select(Translation).where(
        Translation.module_id == module_id, Translation.language == language, Translation.segment.in_(set(addresses))
    )
    found = session.scalars(wanted.execution_options(populate_existing=True))
    return {(row.segment, row.source_digest): row for row in found}


def rows_of_sources(
    session: Session, module_id: int, pairs: Collection[tuple[str, str]]
) -> dict[str, dict[tuple[str, str], Translation]]:
    """The rows of segments for these sources (digests) by language, as the database has them now: to be changed."""
    wanted = select(Translation).where(
        Translation.module_id == module_id, Translation.segment.in_({segment for segment, _ in pairs})
    )
    found: dict[str, dict[tuple[str, str], Translation]] = {}
    for row in session.scalars(wanted.order_by(Translation.language).execution_options(populate_existing=True)):
        if (row.segment, row.source_digest) in pairs:
            found.setdefault(row.language, {})[row.segment, row.source_digest] = row
    return found


def earlier_sources(session: Session, module_id: int, wanted: Mapping[str, str]) -> dict[str, str]:
    """The source texts by address that have these digests in one of the last versions; what none says is left out."""
    newest = select(ModuleVersion.document).where(ModuleVersion.module_id == module_id)
    found: dict[str, str] = {}
    for document in session.scalars(newest.order_by(ModuleVersion.number.desc()).limit(_LOOKED_BACK)):
        said = dict(segments(module_from_json(document)))
        at = {address: said[address] for address in wanted if address in said and address not in found}
        found |= {address: text for address, text in at.items() if text_digest(text) == wanted[address]}
        if len(found) == len(wanted):
            break
    return found


@cache
def _written() -> Executable:
    chosen = Translation.segment.in_(bindparam("segments", expanding=True))
    wanted: Select[Any] = _told(Translation, _source_of(Translation)).where(chosen)
    return wanted.order_by(Translation.segment, Translation.translated_at)


@cache
def _current() -> Executable:
    chosen = Translation.segment.in_(bindparam("segments", expanding=True))
    return _told(Translation, null()).where(chosen, Translation.source_digest.in_(bindparam("digests", expanding=True)))


@cache
def _earlier() -> Executable:
    before = EarlierTranslation
    replacer = case((_Replacer.erased_at.is_(None), _Replacer.name)).label("replaced_by")
    return (
        _told(before, _source_of(before))
        .add_columns(replacer, before.replaced_at)
        .outerjoin(_Replacer, _Replacer.id == before.replaced_by)
        .where(before.segment == bindparam("segment"))
        .order_by(before.id.desc())
    )


def _source_of(table: Table) -> ColumnElement[Any]:
    # The same digest is the same text, in whichever language it is a source.
    return select(func.min(SourceText.text)).where(SourceText.digest == table.source_digest).scalar_subquery()


def _told(table: Table, source: ColumnElement[Any]) -> Select[Any]:
    author = case((_Author.erased_at.is_(None), _Author.name)).label("by")
    approver = case((_Approver.erased_at.is_(None), _Approver.name)).label("approved_by")
    by = author, table.translated_by, table.translated_at, approver, table.approved_at
    # In the order of `Written`, which is made of a row as it comes.
    return (
        select(table.segment, table.text, table.origin, *by, table.source_digest, source.label("source"))
        .outerjoin(_Author, _Author.id == table.translated_by)
        .outerjoin(_Approver, _Approver.id == table.approved_by)
        .where(table.module_id == bindparam("module_id"), table.language == bindparam("language"))
    )
