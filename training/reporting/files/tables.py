"""Which tables does every file hold? A wide one for people, a long one for programs, and what both mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from training.foundation.sheets import Cell
from training.reporting.files.words import Words
from training.reporting.rules import cells
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, LANGUAGE, ROUND, ROUNDS
from training.reporting.rules.datasets import Dataset, Row, controls
from training.reporting.rules.releases import EFFECT, GAIN, GROUP_FIGURES, MEDIAN_DAYS

#: Told by lesson, which only the long table does.
_OF_LESSONS = (cells.READ, cells.UNREAD)
COUNTS = tuple(each for each in cells.TOLD if each not in _OF_LESSONS)
MEASURES = (*cells.TOLD, *GROUP_FIGURES)
_BOUNDED = (GAIN, EFFECT)
#: How a wide table writes what is hidden; what was not counted is empty.
DASH = "\N{EN DASH}"
#: The long table: keys, what they are called, and numbers.
KEYS = ("quarter", "period", "place", "region", "organisation", "module", "part", "measure")
NAMES = ("place_name", "module_title", "part_name", "measure_name")
NUMBERS = ("value", "low", "high")
COLUMNS = (*KEYS, *NAMES, *NUMBERS, "state")
#: What a sheet may not be called, and how long a name may be.
_FORBIDDEN, _LONGEST = str.maketrans(dict.fromkeys("[]:*?/\\'", " ")), 31
#: In characters; none is wider than can be read at a glance.
_NARROWEST, _WIDEST = 9, 46
#: What tells one row from all others.
PRIMARY_KEY = ("period", "place", "module", "part", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A line of headings and lines of cells."""

    name: str
    heads: tuple[str, ...]
    lines: list[tuple[Cell, ...]]


class Fact(NamedTuple):
    """Something about a file as a whole."""

    key: str
    label: str
    value: Cell


class Definition(NamedTuple):
    """What a key means: of a column of the long table or of a measure."""

    kind: str
    key: str
    label: str
    meaning: str


class _Column(NamedTuple):
    """A column of numbers: of which rows of the long table, and which of their three numbers."""

    head: str
    part: str
    measure: str
    number: str = "value"


def wide(told: Dataset, words: Words) -> Table:
    """Write a line for each module at each place and one for all modules, the headings in the reader's language."""
    heading, found = told.heading, {row[1:5]: row for row in told.rows if row.period == told.heading.key}
    pairs = dict.fromkeys((row.place, row.module) for row in told.rows)
    modules = [each for each in (*heading.modules, ALL) if told.selection.module in (ALL, each)]
    counted = {(row.part, row.measure) for row in told.rows} | {(ALL, each) for each in (ENROLLED, *cells.STATES)}
    columns = [each for each in _columns(words) if (each.part, each.measure) in counted]
    lines: list[tuple[Cell, ...]] = [
        (
            heading.key,
            place,
            words.place(heading, place),
            module,
            words.module(heading, module),
            *(_written(found.get((place, module, each.part, each.measure)), each) for each in columns),
        )
        for place in told.places
        for module in modules
        if (place, module) in pairs
    ]
    first = tuple(words.columns[each] for each in ("quarter", "place", "place_name", "module", "module_title"))
    heads = (*first, *(each.head for each in columns))
    return Table(name=words.figures, heads=heads, lines=lines)


def tidy(told: Dataset, words: Words) -> Table:
    """Write a line for each value, the headings keys that are the same in every language."""
    heading = told.heading
    places = {place: words.place(heading, place) for place in told.places}
    titles = {module: words.module(heading, module) for module in (*heading.modules, ALL)}
    lines: list[tuple[Cell, ...]] = []
    for row in told.rows:
        place = (row.place, row.region, row.organisation)
        part = words.part(heading, row.module, row.part) or None
        names = (places[row.place], titles[row.module], part, words.labels[row.measure])
        keys = (heading.key, row.period, *place, row.module, row.part, row.measure)
        lines.append((*keys, *names, row.value, row.low, row.high, row.state))
    return Table(name="data", heads=COLUMNS, lines=lines)


def facts(told: Dataset, words: Words) -> list[Fact]:
    """List of when, of what and by whom a file is, and the sums by which it is checked."""
    heading, selection, sums = told.heading, told.selection, controls(told)
    values: dict[str, Cell] = {
        "quarter": heading.key,
        "as_of": heading.quarter.last_day,
        "time_zone": " ".join(heading.zones(selection.place)),
        "released_at": heading.made_at.isoformat(timespec="seconds"),
        "release_digest": heading.digest,
        "minimum": heading.minimum,
        "place": selection.place,
        "place_name": words.place(heading, selection.place),
        "module": selection.module,
        "module_title": words.module(heading, selection.module),
        "whole": int(told.whole),
        "language": words.language,
    }
    values |= {"rows": sums.rows, "rows_hidden": sums.hidden, "rows_sha256": sums.digest}
    values |= {"sums_checked": sums.checked, "sums_holding": sums.holding}
    totals = [
        Fact(f"sum:{measure}", f"{words.sum_of}: {words.labels[measure]}", total)
        for measure, total in sums.sums.items()
    ]
    return [Fact(key, words.facts[key], value) for key, value in values.items()] + totals


def definitions(words: Words) -> list[Definition]:
    """List what every column and measure means."""
    columns = [Definition("column", key, words.columns[key], words.explained[key]) for key in COLUMNS]
    return columns + [Definition("measure", key, words.labels[key], words.meanings[key]) for key in MEASURES]


def notes(told: Dataset, words: Words) -> dict[str, Any]:
    """Return all that is said about a file as one object."""
    return {
        "facts": {
            fact.key: fact.value if isinstance(fact.value, int) else str(fact.value) for fact in facts(told, words)
        },
        "about": dict(words.about),
        "definitions": [each._asdict() for each in definitions(words)],
    }


def sheet_name(text: str) -> str:
    """Return a name that Excel takes for a sheet."""
    return text.translate(_FORBIDDEN)[:_LONGEST].strip()


def width_of(table: Table, number: int) -> int:
    """Return how wide a column should be, in characters: as its longest cell."""
    longest = max((len(str(line[number])) for line in table.lines if line[number] is not None), default=0)
    words = max(map(len, table.heads[number].split()), default=0)
    return min(max(_NARROWEST, longest + 2, words + 2), _WIDEST)


def _columns(words: Words) -> Iterator[_Column]:
    yield from (_Column(words.labels[each], ALL, each) for each in COUNTS)
    for language, name in words.languages.items():
        yield _Column(f"{words.labels[COMPLETED]}: {name}", f"{LANGUAGE}{language}", COMPLETED)
    for measure in (ENROLLED, COMPLETED):
        for number in ROUNDS:
            yield _Column(f"{words.labels[measure]}: {words.rounds[number]}", f"{ROUND}{number}", measure)
    yield _Column(words.labels[MEDIAN_DAYS], ALL, MEDIAN_DAYS)
    for figure in _BOUNDED:
        yield _Column(words.labels[figure], ALL, figure)
        yield _Column(f"{words.labels[figure]}: {words.low}", ALL, figure, "low")
        yield _Column(f"{words.labels[figure]}: {words.high}", ALL, figure, "high")


def _written(row: Row | None, column: _Column) -> Cell:
    if row is None:
        return None
    if row.value is None:
        return DASH
    number: float | None = getattr(row, column.number)
    return number
