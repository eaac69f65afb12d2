"""How do the texts of drafts stand in a language? For pages: what is known is kept, and only what is new is read.

A process remembers for which sources of a module there are texts in a language, up to a revision of the pair (see
`TranslationRevision`). A page asks for that number; where it has risen, it reads the rows that bear a higher one. Never
ask in a transaction that writes: what it remembered would stay when that is rolled back.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Executable, Row, bindparam, select
from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.models import ModuleRow
from training.content.queries import VersionMark
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.db import rows
from training.foundation.languages import LANGUAGES
from training.translation.models import Translation, TranslationRevision
from training.translation.rules.truth import MISSING, STALE, Coverage, counted, state_of

#: Room for all languages of the modules that are worked on; each takes about half a megabyte.
_MOST_REMEMBERED = 64
_MOST_VERSIONS = 32
#: The draft, and the one before while some are still looking at it.
_MOST_STANDINGS = 2
#: Nothing is known: every row has a higher revision.
_NOTHING = -1


#: A module (its id) and a language that it is translated into.
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The texts of a draft in a language: addresses in reading order, sources and states by address, and counts.

    `by_state` lists the addresses of each state that occurs, in reading order.
    """

    addresses: tuple[str, ...]
    sources: Mapping[str, str]
    states: Mapping[str, str]
    by_state: Mapping[str, tuple[str, ...]]
    counts: Coverage


