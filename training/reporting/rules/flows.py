"""What happened during a quarter, and in which of its months? As counts of their own, which the stocks would tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from training.reporting.rules.cells import (
    ALL,
    BEGUN,
    COMPLETED,
    ENROLLED,
    FINISHED,
    FINISHED_FIRST,
    FINISHED_LATER,
    FINISHED_UNTESTED,
    FIRST,
    FLOWS,
    LATER,
    MEASURED,
    NEW,
    NEWLY_MEASURED,
    NEWLY_PAIRED,
    NEWLY_READ,
    NOT_STARTED,
    PAIRED,
    READ,
    UNTESTED,
    is_direct,
    organisation_of,
    region_of,
    whole_of,
)
from training.reporting.rules.details import BY_MODULE, IN_ALL, Told, told_in
from training.reporting.rules.disclosure.dimensions import Dimension, flat
from training.reporting.rules.disclosure.tables import Key, Relation, Table, unequal
from training.reporting.rules.figures import Extent, Leaf, crossings
from training.reporting.rules.offices import Organisations
from training.reporting.rules.quarters import read_quarter
from training.reporting.rules.tallies import Repeats, Tallied, Tally, gathered

#: What each stock gains. What waits gains by what is new as well, and loses by what begins; all others follow.
GAINS = {
    ENROLLED: NEW,
    COMPLETED: FINISHED,
    FIRST: FINISHED_FIRST,
    LATER: FINISHED_LATER,
    UNTESTED: FINISHED_UNTESTED,
    READ: NEWLY_READ,
    MEASURED: NEWLY_MEASURED,
    PAIRED: NEWLY_PAIRED,
}
#: Every flow with those that it is a part of.
_FLOWING: dict[str, tuple[str, ...]] = {
    NEW: (NEW,),
    BEGUN: (BEGUN,),
    FINISHED: (FINISHED,),
    **{each: (each, FINISHED) for each in (FINISHED_FIRST, FINISHED_LATER, FINISHED_UNTESTED)},
}
#: Flows of which persons are not counted, only bounded.
_UNKNOWN = (NEWLY_READ, NEWLY_MEASURED, NEWLY_PAIRED)
_TRIED = {"first": FINISHED_FIRST, "later": FINISHED_LATER, "untested": FINISHED_UNTESTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the release before has counted, hidden or not, and where its organisations stood."""

    quarter: str
    values: Mapping[Key, int]
    organisations: Organisations = field(default_factory=dict)

    @property
    def told(self) -> Told:
        """How finely it told."""
        return told_in(self.values)

    def same(self, cell: Key) -> Key | None:
        """Find the count of the same people a quarter ago.

        The own people of an organisation that had none below it were all of its people.
        """
        _, place, *rest = cell
        same = (self.quarter, place, *rest)
        if same in self.values or not is_direct(place):
            return same if same in self.values else None
        whole = whole_of(place)
        divided = any(one["parent"] == whole for one in self.organisations.values())
        undivided = (self.quarter, whole, *rest)
        return undivided if undivided in self.values and not divided else None


def with_flows(
    quarter: str, found: Tallied, leaves: Sequence[Leaf], extent: Extent, told: Told, *, before: Earlier | None
) -> None:
    """Add what happened since the end of the quarter before; ValueError where anything does not add up.

    What was counted late, after that quarter had been released, happened in this one, in its first month. Of whom there
    was nobody before, all are new. What was not told so finely before has no flow.
    """
    found.join(_flows(found.table, before))
    _add_people(quarter, found, leaves, extent, told)
    _add_months(quarter, found, leaves, extent)
    wrong = unequal({**(before.values if before else {}), **found.table.values}, found.table.relations)
    if wrong:
        raise ValueError(f"{len(wrong)} sums do not hold, among them {wrong[0]}")


