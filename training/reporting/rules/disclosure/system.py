"""What is there to decide? A table and all earlier releases as numbers: counts, sums, what is fixed, what is small."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.reporting.rules.disclosure.tables import Key, Relation, Table, unequal

if TYPE_CHECKING:
    from training.reporting.rules.disclosure.protection import Protected

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]
Places = NDArray[np.signedinteger]

#: A total tells of more people, a zero can only grow, a great count tells more: each costs a little more than a part.
_WHOLE, _ZERO, _GREAT = 0.25, 0.2, 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class System:
    """Counts in one order; `sums` has a row a relation, with 1 on its left and -1 on its right side.

    `ceiling` is above 0 for what is sensitive: an attacker must be able to exclude neither 0 nor the ceiling. `open` is
    what this release may still show or hide, `hidden` what earlier ones hid; everything else everybody knows.
    """

    keys: tuple[Key, ...]
    counts: Counts
    sums: sparse.csr_matrix
    ceiling: Counts
    open: Flags
    hidden: Flags
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


def system(table: Table, *, minimum: int, earlier: Sequence["Protected"] = ()) -> System:
    """Put the table beside all earlier releases; ValueError where the counts do not add up.

    A count that an earlier release showed stays shown, and one that it hid stays hidden. The parts of an empty whole
    are shown: whoever sees that nobody is there knows them anyway.
    """
    values = {key: value for release in earlier for key, value in release.table.values.items()} | dict(table.values)
    relations = tuple(dict.fromkeys(r for one in (*(e.table for e in earlier), table) for r in one.relations))
    wrong = unequal(values, relations)
    if wrong:
        raise ValueError(f"{len(wrong)} sums do not hold, among them {wrong[0]}")
    keys = tuple(values)
    counts = np.array([values[key] for key in keys], dtype=np.int64)
    place = {key: number for number, key in enumerate(keys)}
    before = _ceilings(earlier)
    hidden, fixed = _marked(place, before), _marked(place, (key for one in earlier for key in one.table.values))
    open_ = ~fixed & ~_marked(place, _empty(relations, values))
    ceiling = np.where(open_ & (counts > 0) & (counts < minimum), minimum, 0)
    ceiling[[place[key] for key in before]] = list(before.values())
    sums = _sums(place, relations)
    return System(
        keys=keys,
        counts=counts,
        sums=sums,
        ceiling=ceiling,
        open=open_,
        hidden=hidden,
        weights=_weights(counts, sums),
    )


def parts_of(matrix: sparse.csr_matrix, row: int) -> tuple[Places, Numbers]:
    """Return the columns of a row and what stands there."""
    inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[inside], matrix.data[inside]


def _weights(counts: Counts, sums: sparse.csr_matrix) -> Numbers:
    wholes = np.asarray((sums > 0).sum(axis=0)).ravel()
    size = np.log1p(counts) / np.log1p(counts.max(initial=1))
    weights: Numbers = 1 + _WHOLE * wholes + _ZERO * (counts == 0) + _GREAT * size
    return weights


def _ceilings(earlier: Sequence["Protected"]) -> dict[Key, int]:
    """Name what earlier releases hid, each with the minimum of its time if it was small, else 0."""
    return {
        key: release.minimum if reason == "primary" else 0
        for release in reversed(earlier)
        for key, reason in release.hidden.items()
    }


def _empty(relations: Iterable[Relation], values: dict[Key, int]) -> Iterator[Key]:
    for relation in relations:
        if len(relation.left) == 1 and not values[relation.left[0]]:
            yield from relation.right


def _marked(place: dict[Key, int], keys: Iterable[Key]) -> Flags:
    flags = np.zeros(len(place), dtype=np.bool_)
    flags[[place[key] for key in keys]] = True
    return flags


def _sums(place: dict[Key, int], relations: Sequence[Relation]) -> sparse.csr_matrix:
    entries = [
        (row, place[key], sign)
        for row, relation in enumerate(relations)
        for sign, side in ((1.0, relation.left), (-1.0, relation.right))
        for key in side
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_matrix((signs, (rows, columns)), shape=(len(relations), len(place)))
