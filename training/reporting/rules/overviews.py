"""What does a page of figures say of a place and a module? Every line of it is made and checked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.reporting.rules.cells import (
    ALL,
    COMPLETED,
    ENROLLED,
    FIRST,
    FLOWS,
    LANGUAGE,
    LESSON,
    READ,
    ROUND,
    TOLD,
    organisation_of,
    own_people,
)
from training.reporting.rules.lines import (
    STOCKS,
    Hidden,
    Line,
    Step,
    check_lessons,
    check_parts,
    checked,
    hidden_of,
    steps,
)
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.releases import Figures, GroupFigure, Heading
from training.reporting.rules.selections import Selection
from training.reporting.rules.years import STARTED, Period, Span, Told, flows, periods, stocks

#: Figures of groups of every release: the quarter, then place, module and name.
Groups = Mapping[tuple[str, tuple[str, str, str]], GroupFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a page is made of: `figures` of its place, what all releases told of it, and of what it is compared with.

    `quarters` were released, the first one first, up to the one that is asked for; `places` are within reach.
    """

    heading: Heading
    selection: Selection
    period: Period
    quarters: Sequence[Quarter]
    places: Sequence[str]
    figures: Figures
    history: Told
    others: Told
    groups: Groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One of several that are compared: its line, and how it went from period to period."""

    line: Line
    trend: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarser:
    """A view that hides less."""

    selection: Selection
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that a page says; what was not counted is empty.

    `groups` are the figures of the place's groups now and `before` the period, `beside` those of all that are compared.
    """

    total: Line
    groups: Mapping[str, GroupFigure]
    before: Mapping[str, GroupFigure]
    beside: Mapping[str, Mapping[str, GroupFigure]]
    trend: Sequence[Line]
    months: Sequence[Line]
    modules: Sequence[Line]
    parts: Sequence[Share]
    peers: Sequence[Share]
    languages: Sequence[Line]
    rounds: Sequence[Line]
    way: Sequence[Step]
    hidden: Hidden
    coarser: Sequence[Coarser]


def compared_places(heading: Heading, selection: Selection, places: Sequence[str]) -> list[str]:
    """List the places that a page tells of beside its own: its parts, and for a region the other regions in reach."""
    return [*_parts(heading, selection.place, places), *_peers(heading, selection.place, places)]


def overview(material: Material) -> Overview:
    """Make all lines of a page; ValueError where one does not add up."""
    place, module = material.selection.place, material.selection.module
    total = _line(material, material.history, place, module, key=place)
    modules = _modules(material, total) if module == ALL else []
    parts, peers = _shares(material, total), _peers(material.heading, place, material.places)
    languages, rounds, lessons = _divisions(material, total)
    hidden = hidden_of([total, *modules, *(part.line for part in parts), *languages, *rounds, *lessons])
    beside = peers if len(peers) > 1 else [place, *(part.line.key for part in parts)]
    return Overview(
        total=total,
        groups=_groups(material, place, material.period.last),
        before=_groups(material, place, material.period.before),
        beside={each: _groups(material, each, material.period.last) for each in beside},
        trend=_trend(material, material.history, place),
        months=_months(material),
        modules=modules,
        parts=parts,
        peers=[_share(material, each) for each in peers] if len(peers) > 1 else [],
        languages=languages,
        rounds=rounds,
        way=_way(total, lessons) if module != ALL else [],
        hidden=hidden,
        coarser=_coarser(material) if hidden.is_much else [],
    )


def _parts(heading: Heading, place: str, places: Sequence[str]) -> list[str]:
    """List what a place consists of, its own people last; nothing where some of it is out of reach."""
    parts = heading.parts(place)
    if not parts or not set(parts) <= set(places):
        return []
    return [*parts, own_people(place)] if organisation_of(place) else parts


def _peers(heading: Heading, place: str, places: Sequence[str]) -> list[str]:
    return [each for each in heading.regions if each in places] if place in heading.regions else []


