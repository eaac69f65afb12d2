"""Which cells must be hidden at least? What every sound choice fulfils, as a small integer program over all cells."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from training.reporting.rules.disclosure.system import Flags, Numbers, Places, System, parts_of

Row = tuple[Places, Numbers, float]

#: A solver's numbers are true to about this.
NEARLY = 1e-6


def rows(system: System) -> Iterator[Row]:
    """List what every sound and spare choice fulfils: columns, factors, and how much their sum is at least.

    For every relation of a sensitive count: the others must be able to make up for its way to 0 and to its ceiling, a
    cell of the count c as much as c downwards and as much as you like upwards. For every other: it is not hidden alone.
    Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear constraints", Management
    Science 47 (2001), 1008-1027: capacity constraints, with factors cut at 1, and bridgeless inequalities.
    """
    movable = system.open | system.hidden
    for number in range(system.sums.shape[0]):
        columns, signs = parts_of(system.sums, number)
        inside = movable[columns]
        columns, signs = columns[inside], signs[inside]
        for place, cell in enumerate(columns):
            others = np.delete(np.arange(len(columns)), place)
            if system.sensitive[cell]:
                same = signs[others] == signs[place]
                yield from _capacities(system, cell, columns[others], same)
            elif system.open[cell]:
                yield np.append(columns[others], cell), np.append(np.ones(len(others)), -1.0), 0.0


def chosen(system: System, least: Sequence[Row], *, gap: float) -> Flags:
    """Choose the cheapest cells that fulfil all rows, to within a share of the optimum; no clock ends it.

    Where there is a share, parts of empty wholes are left out at first: it is quicker, and they are hardly ever needed.
    """
    for open_ in (system.open & ~system.idle, system.open) if gap else (system.open,):
        found = _solved(system, least, weights=system.weights, open_=open_, whole=True, gap=gap)
        if found.x is not None:
            return np.asarray(found.x > 0.5)  # noqa: PLR2004 (between 0 and 1)
    raise ValueError(f"no choice protects these counts: {found.message}")


def fewest(system: System, least: Sequence[Row]) -> int:
    """Bound from below how many cells of this release any sound choice hides: the linear relaxation, rounded up."""
    found = _solved(system, least, weights=system.open.astype(np.float64), open_=system.open, whole=False, gap=0.0)
    return ceil(float(found.fun) - NEARLY)


def _capacities(system: System, cell: int, others: Places, same: Flags) -> Iterator[Row]:
    count = int(system.counts[cell])
    for way, falling in ((int(system.ceiling[cell]) - count, same), (count, ~same)):
        factors = np.where(falling, np.minimum(1.0, system.counts[others] / max(way, 1)), 1.0)
        if way > 0:
            yield others, factors, 1.0


def _solved(system: System, least: Sequence[Row], *, weights: Numbers, open_: Flags, whole: bool, gap: float) -> Any:
    lengths = [len(columns) for columns, _, _ in least]
    matrix = sparse.csr_matrix(
        (
            np.concatenate([factors for _, factors, _ in least] or [np.zeros(0)]),
            np.concatenate([columns for columns, _, _ in least] or [np.zeros(0, dtype=np.int64)]),
            np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        ),
        shape=(len(least), len(system.keys)),
    )
    return milp(
        weights,
        integrality=np.full(len(weights), int(whole)),
        bounds=Bounds(system.must.astype(np.float64), (open_ | system.must).astype(np.float64)),
        constraints=LinearConstraint(matrix, np.array([bound for _, _, bound in least]), np.inf),
        options={"mip_rel_gap": gap},
    )
