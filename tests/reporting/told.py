"""What has been released? Figures of two regions with their offices, two modules and any quarters, that add up."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests import make
from training.foundation.languages import LANGUAGES
from training.reporting.models import Release
from training.reporting.rules.cells import (
    ALL,
    COMPLETED,
    ENROLLED,
    FIRST,
    IN_PROGRESS,
    LATER,
    MEASURED,
    NOT_STARTED,
    PAIRED,
    READ,
    UNPAIRED,
    UNREAD,
    UNTESTED,
    Cell,
    region_of,
)
from training.reporting.rules.quarters import Quarter, read_quarter
from training.reporting.rules.years import Period, Span

QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
REGIONS = {
    key: {"names": {language: f"{name} ({language})" for language in LANGUAGES}, "time_zone": "Europe/Vienna"}
    for key, name in {"linz": "Linz", "padova": "Padova"}.items()
}
ORGANISATIONS = {
    "linz/city": {"name": "City of Linz", "parent": "linz"},
    "linz/culture": {"name": "Art & culture", "parent": "linz/city"},
    "linz/district": {"name": "District office", "parent": "linz"},
    "padova/comune": {"name": "Comune di Padova", "parent": "padova"},
    "padova/provincia": {"name": "Provincia di Padova", "parent": "padova"},
}
#: Where people are counted: own people of an office with others below it stand for themselves.
LEAVES = ("linz/city+", "linz/culture", "linz/district", "padova/comune", "padova/provincia")
MODULES = ("craft", "design")
#: The module in which capacity is measured before and after.
WITH_QUIZ = "craft"
_TITLES = {"craft": "Rooms for makers", "design": "Design in the office", "who": "Who they are", "space": "Their space"}
LESSONS = ("who", "space")

Hidden = Collection[tuple[str, ...]]
_Values = dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Cells and figures of groups of some quarters, the first one first."""

    quarters: Sequence[Quarter]
    cells: Mapping[str, Mapping[Cell, int | None]]
    groups: Mapping[str, Mapping[tuple[str, str, str], tuple[float | None, float | None, float | None]]]


def history(quarters: Sequence[str] = QUARTERS, *, hidden: Hidden = ()) -> History:
    """Count every quarter; cells named by the first of their parts, such as ("2026Q2", "padova"), are hidden."""
    cells: dict[str, Mapping[Cell, int | None]] = {}
    before: _Values = {}
    for number, quarter in enumerate(quarters):
        stock = _stocks(number)
        told = {Cell(quarter, *key): value for key, value in stock.items()}
        if before:
            told |= dict(_flows(read_quarter(quarter), before, stock))
        covered = {cell for cell in told if any(cell[: len(part)] == part for part in hidden)}
        cells[quarter] = {cell: None if cell in covered else value for cell, value in told.items()}
        before = stock
    groups = {quarter: dict(_groups(number)) for number, quarter in enumerate(quarters)}
    return History(quarters=[read_quarter(each) for each in quarters], cells=cells, groups=groups)


def released(session: Session, quarters: Sequence[str] = QUARTERS, *, hidden: Hidden = ()) -> list[Release]:
    """Release a history."""
    told = history(quarters, hidden=hidden)
    found = []
    for quarter in quarters:
        cells = {tuple(cell): value for cell, value in told.cells[quarter].items()}
        found.append(make.release(session, quarter, cells=cells, groups=told.groups[quarter], **told_beside()))
    return found


def told_beside() -> dict[str, Mapping[str, object]]:
    """Return what a release tells beside its figures."""
    titles = {key: _titles(key) for key in MODULES}
    lessons = {module: {lesson: _titles(lesson) for lesson in LESSONS} for module in MODULES}
    return {"regions": REGIONS, "organisations": ORGANISATIONS, "modules": titles, "lessons": lessons}


