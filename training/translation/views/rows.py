"""What does the desk show of one text: where it stands, its source and translation, and what may help or hinder?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.foundation.extensions import db
from training.foundation.gate import can
from training.foundation.permissions import Permission, Place
from training.translation.forms import Typed
from training.translation.queries.memory import Remembered, remembered
from training.translation.queries.notes import note_counts
from training.translation.queries.segments import Written, current_texts, written
from training.translation.queries.standing import Standing
from training.translation.queries.tasks import Task
from training.translation.rules.glossary import AgreedTerm, terms_of
from training.translation.rules.truth import MACHINE, MISSING, STALE, UNREVIEWED
from training.translation.views.blueprint import OpenedPair, translator
from training.translation.views.constant import compared, digest_of, in_place, picture_of, place_of, terms_here
from training.translation.views.row import Drafting, Row, Said, lines_of

#: States in which a suggestion is of use.
_OPEN = {MISSING, STALE}
#: States that a reviewer may end.
_WAITS = {UNREVIEWED, MACHINE}
#: Modules and languages of which the words of the glossary are remembered, with the standing that they belong to.
_MOST_AGREED = 64
_agreed: dict[tuple[str, int, str], tuple[Standing, tuple[AgreedTerm, ...]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the database knows of the texts of a page: `current` also of further ones, `older` of those out of date."""

    current: Mapping[str, Written]
    older: Mapping[str, Written]
    remembered: Mapping[str, Sequence[Remembered]]
    notes: Mapping[str, int]
    terms: tuple[AgreedTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is the same for all texts of a page: the reader's language and rights, and what there is to look at."""

    language: str
    tasks: Mapping[str, Sequence[Task]]
    may_approve: bool


def loaded(
    opened: OpenedPair, standing: Standing, addresses: Sequence[str], *, further: Collection[str] = (), all_helped: bool
) -> Loaded:
    """Ask the database about all texts of a page at once; `all_helped`: suggestions for those up to date as well."""
    states = standing.states
    helped = [standing.sources[each] for each in addresses if all_helped or states[each] in _OPEN]
    between: dict[str, Any] = {"source_language": opened.module.source, "language": opened.into}
    return Loaded(
        current=_current(opened, standing, (*addresses, *further)),
        older=_older(opened, [each for each in addresses if states[each] == STALE]),
        remembered=remembered(db.session, helped, **between) if helped else {},
        notes=note_counts(db.session, opened.row.id, opened.into, addresses),
        terms=_terms(opened, standing),
    )


def rows_of(
    opened: OpenedPair,
    standing: Standing,
    addresses: Sequence[str],
    known: Loaded,
    *,
    language: str,
    tasks: Mapping[str, Sequence[Task]],
    drafting: Drafting,
) -> list[Row]:
    """Put together what a page shows of its texts."""
    told = _Told(language=language, tasks=tasks, may_approve=can_approve(opened))
    return [_row(opened, standing, each, known, drafting=drafting, told=told) for each in addresses]


def can_approve(opened: OpenedPair) -> bool:
    """Tell whether who is here may approve translations of this module into this language."""
    place = Place(region=opened.region, module=opened.module.key, language=opened.into)
    return can(Permission.APPROVE_TRANSLATION, place=place)


def anchor_of(address: str) -> str:
    """Name the place of a text on the page of the desk."""
    return f"at.{address.replace('/', '.')}"


def _row(
    opened: OpenedPair, standing: Standing, address: str, known: Loaded, *, drafting: Drafting, told: _Told
) -> Row:
    source, state = standing.sources[address], standing.states[address]
    current, older = known.current.get(address), known.older.get(address) if state == STALE else None
    is_own = current is not None and current.by_id == translator().id
    return Row(
        address=address,
        anchor=anchor_of(address),
        whereabouts=place_of(opened, address),
        source=source,
        source_digest=digest_of(source),
        state=state,
        current=current,
        older=older,
        source_runs=compared(older.source, source) if older and older.source else (),
        notes=known.notes.get(address, 0),
        tasks=told.tasks.get(address, ()),
        may_approve=told.may_approve and state in _WAITS and not is_own,
        is_own=is_own,
        in_place=in_place(opened, address, told.language),
        picture=picture_of(opened, address),
        **_field(source, current, older, drafting.typed.get(address), drafting.said.get(address)),
        **_helps(opened, address, source, known),
    )


def _field(
    source: str, current: Written | None, older: Written | None, typed: Typed | None, said: Said | None
) -> dict[str, Any]:
    """Say what the field of a text holds, and what came of what was sent of it."""
    stands = current or older
    stood = stands.text if stands else ""
    used = typed.text if typed else stood
    clashes = said is not None and said.outcome == "clash" and said.theirs is not None
    return {
        "text": used,
        "basis": _basis(current, typed, said),
        "offered": typed.offered if typed else digest_of(stood) if stood else "",
        "lines": lines_of(source, used),
        "said": said,
        "clash": compared(said.theirs, used) if said and said.theirs is not None and clashes else (),
        "reasons": typed.reasons if typed else {},
    }


def _helps(opened: OpenedPair, address: str, source: str, known: Loaded) -> dict[str, Any]:
    """Offer what was translated before, elsewhere than in this place, and the words that were agreed."""
    here = opened.module.key, address
    return {
        "suggestions": [each for each in known.remembered.get(source, ()) if (each.module, each.segment) != here],
        "terms": terms_here(source, known.terms),
    }


def _basis(current: Written | None, typed: Typed | None, said: Said | None) -> str:
    """Identify what the form has shown: where both texts are shown now, that is the one that stands."""
    if typed is None or (said and said.outcome in ("clash", "source-changed")):
        return digest_of(current.text) if current else ""
    return typed.basis


def _current(opened: OpenedPair, standing: Standing, addresses: Collection[str]) -> dict[str, Written]:
    """Read what is written for sources as they are; nothing is where the standing says that nothing is."""
    digests = {
        each: digest_of(standing.sources[each])
        for each in addresses
        if each in standing.sources and standing.states[each] not in _OPEN
    }
    return current_texts(db.session, opened.row.id, opened.into, digests)


def _older(opened: OpenedPair, stale: Sequence[str]) -> dict[str, Written]:
    """Read what was written last for an older source; the last one of each is the newest."""
    found = written(db.session, opened.row.id, opened.into, stale) if stale else {}
    return {address: texts[-1] for address, texts in found.items()}


def _terms(opened: OpenedPair, standing: Standing) -> tuple[AgreedTerm, ...]:
    """Return what was agreed for the glossary; it is the same until something is written to the pair."""
    key = opened.mark.digest, opened.row.id, opened.into
    known = _agreed.get(key)
    if known is None or known[0] is not standing:
        current = _current(opened, standing, [f"module/{term.key}/term" for term in opened.module.glossary])
        known = standing, terms_of(opened.module, {address: text.text for address, text in current.items()})
        if len(_agreed) >= _MOST_AGREED:
            _agreed.clear()
        _agreed[key] = known
    return known[1]


def offers_of(row: Row, further: Sequence[str] = ()) -> Iterator[str]:
    """List the texts that may be put into the field of a text."""
    yield from (each.text for each in row.suggestions)
    yield from (each.text for each in (row.older, row.current) if each)
    yield from further