def _line(material: Material, told: Told, place: str, module: str, *, key: str) -> Line:
    period, first = material.period, material.quarters[0]
    values = stocks(told, period=period.last.key, place=place, module=module, measures=STOCKS)
    return checked(Line(key=key, values=values | flows(told, period, place=place, module=module, first=first)))


def _modules(material: Material, total: Line) -> list[Line]:
    place = material.selection.place
    found = [_line(material, material.history, place, each, key=each) for each in material.figures.modules(place)]
    check_parts(total, found, (*STOCKS, *FLOWS))
    return found


def _shares(material: Material, total: Line) -> list[Share]:
    """Make a line for each part of the place that is told by itself."""
    place = material.selection.place
    found = [_share(material, each) for each in _parts(material.heading, place, material.places)]
    found = [share for share in found if share.line.values]
    # Own people without a line of their own are nobody; any other part may be told within the whole only.
    if {share.line.key for share in found} >= set(material.heading.parts(place)):
        check_parts(total, [share.line for share in found], (*STOCKS, *FLOWS))
    return found


def _divisions(material: Material, total: Line) -> tuple[list[Line], list[Line], list[Line]]:
    languages, rounds, lessons = (_divided(material, kind) for kind in (LANGUAGE, ROUND, LESSON))
    check_parts(total, languages, [COMPLETED])
    check_parts(total, rounds, [ENROLLED, COMPLETED])
    check_lessons(total, lessons)
    return languages, rounds, lessons


def _share(material: Material, place: str) -> Share:
    line = _line(material, material.others, place, material.selection.module, key=place)
    return Share(line=line, trend=_trend(material, material.others, place))


def _trend(material: Material, told: Told, place: str) -> list[Line]:
    module, first = material.selection.module, material.quarters[0]
    found = []
    for period in periods(material.period.span, material.quarters):
        values = stocks(told, period=period.last.key, place=place, module=module, measures=STOCKS)
        values |= flows(told, period, place=place, module=module, first=first)
        found.append(Line(key=period.key, values=values))
    return found


def _months(material: Material) -> list[Line]:
    place, module = material.selection.place, material.selection.module
    told = {
        month: stocks(material.history, period=month, place=place, module=module, measures=FLOWS)
        for month in material.period.months
    }
    return [Line(key=month, values=values) for month, values in told.items() if values]


def _divided(material: Material, kind: str) -> list[Line]:
    """Make a line for each part of a kind that the place and module are told by."""
    figures, (place, module) = material.figures, (material.selection.place, material.selection.module)
    found: dict[str, dict[str, int | None]] = {}
    for cell, value in figures.cells.items():
        if cell.part.startswith(kind) and (cell.place, cell.module) == (place, module) and cell.measure in TOLD:
            found.setdefault(cell.part, {})[cell.measure] = value
    return [Line(key=part, values=found[part]) for part in figures.parts(place, kind) if part in found]


def _way(total: Line, lessons: Sequence[Line]) -> list[Step]:
    read = [(line.key, line.values.get(READ)) for line in lessons]
    ends = [(each, total.values[each]) for each in (COMPLETED, FIRST) if each in total.values]
    begun = [(ENROLLED, total.values.get(ENROLLED)), (STARTED, total.started)]
    return steps(total, [*begun, *read, *ends])


def _groups(material: Material, place: str, quarter: Quarter) -> dict[str, GroupFigure]:
    module = material.selection.module
    return {
        figure: told
        for (when, (where, what, figure)), told in material.groups.items()
        if (when, where, what) == (quarter.key, place, module)
    }


def _coarser(material: Material) -> list[Coarser]:
    """Propose what hides less: all modules, the place around this one, the year."""
    place, module = material.selection.place, material.selection.module
    around = [ALL, *material.heading.wholes(place)] if place != ALL else []
    wider = [each for each in around if each in material.places]
    found = [Coarser(selection=Selection(place=place), span=material.period.span)] if module != ALL else []
    if wider:
        selection = Selection(place=wider[-1], module=module)
        found.append(Coarser(selection=selection, span=material.period.span))
    if material.period.span is Span.QUARTER:
        found.append(Coarser(selection=material.selection, span=Span.YEAR))
    return found
