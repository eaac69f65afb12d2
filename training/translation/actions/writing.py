"""How does a translation come from a person's hand? Good ones are kept, the others come back with why; none is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from training.content.rules.fault import Place
from training.content.rules.segments import text_digest
from training.content.rules.texts import clean
from training.foundation.audit import Event, record
from training.translation.actions.opening import Alone, alone, term_address
from training.translation.actions.overruling import keep_overruled
from training.translation.actions.revising import keep_sources, next_revision, set_aside
from training.translation.actions.tasks import close_for
from training.translation.models import Translation
from training.translation.queries.segments import earlier_sources
from training.translation.rules.checks import Check, Finding, findings_of, is_reason
from training.translation.rules.glossary import AgreedTerm, terms_of
from training.translation.rules.truth import is_markdown_at

#: As long as a text of a module may be.
LONGEST = 20_000
_TOO_LONG = Finding(
    check=Check.LENGTH,
    fault=Place(file="").fault("The translation has more than %(most)s characters", "Shorten it", most=LONGEST),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A translation as somebody typed it; `overruled` are the reasons why checks (their codes) are wrong about it.

    `source_digest` is of the source that the form showed, `basis` of the translation that it showed for that source:
    empty where there was none.
    """

    address: str
    source_digest: str
    text: str
    basis: str
    overruled: Mapping[str, str] = field(default_factory=dict, hash=False)


class Outcome(StrEnum):
    """What became of a text.

    SAME: it stood there already. CLASH: another stands there than the form showed. REFUSED: a check says no, or the
    person may not. SOURCE_CHANGED: it was kept for the source that the form showed, which is an older one by now; or,
    where that never stood there, not at all.
    """

    KEPT = "kept"
    SAME = "same"
    CLASH = "clash"
    REFUSED = "refused"
    SOURCE_CHANGED = "source-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of the text at an address; `theirs` is what stands there where that is another.

    `findings` hinder it, or need a reason why they are wrong; without any, `code` says why it was refused.
    """

    address: str
    outcome: Outcome
    theirs: str | None = None
    findings: tuple[Finding, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """What all texts of one form share; `older` are the sources by address that it showed and that have changed."""

    alone: Alone
    older: Mapping[str, str]
    terms: tuple[AgreedTerm, ...]
    person_id: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A text that is good, for this source."""

    wording: Wording
    source: str
    text: str
    warnings: tuple[Finding, ...]


def write(
    session: Session, module_key: str, language: str, wordings: Sequence[Wording], *, person_id: int, now: datetime
) -> tuple[Result, ...]:
    """Keep what somebody has typed, and say of each text in turn what became of it; nothing else can be changed.

    Raises NotFound where there is no such module, or it is not translated into this language, and
    Refused("segment-unknown") where it has no such text.
    """
    found = alone(session, module_key, language, {wording.address for wording in wordings}, with_glossary=True)
    writing = _Writing(
        alone=found,
        older=_older(session, found, wordings),
        terms=_terms(found),
        person_id=person_id,
        now=now,
    )
    decided = [_decided(writing, wording) for wording in wordings]
    kept = [each for each, _ in decided if each is not None]
    if kept:
        _keep(session, writing, kept)
    return tuple(result for _, result in decided)


def _older(session: Session, found: Alone, wordings: Sequence[Wording]) -> dict[str, str]:
    """Find the sources that a form showed and that have been changed since."""
    wanted = {
        each.address: each.source_digest
        for each in wordings
        if each.source_digest != text_digest(found.sources[each.address])
    }
    return earlier_sources(session, found.row.id, wanted) if wanted else {}


def _terms(found: Alone) -> tuple[AgreedTerm, ...]:
    there = {address: found.current(address) for address in (term_address(term.key) for term in found.module.glossary)}
    return terms_of(found.module, {address: row.text for address, row in there.items() if row})


def _decided(writing: _Writing, wording: Wording) -> tuple[_Kept | None, Result]:
    address, digest = wording.address, wording.source_digest
    current = writing.alone.sources[address]
    source = current if digest == text_digest(current) else writing.older.get(address)
    if source is None:
        return None, Result(address=address, outcome=Outcome.SOURCE_CHANGED)
    text, row = clean(wording.text), writing.alone.rows.get((address, digest))
    if row is not None and row.text == text:
        return None, Result(address=address, outcome=Outcome.SAME)
    if row is not None and text_digest(row.text) != wording.basis:
        return None, Result(address=address, outcome=Outcome.CLASH, theirs=row.text)
    if len(text) > LONGEST:
        return None, Result(address=address, outcome=Outcome.REFUSED, findings=(_TOO_LONG,))
    findings = _findings(writing, address, source, text)
    hinder = tuple(each for each in findings if each.blocks or not is_reason(wording.overruled.get(each.check, "")))
    if hinder:
        return None, Result(address=address, outcome=Outcome.REFUSED, findings=hinder)
    outcome = Outcome.KEPT if source == current else Outcome.SOURCE_CHANGED
    return _Kept(wording=wording, source=source, text=text, warnings=findings), Result(address=address, outcome=outcome)


def _findings(writing: _Writing, address: str, source: str, text: str) -> tuple[Finding, ...]:
    module = writing.alone.module
    return findings_of(
        source,
        text,
        language=writing.alone.language,
        source_language=module.source,
        # A term need not be called as it is called now.
        terms=() if address.endswith("/term") else writing.terms,
        markdown=is_markdown_at(module, address),
    )


def _keep(session: Session, writing: _Writing, kept: Sequence[_Kept]) -> None:
    found, person_id, now = writing.alone, writing.person_id, writing.now
    revision = next_revision(session, found.row.id, found.language)
    for each in kept:
        _put(session, writing, each, revision=revision)
    session.flush()
    keep_sources(session, found.module.source, [each.source for each in kept])
    addresses = sorted({each.wording.address for each in kept})
    mended = {each.wording.address for each in kept if each.source == found.sources[each.wording.address]}
    module_id, language = found.row.id, found.language
    close_for(session, module_id=module_id, language=language, segments=mended, person_id=person_id, now=now)
    facts = {"language": found.language, "segments": addresses}
    record(session, Event.TRANSLATION_SAVED, f"module {found.row.key}", at=now, actor_id=person_id, **facts)


def _put(session: Session, writing: _Writing, kept: _Kept, *, revision: int) -> None:
    found, wording = writing.alone, kept.wording
    place = wording.address, wording.source_digest
    row = found.rows.get(place)
    if row is None:
        pair = {"module_id": found.row.id, "language": found.language}
        row = Translation(**pair, segment=wording.address, source_digest=wording.source_digest)
        session.add(row)
        found.rows[place] = row
    else:
        set_aside(session, row, person_id=writing.person_id, now=writing.now)
    row.text, row.origin, row.revision = kept.text, "human", revision
    row.translated_by, row.translated_at = writing.person_id, writing.now
    row.approved_by = row.approved_at = None
    reasons = {each.check.value: clean(wording.overruled[each.check]) for each in kept.warnings}
    module_id, language, person_id, now = found.row.id, found.language, writing.person_id, writing.now
    keep_overruled(session, module_id, language, *place, kept.text, reasons, person_id=person_id, now=now)
