"""Could it also have been otherwise? A table of whole numbers that agrees with everything shown proves it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from training.reporting.rules.disclosure.relaxation import NEARLY
from training.reporting.rules.disclosure.system import Flags, Numbers, Places, System

#: Cells and where each of them is wanted: True at its ceiling, False at 0.
Targets = Mapping[int, bool]

#: What a target is worth a person moved, against 1 for each person moved in a cell that would have to be hidden for it.
_WORTH = 20.0
#: Whole numbers need not be the best ones, any that prove something will do; where they must, the search has no end.
_ANY = {"mip_rel_gap": 0.2}
_SOME = {**_ANY, "node_limit": 50}


@dataclass(slots=True, kw_only=True, eq=False)
class Needs:
    """Which sensitive counts have not yet been seen at their ceiling (`up`), or at 0 (`down`)?"""

    up: Flags
    down: Flags

    @property
    def left(self) -> int:
        """How much is still to be proved?"""
        return int(self.up.sum() + self.down.sum())

    def targets(self) -> list[tuple[int, bool]]:
        """List what is still to be proved."""
        return [(int(cell), way) for way, flags in ((True, self.up), (False, self.down)) for cell in flags.nonzero()[0]]

    def settle(self, system: System, found: Numbers) -> Flags:
        """Cross out what an alternative table proves; return the cells that move in it, as far as they were needed.

        Its parts that have nothing to do with one another are looked at one by one: where one has a fraction, the
        counts of that part stay as they are. The sums are checked in whole numbers, whatever the solver says.
        """
        nearest = np.rint(found).astype(np.int64)
        parts, number = _parts(system, np.abs(found - system.counts) > NEARLY)
        broken = np.zeros(number + 1, dtype=np.bool_)
        broken[parts[np.abs(found - nearest) > NEARLY]] = True
        broken[number] = True
        counts = np.where(broken[parts], system.counts, nearest)
        if (system.sums @ counts).any() or (counts < 0).any():
            return np.zeros(len(counts), dtype=np.bool_)
        up, down = self.up & (counts >= system.ceiling), self.down & (counts == 0)
        useful = np.zeros(number + 1, dtype=np.bool_)
        useful[parts[up | down]] = True
        useful[number] = False
        self.up &= ~up
        self.down &= ~down
        moved: Flags = useful[parts] & (counts != system.counts)
        return moved


def needs(system: System) -> Needs:
    """Begin with everything to be proved; a count above its ceiling, as of an earlier release, has proved half."""
    return Needs(up=system.sensitive & (system.counts < system.ceiling), down=system.sensitive & (system.counts > 0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """Which cells may move: `free` ones as they are hidden anyway, `paid` ones at a price a person."""

    free: Flags
    paid: Flags
    prices: Numbers


def alternative(
    system: System, targets: Targets, reach: Reach, *, worth: Numbers | None = None, whole: bool = False
) -> Numbers | None:
    """Find a table that has the targets, which are free cells, where they are wanted, for the least price, or None.

    Without `worth` they must be there; with it, as many as are worth their price. Linear, after Kelly, Golden and
    Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22 (1992), 397-417, but for
    many targets at once; with `whole`, of whole numbers.
    """
    free, paid = reach.free.nonzero()[0], (reach.paid & ~reach.free).nonzero()[0]
    cost, lowest, highest = _limits(system, targets, (free, paid), reach.prices, worth)
    moving, changing = system.sums[:, free], system.sums[:, paid]
    matrix = sparse.hstack([moving, changing, -changing]).tocsr()
    rows = np.diff(matrix.indptr) > 0
    bound = (moving @ system.counts[free])[rows]
    found = milp(
        cost,
        integrality=np.full(len(cost), int(whole)),
        bounds=Bounds(lowest, highest),
        constraints=LinearConstraint(matrix[rows], bound, bound),
        options=_ANY if worth is None else _SOME,
    )
    if found.x is None:
        return None
    counts = system.counts.astype(np.float64)
    counts[free] = found.x[: len(free)]
    more, less = np.split(found.x[len(free) :], 2)
    counts[paid] += more - less
    return counts


def _limits(
    system: System, targets: Targets, cells: tuple[Places, Places], prices: Numbers, worth: Numbers | None
) -> tuple[Numbers, Numbers, Numbers]:
    """Give cost and bounds of the free counts, and of what is added to the others and taken from them."""
    free, paid = cells
    place = {int(cell): number for number, cell in enumerate(free)}
    cost = np.concatenate((np.zeros(len(free)), prices[paid], prices[paid]))
    lowest, highest = np.zeros(len(cost)), np.full(len(cost), np.inf)
    highest[len(free) + len(paid) :] = system.counts[paid]
    for cell, up in targets.items():
        here, goal = place[cell], system.ceiling[cell] if up else 0
        if worth is None:
            lowest[here] = highest[here] = goal
            continue
        cost[here] = (-_WORTH if up else _WORTH) * worth[cell]
        highest[here] = goal if up else np.inf
    return cost, lowest, highest


def _parts(system: System, moving: Flags) -> tuple[Places, int]:
    """Number the connected parts of what moves; all else has the number after the last."""
    columns = np.abs(system.sums[:, moving.nonzero()[0]])
    number, labels = connected_components(columns.T @ columns, directed=False) if moving.any() else (0, [])
    parts = np.full(len(moving), number, dtype=np.intp)
    parts[moving] = labels
    return parts, number
