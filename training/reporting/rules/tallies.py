"""How many enrolments are counted in every cell, and are they of enough different people?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

from training.reporting.rules.cells import ALL
from training.reporting.rules.disclosure.dimensions import Dimension, crossed
from training.reporting.rules.disclosure.tables import Key, Table, joined

#: The people behind a count, by number, while they are few; None: they are enough.
People = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Tally:
    """So many enrolments, of these people, belong to a leaf of a table."""

    key: Key
    number: int
    people: People


@dataclass(slots=True, kw_only=True)
class Tallied:
    """A table that grows, with the number of different persons behind each small count; those not named are enough.

    Whoever has many modules is counted in each, so a count may be large and of one person.
    """

    minimum: int
    table: Table = field(default_factory=lambda: Table(values={}, relations=()))
    persons: dict[Key, int] = field(default_factory=dict)

    def cross(self, tallies: Iterable[Tally], dimensions: Sequence[Dimension]) -> None:
        """Add what the crossing of dimensions counts, linked to what is there by the cells that both have."""
        tallies = list(tallies)
        counts: dict[Key, int] = {}
        for one in tallies:
            counts[one.key] = counts.get(one.key, 0) + one.number
        self.join(crossed(counts, dimensions))
        people = gathered(tallies, [each.wholes() for each in dimensions], minimum=self.minimum)
        self.persons |= {cell: len(each) for cell, each in people.items() if each is not None}

    def join(self, *tables: Table) -> None:
        """Add other tables likewise; ValueError where both count the same and differ."""
        self.table = joined(self.table, *tables)

    def bound(self, cell: Key, persons: int) -> None:
        """Say of a count that nobody counted persons for how many it is of at least."""
        if self.table.values.get(cell) and persons < self.minimum:
            self.persons[cell] = max(persons, 1)


class Counted(Protocol):
    """What is asked of a leaf here."""

    @property
    def region(self) -> str:
        """Where."""

    @property
    def module(self) -> str:
        """In what."""

    @property
    def round(self) -> int:
        """For the how manyth time."""

    @property
    def number(self) -> int:
        """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """How often people come again, by place and module: for counts of which persons are not counted."""

    repeated: Mapping[tuple[str, str], int]
    rounds: int

    @classmethod
    def of(cls, leaves: Iterable[Counted]) -> "Repeats":
        """Count enrolments of second and later rounds, and find the latest round."""
        repeated: Counter[tuple[str, str]] = Counter()
        rounds = 1
        for one in leaves:
            rounds = max(rounds, one.round)
            if one.round > 1:
                repeated[one.region, one.module] += one.number
                repeated[ALL, one.module] += one.number
        return cls(repeated=repeated, rounds=rounds)

    def at_least(self, number: int, place: str, module: str, *, modules: int = 1) -> int:
        """Bound from below of how many persons so many enrolments are, in a module or in all of so many modules."""
        shared = -(-number // (self.rounds * max(modules, 1)))
        return shared if module == ALL else max(shared, number - self.repeated.get((place, module), 0))


def gathered(
    tallies: Iterable[Tally], wholes: Sequence[Mapping[str, tuple[str, ...]]], *, minimum: int
) -> dict[Key, People]:
    """Bring together who stands behind each cell: exactly, as long as they are fewer than the minimum.

    `wholes` name for every leaf of each dimension all that it is in, itself first.
    """
    found: dict[Key, People] = {}
    for key, people in _merged(tallies, minimum).items():
        for cell in product(*(of_leaf[name] for of_leaf, name in zip(wholes, key, strict=True))):
            found[cell] = _together(found.get(cell, frozenset()), people, minimum)
    return found


def _merged(tallies: Iterable[Tally], minimum: int) -> dict[Key, People]:
    people: dict[Key, People] = {}
    for one in tallies:
        people[one.key] = _together(people.get(one.key, frozenset()), one.people, minimum)
    return people


def _together(some: People, others: People, minimum: int) -> People:
    if some is None or others is None:
        return None
    both = some | others
    return both if len(both) < minimum else None
