"""What of a release is in a file, and by which sums does its reader see that nothing was lost on the way?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from training.foundation.sheets import LOCALES, written_number
from training.reporting.rules.cells import (
    ALL,
    COMPLETED,
    ENROLLED,
    LANGUAGE,
    MEASURED,
    PAIRED,
    STATES,
    TOLD,
    TRIES,
    UNPAIRED,
    Cell,
    organisation_of,
    place_of,
    region_of,
)
from training.reporting.rules.releases import GROUP_FIGURES, FigureKey, Figures, Heading
from training.reporting.rules.selections import Selection

SHOWN, HIDDEN = "shown", "hidden"
#: What a measure is divided into, in every file that tells all of its parts.
_WHOLES = {ENROLLED: STATES, COMPLETED: TRIES, MEASURED: (PAIRED, UNPAIRED)}


class Row(NamedTuple):
    """A count or a figure of a group, as a long table tells it: one value a row; without a value it is hidden."""

    period: str
    place: str
    module: str
    part: str
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def region(self) -> str:
        """Return the key of the region, or "*"."""
        return region_of(self.place)

    @property
    def organisation(self) -> str | None:
        """Return the key of the organisation; None for a region and for all."""
        return organisation_of(self.place)

    @property
    def state(self) -> str:
        """Tell whether the value is there to read."""
        return HIDDEN if self.value is None else SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All that a file tells of a release: `rows` of these `places`; `whole` is all that its reader may see."""

    heading: Heading
    selection: Selection
    whole: bool
    places: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """By what a reader checks a file: how many rows, the sum of what is shown by measure, whether sums hold.

    `checked` counts the sums (enrolled = not started + in progress + completed, and the like) all of whose terms are
    shown, `holding` those of them that hold. `digest` is the SHA-256 of the rows as `canonical` writes them.
    """

    rows: int
    hidden: int
    sums: Mapping[str, int]
    checked: int
    holding: int
    digest: str


def places_told(heading: Heading, within: list[str], *, place: str, whole: bool) -> tuple[str, ...]:
    """List the places of a file: all `within` reach, or one with its parts; own people follow their organisation."""
    parts = set(heading.parts(place))
    chosen = within if whole else [each for each in within if each == place or each in parts]
    found: dict[str, None] = {}
    for each in chosen:
        found[each] = None
        organisation = organisation_of(each)
        if organisation and heading.parts(each):
            found[place_of(region_of(each), organisation, directly=True)] = None
    return tuple(found)


def dataset(heading: Heading, figures: Figures, *, selection: Selection, places: Iterable[str], whole: bool) -> Dataset:
    """Put what is told of places into rows: counts in their order, then figures of groups."""
    places, wanted = tuple(places), selection.module
    counts = [
        Row(*cell, value)
        for cell, value in figures.cells.items()
        if wanted in (ALL, cell.module) and cell.measure in TOLD
    ]
    groups = [
        Row(heading.key, place, module, ALL, figure, told.value, told.low, told.high)
        for (place, module, figure), told in sorted(figures.groups.items(), key=_order(heading, places))
        if wanted in (ALL, module)
    ]
    return Dataset(heading=heading, selection=selection, whole=whole, places=places, rows=(*counts, *groups))


def canonical(row: Row) -> str:
    """Write a row without any language: its columns from period to high with a tab between, numbers with a point."""
    numbers = ("" if each is None else written_number(each, LOCALES["en"]) for each in (row.value, row.low, row.high))
    return "\t".join((*row[:5], *numbers))


def controls(told: Dataset) -> Controls:
    """Reckon by what a reader checks a file."""
    sums: Counter[str] = Counter()
    for row in told.rows:
        if row.measure not in GROUP_FIGURES:
            sums[row.measure] += int(row.value or 0)
    holding = list(_sums_holding(told.rows))
    lines = "".join(f"{line}\n" for line in sorted(canonical(row) for row in told.rows))
    return Controls(
        rows=len(told.rows),
        hidden=sum(row.value is None for row in told.rows),
        sums=dict(sums),
        checked=len(holding),
        holding=sum(holding),
        digest=sha256(lines.encode()).hexdigest(),
    )


def _order(heading: Heading, places: tuple[str, ...]) -> Callable[[tuple[FigureKey, object]], tuple[int, int, int]]:
    place_at = {place: number for number, place in enumerate(places)}
    module_at = {module: number for number, module in enumerate((*heading.modules, ALL))}

    def at(entry: tuple[FigureKey, object]) -> tuple[int, int, int]:
        place, module, figure = entry[0]
        return place_at[place], module_at[module], GROUP_FIGURES.index(figure)

    return at


def _sums_holding(rows: Iterable[Row]) -> Iterator[bool]:
    """Tell of each sum all of whose terms are shown whether it holds."""
    values = {Cell(*row[:5]): row.value for row in rows}
    spoken: dict[Cell, list[float | None]] = {}
    for cell, value in values.items():
        if cell.part.startswith(LANGUAGE):
            spoken.setdefault(cell._replace(part=ALL), []).append(value)
    for cell, value in values.items():
        if value is None or cell.part != ALL:
            continue
        terms = [values.get(cell._replace(measure=each)) for each in _WHOLES.get(cell.measure, ())]
        for found in (terms, spoken.get(cell, [])):
            shown = [each for each in found if each is not None]
            if found and len(shown) == len(found):
                yield value == sum(shown)
