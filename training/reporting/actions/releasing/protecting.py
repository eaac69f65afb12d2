"""What of a draft is shown, and how finely?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.reporting.actions.releasing.drafting import Draft
from training.reporting.rules.cells import ALL, COMPLETED, PAIRED, region_of
from training.reporting.rules.counting import counted
from training.reporting.rules.details import NOT, ROUGHLY, Told, coarsened, finest
from training.reporting.rules.disclosure.tables import Key
from training.reporting.rules.releases import MEDIAN_DAYS, FigureKey
from training.reporting.rules.tallies import Tallied

if TYPE_CHECKING:
    from training.reporting.rules.disclosure.protection import Protected
    from training.reporting.rules.groups import Reckoned

_NOTHING = Told(organisations={}, languages=False, rounds=False, lessons=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is shown of a draft: cells, figures of groups, and the organisations that are told of."""

    cells: "Protected"
    groups: Mapping[FigureKey, "Reckoned"]
    organisations: Mapping[str, Mapping[str, str]]


def protected(draft: Draft) -> Chosen:
    """Hide what must be hidden, in the finest table that is not mostly hidden. It takes seconds, of some regions more.

    What an earlier release told is told again, or its readers could not compare.
    """
    from training.reporting.rules.groups import told as told_of_groups  # noqa: PLC0415 (it loads SciPy)

    least = draft.last.counted.told if draft.last else _NOTHING
    told, found = _roughly(draft, least)
    while True:
        cells = _hidden(draft, found)
        coarser = coarsened(told, values=cells.table.values, hidden=cells.hidden, least=least)
        if coarser == told:
            break
        told, found = coarser, _counted(draft, coarser)
    shown = [key for key in draft.reckoned if _rests_on(draft, key) in cells.table.values.keys() - cells.hidden.keys()]
    return Chosen(
        cells=cells,
        groups=told_of_groups(draft.reckoned, shown=shown, last=draft.told_last, minimum=draft.minimum),
        organisations=_organisations(draft, told),
    )


def _roughly(draft: Draft, least: Told) -> tuple[Told, Tallied]:
    """Leave out what will be mostly hidden for its small counts; nothing need be solved for that."""
    told = finest(draft.extent.regions)
    while True:
        found = _counted(draft, told)
        coarser = coarsened(told, values=found.table.values, hidden=_small(found), least=least, most=ROUGHLY)
        if coarser == told:
            return told, found
        told = coarser


def _counted(draft: Draft, told: Told) -> Tallied:
    before = draft.last.counted if draft.last else None
    return counted(draft.quarter.key, draft.facts, draft.extent, told, before=before, minimum=draft.minimum)


def _small(found: Tallied) -> list[Key]:
    persons = found.persons
    return [key for key, count in found.table.values.items() if 0 < min(count, persons.get(key, count)) < found.minimum]


def _hidden(draft: Draft, found: Tallied) -> "Protected":
    from training.reporting.rules.disclosure.protection import protect  # noqa: PLC0415 (it loads SciPy)

    before = draft.last.protected.before if draft.last else None
    return protect(found.table, minimum=draft.minimum, persons=found.persons, before=before)


def _rests_on(draft: Draft, figure: FigureKey) -> Key:
    """Name the count without which a figure is not told."""
    place, module, name = figure
    return (draft.quarter.key, place, module, ALL, COMPLETED if name == MEDIAN_DAYS else PAIRED)


def _organisations(draft: Draft, told: Told) -> dict[str, Mapping[str, str]]:
    regions = {region for region, level in told.organisations.items() if level < NOT}
    places = draft.extent.organisations
    return {place: one for place, one in places.items() if region_of(place) in regions}
