"""Which edits are said to change no meaning, and whose translations could be kept if one were?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Executable, and_, bindparam, case, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.content.rules.segments import text_digest
from training.foundation.db import rows
from training.translation.models import SameMeaning, SourceText, Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """An author's word that an edit of a segment changed no meaning; `by` is None where the account is erased.

    `languages` are those whose translation rests on it still: it was neither taken back nor written anew.
    """

    id: int
    segment: str
    old_digest: str
    new_digest: str
    reason: str
    by: str | None
    at: datetime
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A segment with the older source text that some languages are translated from."""

    segment: str
    old_digest: str
    old: str
    languages: tuple[str, ...]


def declarations(
    session: Session, module_id: int, segments: Collection[str] | None = None
) -> dict[str, list[Declaration]]:
    """What was declared of a module or of some of its segments, and stands, by segment; the newest first."""
    told = (
        rows(session, _declarations(narrowed=False), module_id=module_id)
        if segments is None
        else rows(session, _declarations(narrowed=True), module_id=module_id, segments=list(segments))
    )
    found: dict[int, Declaration] = {}
    taken = set()
    for row in told:
        text = row.segment, row.new_digest, row.language
        # Where one edit was declared twice, the last word is told.
        if text not in taken:
            taken.add(text)
            said = {name: value for name, value in row._asdict().items() if name != "language"}
            known = found.get(row.id)
            found[row.id] = Declaration(**said, languages=(*(known.languages if known else ()), row.language))
    return _by_segment(found.values())


def outdated(session: Session, module_id: int, sources: Mapping[str, str], *, language: str) -> list[Outdated]:
    """Which of these segments (address to source text) are out of date somewhere, and against which older source.

    In the order of `sources`; `language` is the module's own. What nobody remembers the source of is left out.
    """
    told = rows(session, _translated(), module_id=module_id, language=language, segments=list(sources))
    newest: dict[tuple[str, str], tuple[str, str] | None] = {}
    current = {segment: text_digest(text) for segment, text in sources.items()}
    for row in told:
        pair = row.segment, row.language
        if row.source_digest == current[row.segment]:
            newest[pair] = None
        elif row.text is not None and newest.get(pair, ()) is not None:
            newest[pair] = row.source_digest, row.text
    return _grouped(newest, list(sources))


def _grouped(newest: Mapping[tuple[str, str], tuple[str, str] | None], order: Iterable[str]) -> list[Outdated]:
    """Put languages together that are translated from the same older text."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for (segment, language), older in newest.items():
        if older is not None:
            found.setdefault(segment, {}).setdefault(older, []).append(language)
    return [
        Outdated(segment=segment, old_digest=digest, old=text, languages=tuple(sorted(languages)))
        for segment in order
        for (digest, text), languages in found.get(segment, {}).items()
    ]


def _by_segment(found: Iterable[Declaration]) -> dict[str, list[Declaration]]:
    told: dict[str, list[Declaration]] = {}
    for each in found:
        told.setdefault(each.segment, []).append(each)
    return told


@cache
def _declarations(*, narrowed: bool) -> Executable:
    older = aliased(Translation)
    name = case((Person.erased_at.is_(None), Person.name)).label("by")
    said = SameMeaning.id, SameMeaning.segment, SameMeaning.old_digest, SameMeaning.new_digest, SameMeaning.reason
    wanted = (
        select(*said, SameMeaning.declared_at.label("at"), name, Translation.language)
        .join(Translation, _rests())
        .join(older, _came_along(older))
        .join(Person, Person.id == SameMeaning.declared_by)
        .where(SameMeaning.module_id == bindparam("module_id"), Translation.origin.in_(("carried", "machine")))
        .order_by(SameMeaning.id.desc(), Translation.language)
    )
    return wanted.where(SameMeaning.segment.in_(bindparam("segments", expanding=True))) if narrowed else wanted


def _rests() -> ColumnElement[bool]:
    return and_(
        Translation.module_id == SameMeaning.module_id,
        Translation.segment == SameMeaning.segment,
        Translation.source_digest == SameMeaning.new_digest,
    )


def _came_along(older: type[Translation]) -> ColumnElement[bool]:
    """Match a translation as it came along: what somebody has written since, or before, does not rest on the word."""
    return and_(
        older.module_id == Translation.module_id,
        older.language == Translation.language,
        older.segment == Translation.segment,
        older.source_digest == SameMeaning.old_digest,
        older.text == Translation.text,
        older.translated_at == Translation.translated_at,
    )


@cache
def _translated() -> Executable:
    source = and_(SourceText.digest == Translation.source_digest, SourceText.language == bindparam("language"))
    columns = Translation.segment, Translation.language, Translation.source_digest, SourceText.text
    chosen = Translation.segment.in_(bindparam("segments", expanding=True))
    return (
        select(*columns)
        .outerjoin(SourceText, source)
        .where(Translation.module_id == bindparam("module_id"), chosen)
        .order_by(Translation.translated_at, Translation.revision)
    )