def _flows(table: Table, before: Earlier | None) -> Table:
    values: dict[Key, int] = {}
    relations = []
    for cell, old in _linked(table, before, GAINS):
        gain = (*cell[:-1], GAINS[cell[-1]])
        if old or gain[-1] in FLOWS:
            values[gain] = table.values[cell] - (before.values[old] if before and old else 0)
            relations.append(Relation(left=(cell,), right=(*([old] if old else []), gain)))
    for cell, old in _linked(table, before, {NOT_STARTED: BEGUN}):
        gain, loss = (*cell[:-1], NEW), (*cell[:-1], BEGUN)
        values[loss] = values[gain] - table.values[cell] + (before.values[old] if before and old else 0)
        relations.append(Relation(left=(cell, loss), right=(*([old] if old else []), gain)))
    return Table(values=values, relations=tuple(relations))


def _linked(table: Table, before: Earlier | None, moving: Mapping[str, str]) -> Iterator[tuple[Key, Key | None]]:
    """List counts that have a flow, each with the count of the quarter before; None: there was nobody."""
    told = before.told if before else None
    for cell in table.values:
        if cell[-1] not in moving:
            continue
        old = before.same(cell) if before else None
        if old or (cell[3] == ALL and (told is None or _was_told(cell, told))):
            yield cell, old


def _was_told(cell: Key, told: Told) -> bool:
    """Tell whether such a place was told so finely before: then one that is missing had nobody."""
    _, place, module, *_ = cell
    if organisation_of(place) is None:
        return True
    level = told.organisations.get(region_of(place))
    return level is None or level <= (IN_ALL if module == ALL else BY_MODULE)


def _add_people(quarter: str, found: Tallied, leaves: Sequence[Leaf], extent: Extent, told: Told) -> None:
    """Say how many persons flows are of; nobody knows whose it is that was counted late, so it is of nobody more."""
    known: dict[Key, frozenset[int] | None] = {}
    for crossing in crossings(leaves, extent, told):
        each = [(names, one, flow) for names, one in crossing.leaves for flow in _happened(one)]
        tallies = [Tally((quarter, *names, flow), one.number, one.persons) for names, one, flow in each]
        wholes = [dimension.wholes() for dimension in (Dimension(root=quarter), *crossing.dimensions)]
        known |= gathered(tallies, [*wholes, _FLOWING], minimum=found.minimum)
    repeats = Repeats.of(leaves)
    for cell, number in found.table.values.items():
        _, place, module, _, measure = cell
        if measure in _UNKNOWN:
            found.bound(cell, repeats.at_least(number, place, module, modules=len(extent.measured)))
        elif measure in _FLOWING:
            people = known.get(cell, frozenset())
            found.bound(cell, len(people) if people is not None else found.minimum)


def _add_months(quarter: str, found: Tallied, leaves: Sequence[Leaf], extent: Extent) -> None:
    """Divide what happened by month, for regions and all: what did not happen in the later two did in the first."""
    months, regions, whole = read_quarter(quarter).months, flat(ALL, extent.regions), Dimension(root=ALL)
    for flow in FLOWS:
        happened = [(one, month) for one in leaves if (month := _month_of(one, flow))]
        tallies = [
            Tally((months[month - 1], one.region, ALL, ALL, flow), one.number, one.persons) for one, month in happened
        ]
        for region in extent.regions:
            in_time = sum(one.number for one, _ in happened if one.region == region)
            late = found.table.values[quarter, region, ALL, ALL, flow] - in_time
            # Whose it is that came late is not known: it adds to the number and to no people.
            tallies.append(Tally((months[0], region, ALL, ALL, flow), late, frozenset()))
        found.cross(tallies, [flat(quarter, months), regions, whole, whole, Dimension(root=flow)])


def _happened(leaf: Leaf) -> Iterator[str]:
    if leaf.new_in:
        yield NEW
    if leaf.begun_in:
        yield BEGUN
    if leaf.finished_in:
        yield _TRIED[leaf.tries or "untested"]


def _month_of(leaf: Leaf, flow: str) -> int:
    return {NEW: leaf.new_in, BEGUN: leaf.begun_in, FINISHED: leaf.finished_in}[flow]
