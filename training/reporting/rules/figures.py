"""What is counted at the end of a quarter, and how does it add up?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from training.reporting.rules.cells import (
    ALL,
    COMPLETED,
    ENROLLED,
    FIRST,
    LANGUAGE,
    LATER,
    ROUND,
    ROUNDS,
    STATES,
    TRIES,
    UNCOMPLETED,
    UNTESTED,
)
from training.reporting.rules.details import BY_MODULE, IN_ALL, Told
from training.reporting.rules.disclosure.dimensions import Dimension, flat
from training.reporting.rules.offices import Organisations, leaf_of, tree
from training.reporting.rules.tallies import People, Tallied, Tally

#: What a completion's tries are called in a cell.
TRIED = {"first": FIRST, "later": LATER, "untested": UNTESTED}

_WHOLE = Dimension(root=ALL)
_STATES = flat(ENROLLED, STATES)
_TRIES = Dimension(root=ENROLLED, parts={ENROLLED: STATES, COMPLETED: TRIES})
_ROUNDS = flat(ENROLLED, (COMPLETED, UNCOMPLETED))


class Leaf(Protocol):
    """Enrolments that nothing tells apart, as `queries.standings.leaves` counts them."""

    @property
    def region(self) -> str:
        """Where they enrolled."""

    @property
    def organisation(self) -> str:
        """To which organisation they belonged."""

    @property
    def module(self) -> str:
        """In what."""

    @property
    def round(self) -> int:
        """For the how manyth time."""

    @property
    def language(self) -> str | None:
        """In which language they completed."""

    @property
    def state(self) -> str:
        """How far they have come."""

    @property
    def tries(self) -> str | None:
        """Whether they passed at the first attempt."""

    @property
    def new_in(self) -> int:
        """In which month of the quarter they enrolled; 0: before it."""

    @property
    def begun_in(self) -> int:
        """In which month they began."""

    @property
    def finished_in(self) -> int:
        """In which month they completed."""

    @property
    def number(self) -> int:
        """How many they are."""

    @property
    def persons(self) -> People:
        """Who they are, if they are few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Of what a table tells, each in its order, by key: languages, rounds and lessons are at least those told before.

    `measured` are the modules with a quiz before and after.
    """

    regions: tuple[str, ...]
    modules: tuple[str, ...]
    organisations: Organisations = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    lessons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measured: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Leaves by place, module and part, and what these dimensions are crossed with."""

    leaves: Sequence[tuple[tuple[str, str, str], Leaf]]
    dimensions: tuple[Dimension, Dimension, Dimension]
    measures: Dimension


def crossings(leaves: Sequence[Leaf], extent: Extent, told: Told) -> Iterator[Crossing]:
    """List what leaves are crossed by, as finely as is told; a leaf out of the extent is a ValueError."""
    outside = [one for one in leaves if one.region not in extent.regions or one.module not in extent.modules]
    if outside:
        raise ValueError(f"out of the extent: {outside[0]}")
    regions, modules = flat(ALL, extent.regions), flat(ALL, extent.modules)
    yield from _regions(leaves, regions, modules)
    for region, level in told.organisations.items():
        yield from _organisations(region, level, leaves, extent)
    spoken = [((*_place(one, divided=told.languages), language_of(one)), one) for one in leaves if one.language]
    languages = flat(ALL, sorted({*_parts(LANGUAGE, extent.languages), *(key[2] for key, _ in spoken)}))
    places = regions if told.languages else _WHOLE
    yield Crossing(leaves=spoken, dimensions=(places, modules, languages), measures=Dimension(root=COMPLETED))
    rounds = [((*_place(one, divided=told.rounds), round_of(one)), one) for one in leaves]
    taken = {*_parts(ROUND, extent.rounds), *(key[2] for key, _ in rounds)}
    numbers = flat(ALL, [part for part in _parts(ROUND, ROUNDS) if part in taken])
    places = regions if told.rounds else _WHOLE
    yield Crossing(leaves=rounds, dimensions=(places, modules, numbers), measures=_ROUNDS)


def stocks(quarter: str, leaves: Sequence[Leaf], extent: Extent, told: Told, *, minimum: int) -> Tallied:
    """Add leaves up to the table of a quarter's end; a key is a `Cell`."""
    found = Tallied(minimum=minimum)
    for crossing in crossings(leaves, extent, told):
        tallies = _stock_tallies(quarter, crossing)
        found.cross(tallies, [Dimension(root=quarter), *crossing.dimensions, crossing.measures])
    return found


def language_of(leaf: Leaf) -> str:
    """Name the part that a completion belongs to by its language."""
    return f"{LANGUAGE}{leaf.language}"


def round_of(leaf: Leaf) -> str:
    """Name the part that an enrolment belongs to by its round."""
    return f"{ROUND}{ROUNDS[min(leaf.round, len(ROUNDS)) - 1]}"


def _regions(leaves: Sequence[Leaf], regions: Dimension, modules: Dimension) -> Iterator[Crossing]:
    """Tell tries by region and by module, not by both: so finely divided they would hide states as well."""
    both = [((one.region, one.module, ALL), one) for one in leaves]
    yield Crossing(leaves=both, dimensions=(regions, modules, _WHOLE), measures=_STATES)
    by_region = [((region, ALL, ALL), one) for (region, _, _), one in both]
    yield Crossing(leaves=by_region, dimensions=(regions, _WHOLE, _WHOLE), measures=_TRIES)
    by_module = [((ALL, module, ALL), one) for (_, module, _), one in both]
    yield Crossing(leaves=by_module, dimensions=(_WHOLE, modules, _WHOLE), measures=_TRIES)


def _organisations(region: str, level: int, leaves: Sequence[Leaf], extent: Extent) -> Iterator[Crossing]:
    if level > IN_ALL:
        return
    places, modules = tree(region, extent.organisations), flat(ALL, extent.modules)
    here = [(leaf_of(region, one.organisation, extent.organisations), one) for one in leaves if one.region == region]
    whole = [((place, ALL, ALL), one) for place, one in here]
    yield Crossing(leaves=whole, dimensions=(places, _WHOLE, _WHOLE), measures=_TRIES)
    if level == BY_MODULE:
        divided = [((place, one.module, ALL), one) for place, one in here]
        yield Crossing(leaves=divided, dimensions=(places, modules, _WHOLE), measures=_STATES)


def _stock_tallies(quarter: str, crossing: Crossing) -> Iterator[Tally]:
    known = crossing.measures.wholes()
    for names, one in crossing.leaves:
        tried = TRIED.get(one.tries or "", "")
        closed = COMPLETED if one.state == COMPLETED else UNCOMPLETED
        measure = next(each for each in (tried, one.state, closed) if each in known)
        yield Tally((quarter, *names, measure), one.number, one.persons)


def _place(leaf: Leaf, *, divided: bool) -> tuple[str, str]:
    return leaf.region if divided else ALL, leaf.module


def _parts(kind: str, names: Iterable[str]) -> list[str]:
    return [f"{kind}{name}" for name in names]
