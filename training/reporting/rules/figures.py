"""What is counted at the end of a quarter, and how does it add up, in itself and with the quarter before?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.reporting.rules.disclosure.coarsening import REGIONS, Detail
from training.reporting.rules.disclosure.dimensions import Dimension, Move, crossed, flat, followed
from training.reporting.rules.disclosure.tables import Key, Table, joined, unequal

#: In the place of a region, module or language: all of them. No key of these can be written so.
ALL = "*"
ENROLLED, NOT_STARTED, IN_PROGRESS, COMPLETED = "enrolled", "not-started", "in-progress", "completed"
#: What enrolments are divided into: these add up to all enrolled.
STATES = (NOT_STARTED, IN_PROGRESS, COMPLETED)
#: What happened during a quarter.
NEW, BEGUN, FINISHED = "new", "begun", "finished"
FINEST = Detail(languages=True, levels=REGIONS, modules=True)

#: In an order in which every gain is known: what begins follows from what waits.
_MOVES = {
    ENROLLED: Move(gains=NEW),
    NOT_STARTED: Move(gains=NEW, loses=BEGUN),
    COMPLETED: Move(gains=FINISHED),
    IN_PROGRESS: Move(gains=BEGUN, loses=FINISHED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many enrolments of a region in a module are in this state; completed ones in one language."""

    region: str
    module: str
    state: str
    language: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Of what a table tells: keys of regions, modules and languages, each in its order."""

    regions: tuple[str, ...]
    modules: tuple[str, ...]
    languages: tuple[str, ...]


def stocks(quarter: str, counts: Iterable[Count], extent: Extent, detail: Detail) -> Table:
    """Add counts up to a table of a quarter's end; a key is quarter, region, module, language, measure.

    Completions are told by language as well. A count out of the extent is a ValueError: sums would lack it.
    """
    counts = list(counts)
    outside = [one for one in counts if one.region not in extent.regions or one.module not in extent.modules]
    if outside:
        raise ValueError(f"out of the extent: {outside[0]}")
    states, languages = _leaves(quarter, counts, detail)
    period, regions, modules = Dimension(root=quarter), _regions(extent, detail), _modules(extent, detail)
    table = crossed(states, [period, regions, modules, Dimension(root=ALL), flat(ENROLLED, STATES)])
    if not detail.languages:
        return table
    spoken = dict.fromkeys((*extent.languages, *sorted({key[3] for key in languages})))
    by_language = crossed(languages, [period, regions, modules, flat(ALL, spoken), Dimension(root=COMPLETED)])
    return joined(table, by_language)


def with_flows(table: Table, *, before: Table | None, quarter: str) -> Table:
    """Add what happened since the end of the quarter before; ValueError where anything does not add up.

    What was counted late, after that quarter had been released, happened in this one.
    """
    whole = followed(before, table, moves=_MOVES, period=quarter) if before else table
    values = {**(before.values if before else {}), **whole.values}
    wrong = unequal(values, whole.relations)
    if wrong:
        raise ValueError(f"{len(wrong)} sums do not hold, among them {wrong[0]}")
    return whole


def finest_cells(table: Table, detail: Detail) -> list[Key]:
    """List the cells for whose sake a table is as fine as it is."""
    return [key for key in table.values if _is_finest(key, detail)]


def detail_of(keys: Iterable[Key]) -> Detail:
    """Tell how finely these cells count."""
    _, regions, modules, languages, _ = (set(names) - {ALL} for names in zip(*keys, strict=True))
    return Detail(languages=bool(languages), levels=REGIONS if regions else 0, modules=bool(modules))


def _is_finest(key: Key, detail: Detail) -> bool:
    _, region, module, language, measure = key
    counted = measure == COMPLETED if detail.languages else measure in STATES
    places = (region != ALL) is (detail.levels > 0) and (module != ALL) is detail.modules
    return counted and places and (language != ALL) is detail.languages


def _leaves(quarter: str, counts: Iterable[Count], detail: Detail) -> tuple[Mapping[Key, int], Mapping[Key, int]]:
    states: Counter[Key] = Counter()
    languages: Counter[Key] = Counter()
    for one in counts:
        place = (quarter, one.region if detail.levels else ALL, one.module if detail.modules else ALL)
        states[(*place, ALL, one.state)] += one.number
        if one.language is not None:
            languages[(*place, one.language, COMPLETED)] += one.number
    return states, languages


def _regions(extent: Extent, detail: Detail) -> Dimension:
    return flat(ALL, extent.regions if detail.levels else ())


def _modules(extent: Extent, detail: Detail) -> Dimension:
    return flat(ALL, extent.modules if detail.modules else ())
