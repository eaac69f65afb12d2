"""What is there to decide? A table beside the release before as numbers: counts, sums, what is fixed, what is small."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.reporting.rules.disclosure.before import Before
from training.reporting.rules.disclosure.tables import Key, Relation, Table, unequal

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]
Places = NDArray[np.signedinteger]

#: A total tells of more people, a zero can only grow, a great count tells more: each costs a little more than a part.
_WHOLE, _ZERO, _GREAT = 0.25, 0.2, 0.1
#: A part of an empty whole follows from it, so that it is hidden with its whole or not at all: the last resort.
_IDLE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class System:
    """Counts in one order; `sums` has a row a relation, with 1 on its left and -1 on its right side.

    `ceiling` is above 0 for what is sensitive: an attacker must be able to exclude neither 0 nor the ceiling. `open` is
    what this release may show or hide, `idle` what of it is a part of an empty whole; `past` are the counts of the one
    before, of those that this table names, of which it hid the `hidden` ones; `becomes` is where such
    a count stands in this one (-1: not known) and `flows` what happened between, which the next cannot name.
    """

    keys: tuple[Key, ...]
    counts: Counts
    sums: sparse.csr_matrix
    ceiling: Counts
    open: Flags
    idle: Flags
    hidden: Flags
    past: Flags
    becomes: Places
    flows: Flags
    weights: Numbers

    @property
    def sensitive(self) -> Flags:
        """Mark the counts that an attacker must not find."""
        small: Flags = self.ceiling > 0
        return small

    @property
    def must(self) -> Flags:
        """Mark what is hidden whatever is chosen."""
        return self.hidden | self.sensitive

    def goal(self, cell: int, up: bool) -> int:
        """Return where a sensitive count is wanted."""
        return int(self.ceiling[cell]) if up else 0


def system(
    table: Table, *, minimum: int, persons: Mapping[Key, int] | None = None, before: Before | None = None
) -> System:
    """Put the table beside the release before; ValueError where the counts do not add up.

    `persons` tells how many different ones are behind a count, where these are not as many as it says.
    """
    past = _past(table, before)
    values = {**past, **table.values}
    keys = tuple(values)
    counts = np.array([values[key] for key in keys], dtype=np.int64)
    behind = np.minimum(counts, [(persons or {}).get(key, values[key]) for key in keys])
    place = {key: number for number, key in enumerate(keys)}
    is_past = _marked(place, past)
    idle = ~is_past & _marked(place, _empty(table.relations, values))
    ceiling = np.where(~is_past & (counts > 0) & (behind < minimum), np.maximum(minimum, counts), 0)
    ceiling[is_past] = [before.ceiling(key) for key in past] if before else []
    sums = _sums(place, table.relations)
    becomes, flows = _tied(table.relations, past, place)
    secret = _marked(place, past.keys() & before.hidden.keys() if before else ())
    flags = {"open": ~is_past, "idle": idle, "hidden": secret, "past": is_past, "flows": _marked(place, flows)}
    weights = _weights(counts, sums) + _IDLE * idle
    return System(keys=keys, counts=counts, sums=sums, ceiling=ceiling, becomes=becomes, weights=weights, **flags)


def parts_of(matrix: sparse.csr_matrix, row: int) -> tuple[Places, Numbers]:
    """Return the columns of a row and what stands there."""
    inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[inside], matrix.data[inside]


def _past(table: Table, before: Before | None) -> dict[Key, int]:
    """Return the counts of the release before that this table names, where all adds up and it names no others."""
    named = dict.fromkeys(key for one in table.relations for side in (one.left, one.right) for key in side)
    known = before.values if before else {}
    again = known.keys() & table.values.keys()
    strange = [key for key in named if key not in table.values and key not in known]
    if again or strange:
        raise ValueError(f"counted in two releases: {list(again)[:3]}, or in neither of the last two: {strange[:3]}")
    past = {key: known[key] for key in named if key not in table.values}
    wrong = unequal({**past, **table.values}, table.relations)
    if wrong:
        raise ValueError(f"{len(wrong)} sums do not hold, among them {wrong[0]}")
    return past


def _tied(relations: Iterable[Relation], past: Mapping[Key, int], place: Mapping[Key, int]) -> tuple[Places, set[Key]]:
    """Find out what each count of the past becomes: what is called like it on the other side; the rest are flows."""
    becomes, flows, stocks = np.full(len(place), -1, dtype=np.intp), set[Key](), set[Key]()
    for one in relations:
        old = [key for key in (*one.left, *one.right) if key in past]
        if len(old) == 1:
            other = one.left if old[0] in one.right else one.right
            new = [key for key in other if key[-1] == old[0][-1]]
            if len(new) == 1:
                becomes[place[old[0]]] = place[new[0]]
                stocks.add(new[0])
                flows |= {*one.left, *one.right} - {old[0]}
    return becomes, flows - stocks


def _weights(counts: Counts, sums: sparse.csr_matrix) -> Numbers:
    wholes = np.asarray((sums > 0).sum(axis=0)).ravel()
    size = np.log1p(counts) / np.log1p(counts.max(initial=1))
    weights: Numbers = 1 + _WHOLE * wholes + _ZERO * (counts == 0) + _GREAT * size
    return weights


def _empty(relations: Iterable[Relation], values: Mapping[Key, int]) -> Iterator[Key]:
    for relation in relations:
        if len(relation.left) == 1 and not values[relation.left[0]]:
            yield from relation.right


def _marked(place: Mapping[Key, int], keys: Iterable[Key]) -> Flags:
    flags = np.zeros(len(place), dtype=np.bool_)
    flags[[place[key] for key in keys]] = True
    return flags


def _sums(place: Mapping[Key, int], relations: Sequence[Relation]) -> sparse.csr_matrix:
    entries = [
        (row, place[key], sign)
        for row, relation in enumerate(relations)
        for sign, side in ((1.0, relation.left), (-1.0, relation.right))
        for key in side
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_matrix((signs, (rows, columns)), shape=(len(relations), len(place)))