class Drafted(Protocol):
    """A draft: which module, by id and key, and which version."""

    @property
    def module_id(self) -> int:
        """The id of the module."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def mark(self) -> VersionMark:
        """The version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """The texts of a version, each with its digest."""

    addresses: tuple[str, ...]
    sources: Mapping[str, str]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a pair up to a revision: address → digest of the source → state of the text for it.

    `standings`, by the digest of a version, are worked out when a page asks; nothing else here ever changes.
    """

    revision: int
    texts: Mapping[str, Mapping[str, str]]
    standings: dict[str, Standing] = field(default_factory=dict)


_UNKNOWN = _Known(revision=_NOTHING, texts={})
_remembered: OrderedDict[Pair, _Known] = OrderedDict()
_by_digest: dict[str, _Sources] = {}
_remembering = Lock()


def standing(session: Session, module_row: ModuleRow, version: VersionMark, language: str) -> Standing:
    """How the texts of a version stand in a language: one statement where nothing is new, and two where something is.

    Only for pages, in transactions that do not write.
    """
    pair = module_row.id, language
    found = rows(session, _revision(), module_id=pair[0], language=language).first()
    known = _caught_up(session, {pair: (found.revision, found.restarted_at) if found else (0, 0)})[pair]
    return _standing(known, version, content.module_of_version(session, version))


def standings(session: Session, drafts: Iterable[Drafted]) -> dict[tuple[str, str], Standing]:
    """How drafts stand in every language but their own, by key and language: two statements for all that is known.

    Only for pages, in transactions that do not write.
    """
    spoken = [(draft, content.module_of_version(session, draft.mark)) for draft in drafts]
    wanted = [(draft, module, into) for draft, module in spoken for into in LANGUAGES if into != module.source]
    numbers = {(row.module_id, row.language): (row.revision, row.restarted_at) for row in rows(session, _revisions())}
    pairs = {(draft.module_id, into): numbers.get((draft.module_id, into), (0, 0)) for draft, _, into in wanted}
    known = _caught_up(session, pairs)
    return {
        (draft.key, into): _standing(known[draft.module_id, into], draft.mark, module) for draft, module, into in wanted
    }


def forget_standings() -> None:
    """Forget what is known: for tests, whose rolled-back ids come again with other rows."""
    with _remembering:
        _remembered.clear()


def _caught_up(session: Session, numbers: Mapping[Pair, tuple[int, int]]) -> dict[Pair, _Known]:
    """Read what has been written since it was looked at last; `numbers` are the revision and the restart of each."""
    known = _recalled(numbers)
    behind = [pair for pair, (revision, _) in numbers.items() if known[pair].revision < revision]
    if behind:
        fresh = _read(session, known, behind)
        # What was committed while we read may be among the rows: it will be read again, which does no harm.
        renewed = {pair: _renewed(known[pair], fresh.get(pair, ()), revision=numbers[pair][0]) for pair in behind}
        _remember(renewed)
        known |= renewed
    return known


def _recalled(numbers: Mapping[Pair, tuple[int, int]]) -> dict[Pair, _Known]:
    """Return what is remembered; nothing where something was taken away since."""
    with _remembering:
        found = {pair: _remembered.get(pair, _UNKNOWN) for pair in numbers}
        for pair in numbers:
            if pair in _remembered:
                _remembered.move_to_end(pair)
    return {pair: each if each.revision >= numbers[pair][1] else _UNKNOWN for pair, each in found.items()}


def _remember(renewed: Mapping[Pair, _Known]) -> None:
    with _remembering:
        for pair, each in renewed.items():
            _remembered[pair] = each
            _remembered.move_to_end(pair)
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)


def _read(session: Session, known: Mapping[Pair, _Known], pairs: Sequence[Pair]) -> dict[Pair, list[Row[Any]]]:
    """Read the rows of pairs that are new for at least one of them, with one statement."""
    found: dict[Pair, list[Row[Any]]] = {pair: [] for pair in pairs}
    modules, languages = sorted({module_id for module_id, _ in pairs}), sorted({language for _, language in pairs})
    least = min(known[pair].revision for pair in pairs)
    for row in rows(session, _written_since(), modules=modules, languages=languages, revision=least):
        if (row.module_id, row.language) in found:
            found[row.module_id, row.language].append(row)
    return found


def _renewed(known: _Known, fresh: Iterable[Row[Any]], *, revision: int) -> _Known:
    texts: dict[str, Mapping[str, str]] = dict(known.texts)
    for row in fresh:
        state = state_of(reviewed=row.approved_at is not None, machine=row.origin == "machine")
        texts[row.segment] = {**texts.get(row.segment, {}), row.source_digest: state}
    return _Known(revision=revision, texts=texts)


def _standing(known: _Known, version: VersionMark, module: Module) -> Standing:
    found = known.standings.get(version.digest)
    if found is None:
        found = _derived(known, _sources(version.digest, module))
        if len(known.standings) >= _MOST_STANDINGS:
            known.standings.clear()
        known.standings[version.digest] = found
    return found


def _derived(known: _Known, draft: _Sources) -> Standing:
    states = {}
    for address, digest in zip(draft.addresses, draft.digests, strict=True):
        there = known.texts.get(address)
        states[address] = there.get(digest, STALE) if there else MISSING
    by_state: dict[str, list[str]] = {}
    for address, state in states.items():
        by_state.setdefault(state, []).append(address)
    return Standing(
        addresses=draft.addresses,
        sources=draft.sources,
        states=states,
        by_state={state: tuple(addresses) for state, addresses in by_state.items()},
        counts=counted(states.values()),
    )


def _sources(digest: str, module: Module) -> _Sources:
    found = _by_digest.get(digest)
    if found is None:
        sources = dict(segments(module))
        digests = tuple(text_digest(text) for text in sources.values())
        found = _Sources(addresses=tuple(sources), sources=sources, digests=digests)
        with _remembering:
            if len(_by_digest) >= _MOST_VERSIONS:
                _by_digest.pop(next(iter(_by_digest)))
            _by_digest[digest] = found
    return found


@cache
def _revision() -> Executable:
    columns = TranslationRevision.revision, TranslationRevision.restarted_at
    of_module = TranslationRevision.module_id == bindparam("module_id")
    return select(*columns).where(of_module, TranslationRevision.language == bindparam("language"))


@cache
def _revisions() -> Executable:
    pair = TranslationRevision.module_id, TranslationRevision.language
    return select(*pair, TranslationRevision.revision, TranslationRevision.restarted_at)


@cache
def _written_since() -> Executable:
    pair = Translation.module_id, Translation.language
    said = Translation.segment, Translation.source_digest, Translation.origin, Translation.approved_at
    return select(*pair, *said).where(
        Translation.module_id.in_(bindparam("modules", expanding=True)),
        Translation.language.in_(bindparam("languages", expanding=True)),
        Translation.revision > bindparam("revision"),
    )