def _titles(key: str) -> dict[str, dict[str, str]]:
    return {each: {"text": _TITLES[key], "language": "en", "state": "source"} for each in LANGUAGES}


def _stocks(number: int) -> _Values:
    found: Counter[tuple[str, ...]] = Counter()
    for place, leaf in enumerate(LEAVES):
        for other, module in enumerate(MODULES):
            waiting, learning = 5 + (place + 2 * other) % 4 + number, 8 + place + number
            first, later = 6 + 2 * number + place, 5 + other + number
            values = {NOT_STARTED: waiting, IN_PROGRESS: learning, FIRST: first, LATER: later, UNTESTED: 0}
            values |= {COMPLETED: first + later, ENROLLED: waiting + learning + first + later}
            for above in _above(leaf):
                for what in (module, ALL):
                    found.update({(above, what, ALL, measure): value for measure, value in values.items()})
                    if above == ALL or above in REGIONS:
                        found.update(_divided(above, what, module, values))
    return dict(found)


def _divided(place: str, what: str, module: str, values: Mapping[str, int]) -> _Values:
    completed, enrolled, again = values[COMPLETED], values[ENROLLED], values[ENROLLED] // 5
    half = completed // 2
    found: _Values = {
        (place, what, "language:de", COMPLETED): half,
        (place, what, "language:en", COMPLETED): completed - half,
        (place, what, "round:1", ENROLLED): enrolled - again,
        (place, what, "round:2", ENROLLED): again,
        (place, what, "round:1", COMPLETED): completed - half // 2,
        (place, what, "round:2", COMPLETED): half // 2,
    }
    if what == module:
        for lesson, read in {"who": values[IN_PROGRESS] + completed, "space": completed + 2}.items():
            found[place, what, f"lesson:{lesson}", READ] = read
            found[place, what, f"lesson:{lesson}", UNREAD] = enrolled - read
    if module == WITH_QUIZ:
        missing = completed // 4
        found |= {(place, what, ALL, MEASURED): completed, (place, what, ALL, UNPAIRED): missing}
        found[place, what, ALL, PAIRED] = completed - missing
    return found


def _flows(quarter: Quarter, before: _Values, after: _Values) -> Iterator[tuple[Cell, int]]:
    months = Period(span=Span.QUARTER, last=quarter).months
    for place, module, part, measure in after:
        if (part, measure) != (ALL, ENROLLED):
            continue
        gained = {each: after[place, module, ALL, each] - before[place, module, ALL, each] for each in _COUNTED}
        begun = gained[ENROLLED] - gained[NOT_STARTED]
        for flow, value in {"new": gained[ENROLLED], "begun": begun, "finished": gained[COMPLETED]}.items():
            yield Cell(quarter.key, place, module, ALL, flow), value
            if module == ALL and (place == ALL or place in REGIONS):
                third = value // 3
                for month, part_of_it in zip(months, (third, third, value - 2 * third), strict=True):
                    yield Cell(month, place, module, ALL, flow), part_of_it


_COUNTED = (ENROLLED, NOT_STARTED, COMPLETED)


def _groups(number: int) -> Iterator[tuple[tuple[str, str, str], tuple[float | None, float | None, float | None]]]:
    for place in (ALL, *REGIONS):
        for module in (*MODULES, ALL):
            yield (place, module, "median-days"), (20.0 + number, None, None)
        shift = 0.1 * len(place) / 10
        yield (place, WITH_QUIZ, "gain"), (0.4 + shift, 0.3 + shift, 0.5 + shift)
        yield (place, WITH_QUIZ, "effect"), (0.62, 0.31, 0.93)


def _above(leaf: str) -> list[str]:
    found, place = [leaf], leaf
    if leaf.endswith("+"):
        place = leaf.removesuffix("+")
        found.append(place)
    while place in ORGANISATIONS:
        place = ORGANISATIONS[place]["parent"]
        found.append(place)
    assert found[-1] == region_of(leaf)
    return [*found, ALL]
