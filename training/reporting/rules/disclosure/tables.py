"""Which counts belong together, and how do they add up?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What a count is about, one name a dimension, totals included: ("2026-Q1", "linz", "all", "de", "completed").
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The counts of one side add up to as much as those of the other: whole = parts, after + left = before + joined."""

    left: tuple[Key, ...]
    right: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What anybody can see of a release: the counts that are shown, and how shown and hidden ones add up.

    A key that stands in a relation and not among the values is hidden, unless another release shows it.
    """

    values: Mapping[Key, int]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Counts and their relations; these may name counts of the release before as well."""

    values: Mapping[Key, int]
    relations: tuple[Relation, ...]

    def __post_init__(self) -> None:
        """Refuse what counts nobody."""
        wrong = [key for key, value in self.values.items() if value < 0]
        if wrong:
            raise ValueError(f"below zero: {wrong[:3]}")


def joined(*tables: Table) -> Table:
    """Link tables by the counts that they share, such as the margins; ValueError where these differ."""
    values: dict[Key, int] = {}
    for table in tables:
        for key, value in table.values.items():
            if values.setdefault(key, value) != value:
                raise ValueError(f"{key} is {values[key]} in one table and {value} in another")
    relations = dict.fromkeys(relation for table in tables for relation in table.relations)
    return Table(values=values, relations=tuple(relations))


def unequal(values: Mapping[Key, int], relations: Iterable[Relation]) -> list[Relation]:
    """List the relations that do not hold: nothing can be proved of a table that does not add up."""
    return [
        relation
        for relation in relations
        if sum(values[key] for key in relation.left) != sum(values[key] for key in relation.right)
    ]
