"""What is told beside states? How far people read, and of how many it was measured what they could do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.reporting.rules.cells import (
    ALL,
    ENROLLED,
    LESSON,
    MEASURED,
    NOT_STARTED,
    PAIRED,
    READ,
    SKIPPED,
    UNMEASURED,
    UNPAIRED,
    UNREAD,
)
from training.reporting.rules.details import Told
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.tables import Key, Relation, Table
from training.reporting.rules.figures import Extent, Leaf
from training.reporting.rules.flows import Earlier
from training.reporting.rules.tallies import Repeats, Tallied


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of so many enrolments it was measured what people could do before, and of so many of these also after."""

    before: int
    paired: int


def with_lessons(
    quarter: str,
    found: Tallied,
    readers: Mapping[tuple[str, str, str], int],
    extent: Extent,
    told: Told,
    *,
    before: Earlier | None,
) -> None:
    """Add who has read each lesson and who has not, by region or for all.

    Who has not read one may not have begun at all: what is left is told too, since it follows. `readers` are by region,
    module and lesson. What was counted once stays counted.
    """
    places = flat(ALL, extent.regions) if told.lessons else Dimension(root=ALL)
    tables = []
    for module, lesson in [(module, lesson) for module, lessons in extent.lessons.items() for lesson in lessons]:
        part = f"{LESSON}{lesson}"
        cell = (module, part, READ)
        counts: dict[Key, int] = {(quarter, place, *cell): 0 for place in places.wholes()}
        for region in extent.regions:
            place = region if told.lessons else ALL
            counts[quarter, place, *cell] += readers.get((region, module, lesson), 0)
        counts = {key: max(number, _once(before, key)) for key, number in counts.items()}
        dimensions = (Dimension(root=module), Dimension(root=part), Dimension(root=READ))
        read = crossed(counts, [Dimension(root=quarter), places, *dimensions])
        tables += [read, _unread(quarter, found.table, read)]
    found.join(*tables)


def with_measured(
    quarter: str,
    found: Tallied,
    measured: Mapping[tuple[str, str], Measured],
    extent: Extent,
    *,
    before: Earlier | None,
) -> None:
    """Add of how many it was measured what they could do, by region and module; what was counted once stays counted."""
    if not extent.measured:
        return
    counts: dict[Key, int] = {}
    for region, module in [(region, module) for region in extent.regions for module in extent.measured]:
        one = measured.get((region, module), Measured(before=0, paired=0))
        cell = (quarter, region, module, ALL)
        paired = max(one.paired, _once(before, (*cell, PAIRED)))
        counts[*cell, PAIRED] = paired
        counts[*cell, UNPAIRED] = max(one.before, _once(before, (*cell, MEASURED)), paired) - paired
    regions, modules = flat(ALL, extent.regions), flat(ALL, extent.measured)
    dimensions = [Dimension(root=quarter), regions, modules, Dimension(root=ALL), flat(MEASURED, (PAIRED, UNPAIRED))]
    table = crossed(counts, dimensions)
    found.join(table, _unmeasured(quarter, found.table, table, extent))


def bound_persons(found: Tallied, leaves: Sequence[Leaf], extent: Extent) -> None:
    """Say for how many persons these counts are at least, since only enrolments are counted of them."""
    repeats = Repeats.of(leaves)
    for cell, number in found.table.values.items():
        _, place, module, _, measure = cell
        if measure in (READ, UNREAD, SKIPPED, MEASURED, PAIRED, UNPAIRED, UNMEASURED):
            found.bound(cell, repeats.at_least(number, place, module, modules=len(extent.measured)))


def _once(before: Earlier | None, cell: Key) -> int:
    return before.values.get((before.quarter, *cell[1:]), 0) if before else 0


def _unread(quarter: str, states: Table, read: Table) -> Table:
    values: dict[Key, int] = {}
    relations = []
    for cell, number in read.values.items():
        _, place, module, _, _ = cell
        enrolled, waiting = ((quarter, place, module, ALL, measure) for measure in (ENROLLED, NOT_STARTED))
        unread, skipped = (*cell[:-1], UNREAD), (*cell[:-1], SKIPPED)
        values[unread] = states.values[enrolled] - number
        values[skipped] = values[unread] - states.values[waiting]
        relations += [
            Relation(left=(enrolled,), right=(cell, unread)),
            Relation(left=(unread,), right=(waiting, skipped)),
        ]
    sums = [one for measure in (UNREAD, SKIPPED) for one in _as(read.relations, measure)]
    return Table(values=values, relations=(*relations, *sums))


def _unmeasured(quarter: str, states: Table, measured: Table, extent: Extent) -> Table:
    values: dict[Key, int] = {}
    relations = []
    for place in (ALL, *extent.regions):
        for module in extent.measured:
            enrolled, known, unknown = (
                (quarter, place, module, ALL, measure) for measure in (ENROLLED, MEASURED, UNMEASURED)
            )
            values[unknown] = states.values[enrolled] - measured.values[known]
            relations.append(Relation(left=(enrolled,), right=(known, unknown)))
    return Table(values=values, relations=tuple(relations))


def _as(relations: Sequence[Relation], measure: str) -> Iterator[Relation]:
    """Repeat sums for another measure."""
    for one in relations:
        left, right = (tuple((*key[:-1], measure) for key in side) for side in (one.left, one.right))
        yield Relation(left=left, right=right)
