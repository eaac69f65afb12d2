"""What is counted of a quarter that is over, before anything of it is hidden?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.accounts.models import Region
from training.content import queries as content
from training.content.rules.module import Lesson, Module, counted_lessons
from training.content.rules.segments import Shown
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES
from training.foundation.settings import settings
from training.learning.rules.before_and_after import quiz_before_and_after
from training.reporting.queries.facts import first_enrolment, offices
from training.reporting.queries.releases import last_quarter
from training.reporting.queries.standings import (
    MatchedPair,
    counted_until,
    group_facts,
    leaves,
    matched_pairs,
    readers_by_lesson,
)
from training.reporting.rules.besides import Measured
from training.reporting.rules.cells import LANGUAGE, MEASURED, ROUND
from training.reporting.rules.counting import Facts
from training.reporting.rules.figures import Extent
from training.reporting.rules.offices import settled
from training.reporting.rules.quarters import Quarter, quarter_of
from training.reporting.rules.releases import FigureKey, check_turn, due_quarters
from training.reporting.rules.tallies import Repeats

if TYPE_CHECKING:
    from training.reporting.queries.earlier import LastRelease
    from training.reporting.rules.groups import Reckoned

Titles = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quarter as it was counted, with all that decides what of it may be shown; no reader may see it."""

    quarter: Quarter
    facts: Facts
    extent: Extent
    regions: Mapping[str, Any]
    modules: Mapping[str, Titles]
    lessons: Mapping[str, Mapping[str, Titles]]
    minimum: int
    last: "LastRelease | None"
    reckoned: Mapping[FigureKey, "Reckoned"]
    told_last: Mapping[FigureKey, "Reckoned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What modules and lessons are called, by key and language, and which modules measure before and after."""

    modules: dict[str, Titles]
    lessons: dict[str, dict[str, Titles]]
    measured: tuple[str, ...]


def due(session: Session, *, now: datetime) -> list[Quarter]:
    """List the quarters that are over and not released, in their order; the first is that of the first enrolment."""
    begins = _beginning(session)
    zones = [region.time_zone for region in accounts.regions(session)]
    return due_quarters(begins, zones=zones, now=now) if begins else []


def draft(session: Session, quarter: Quarter, *, now: datetime) -> Draft:
    """Count a quarter that is over; only reads.

    Raises Refused: "release-out-of-turn" unless it is the next one, "release-uncounted" where the projection has not
    come to its end, as may be on a standby, and "release-unproved" after a release of an older program.
    """
    # Pages share this process, and loading SciPy takes half a second and tens of megabytes.
    from training.reporting.queries.earlier import figures_told, last_release  # noqa: PLC0415

    check_turn(quarter, due(session, now=now))
    regions, minimum = accounts.regions(session), settings(session).smallest_group
    ends = {region.id: quarter.end(region.time_zone) for region in regions}
    _require_counted(session, quarter, max(ends.values()))
    begins = {region.id: quarter.starts(region.time_zone) for region in regions}
    # In one order, whatever the database gives: the solver chooses by it.
    found = sorted(leaves(session, ends, begins, minimum=minimum), key=repr)
    last, words, pairs = last_release(session), _words(session), list(matched_pairs(session, ends))
    facts = Facts(leaves=found, readers=readers_by_lesson(session, ends), measured=_measured(pairs))
    return Draft(
        quarter=quarter,
        facts=facts,
        extent=_extent(session, regions, facts, words, last),
        regions={region.key: {"names": region.names, "time_zone": region.time_zone} for region in regions},
        modules=words.modules,
        lessons=_lessons_told(words, last),
        minimum=minimum,
        last=last,
        reckoned=_reckoned(session, ends, pairs, Repeats.of(found)),
        told_last=figures_told(session),
    )


def _require_counted(session: Session, quarter: Quarter, end: datetime) -> None:
    until = counted_until(session)
    if until is None or until < end:
        raise Refused("release-uncounted", quarter=quarter.key)


def _beginning(session: Session) -> Quarter | None:
    last = last_quarter(session)
    if last:
        return last.following
    first = first_enrolment(session)
    return quarter_of(*first) if first else None


def _extent(
    session: Session, regions: Sequence[Region], facts: Facts, words: _Words, last: "LastRelease | None"
) -> Extent:
    before = last.counted if last else None
    keys = list(before.values) if before else []
    places = settled(
        before.organisations if before else {},
        offices(session),
        {(one.region, one.organisation) for one in facts.leaves},
    )
    measured = {key[2] for key in keys if key[4] == MEASURED} | set(words.measured)
    return Extent(
        regions=tuple(region.key for region in regions),
        modules=tuple(words.modules),
        organisations=places,
        languages=_parts(LANGUAGE, keys),
        rounds=_parts(ROUND, keys),
        lessons={module: tuple(lessons) for module, lessons in _lessons_told(words, last).items()},
        measured=tuple(module for module in words.modules if module in measured),
    )


def _parts(kind: str, keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key[3].removeprefix(kind) for key in keys if key[3].startswith(kind)}))


def _measured(pairs: Iterable[MatchedPair]) -> dict[tuple[str, str], Measured]:
    counts: dict[tuple[str, str], list[int]] = {}
    for one in pairs:
        count = counts.setdefault((one.region, one.module), [0, 0])
        count[0] += 1
        count[1] += one.after is not None
    return {place: Measured(before=before, paired=paired) for place, (before, paired) in counts.items()}


def _reckoned(
    session: Session, ends: Mapping[int, datetime], pairs: Iterable[MatchedPair], repeats: Repeats
) -> "dict[FigureKey, Reckoned]":
    from training.reporting.rules.groups import Took, reckon  # noqa: PLC0415 (it loads SciPy)

    took = [
        Took(place=one.region, module=one.module, days=one.median_days, people=one.persons)
        for one in group_facts(session, ends)
    ]
    matched = [(one.region, one.module, one.before, one.after) for one in pairs if one.after is not None]
    return reckon(took, matched, repeats)


def _words(session: Session) -> _Words:
    """Return what everything is called; of a module that was never published, nothing."""
    published = content.current_publications(session)
    found = _Words(modules={}, lessons={}, measured=())
    measured = []
    for row in content.modules(session):
        found.modules[row.key] = {}
        if row.key not in published:
            continue
        each = content.published(session, published[row.key])
        if quiz_before_and_after(each.module):
            measured.append(row.key)
        for language in LANGUAGES:
            module = content.localised(each, language)
            found.modules[row.key][language] = _title(module)
            for lesson in counted_lessons(module):
                found.lessons.setdefault(row.key, {}).setdefault(lesson.key, {})[language] = _title(lesson)
    return _Words(modules=found.modules, lessons=found.lessons, measured=tuple(measured))


def _lessons_told(words: _Words, last: "LastRelease | None") -> dict[str, dict[str, Titles]]:
    """Keep the lessons that were told before and are there no more, behind those that are."""
    before: Any = last.lessons if last else {}
    return {module: {**words.lessons.get(module, {}), **_gone(words, before, module)} for module in words.modules}


def _gone(words: _Words, before: Mapping[str, Mapping[str, Titles]], module: str) -> dict[str, Titles]:
    there = words.lessons.get(module, {})
    return {lesson: titles for lesson, titles in before.get(module, {}).items() if lesson not in there}


def _title(one: Module | Lesson) -> dict[str, str]:
    shown = cast("Shown", one.title)
    return {"text": str(shown), "language": shown.language, "state": shown.state}
