"""Could it also have been otherwise? A table of whole numbers that agrees with everything shown proves it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from training.reporting.rules.disclosure.relaxation import NEARLY
from training.reporting.rules.disclosure.system import Counts, Flags, Numbers, Places, System

#: A cell and where it is wanted: True at its ceiling, False at 0.
Target = tuple[int, bool]
Targets = Mapping[int, bool]

#: What a target is worth a person moved, against 1 for each person moved in a cell that would have to be hidden for it.
_WORTH = 20.0
#: What a person moved in a hidden cell costs, so that other tables differ in little.
_HIDDEN = 0.01
#: Whole numbers need not be the best ones, any that prove something will do; where they must, the search has no end.
_ANY = {"mip_rel_gap": 0.2}
_SOME = {**_ANY, "node_limit": 50}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shift:
    """By how much some counts differ from the true ones in another table; none of these numbers is 0."""

    cells: Places
    by: Counts

    def added(self, counts: Counts) -> Counts:
        """Return the other table."""
        other = counts.copy()
        other[self.cells] += self.by
        return other


#: Everything is as it was.
NOWHERE = Shift(cells=np.zeros(0, dtype=np.intp), by=np.zeros(0, dtype=np.int64))


def shift_of(differences: Counts) -> Shift:
    """Keep what differs."""
    cells = differences.nonzero()[0]
    return Shift(cells=cells, by=differences[cells])


def together(parts: Sequence[Shift]) -> Shift:
    """Join what has nothing to do with one another."""
    return Shift(cells=np.concatenate([one.cells for one in parts]), by=np.concatenate([one.by for one in parts]))


def holds(system: System, shift: Shift) -> bool:
    """Tell whether another table adds up, in whole numbers, and counts nowhere less than nobody."""
    differences = shift.added(np.zeros_like(system.counts))
    return not (system.sums @ differences).any() and bool((system.counts + differences >= 0).all())


@dataclass(slots=True, kw_only=True, eq=False)
class Needs:
    """Which sensitive counts have not yet been seen at their ceiling (`up`), or at 0 (`down`)?"""

    up: Flags
    down: Flags

    @property
    def left(self) -> int:
        """How much is still to be proved?"""
        return int(self.up.sum() + self.down.sum())

    def __contains__(self, target: Target) -> bool:
        """Tell whether this is still to be proved."""
        cell, up = target
        return bool((self.up if up else self.down)[cell])

    def targets(self) -> list[Target]:
        """List what is still to be proved."""
        return [(int(cell), way) for way, flags in ((True, self.up), (False, self.down)) for cell in flags.nonzero()[0]]

    def proves(self, system: System, shift: Shift) -> bool:
        """Tell whether another table proves anything that is left."""
        up, down = self._proved(system, shift)
        return bool(len(up) or len(down))

    def settle(self, system: System, shift: Shift) -> None:
        """Cross out what another table proves."""
        up, down = self._proved(system, shift)
        self.up[up] = self.down[down] = False

    def _proved(self, system: System, shift: Shift) -> tuple[Places, Places]:
        counts = system.counts[shift.cells] + shift.by
        up = self.up[shift.cells] & (counts >= system.ceiling[shift.cells])
        return shift.cells[up], shift.cells[self.down[shift.cells] & (counts == 0)]


def needs(system: System) -> Needs:
    """Begin with everything of this release to be proved; a count at its ceiling has proved half."""
    own = system.sensitive & ~system.past
    return Needs(up=own & (system.counts < system.ceiling), down=own & (system.counts > 0))


def shifts(system: System, found: Numbers, base: Shift = NOWHERE) -> Iterator[Shift]:
    """Take another table apart into what has nothing to do with one another; leave out what has fractions.

    What is said of the past is one whole and stays together. The sums are checked in whole numbers, whatever the solver
    says.
    """
    cells = (np.abs(found - system.counts) > NEARLY).nonzero()[0]
    if not len(cells):
        return
    differences = found[cells] - system.counts[cells]
    nearest = np.rint(differences).astype(np.int64)
    parts = _parts(system, cells, base)
    broken = set(parts[np.abs(differences - nearest) > NEARLY].tolist())
    for part in range(parts.max(initial=-1) + 1):
        inside = parts == part
        shift = Shift(cells=cells[inside], by=nearest[inside])
        if part not in broken and holds(system, shift):
            yield shift


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """Which cells may move: `free` ones as they are hidden anyway, `paid` ones at a price a person.

    `free` may be those that a choice hides, and then grows with it.
    """

    free: Flags
    paid: Flags
    prices: Numbers


def alternative(
    system: System,
    targets: Targets,
    reach: Reach,
    *,
    base: Shift = NOWHERE,
    worth: Numbers | None = None,
    whole: bool = False,
) -> Numbers | None:
    """Find a table that has the targets, which are free cells, where they are wanted, for the least price, or None.

    The past is as it was, but for the `base`. Without `worth` the targets must be reached; with it, as many as are
    worth their price. Linear, after Kelly, Golden and Assad, "Cell suppression: disclosure protection for sensitive
    tabular data", Networks 22 (1992), 397-417, but for many targets at once; with `whole`, of whole numbers.
    """
    cells = (reach.free | reach.paid).nonzero()[0]
    cost, most = _limits(system, targets, cells, np.where(reach.free, _HIDDEN, reach.prices), worth)
    counts = base.added(system.counts).astype(np.float64)
    if (sums := _sums_hold(system, cells, counts)) is None:
        return None
    lowest = np.zeros(len(cost)) if worth is not None else _goals(system, targets, cells)
    found = milp(
        cost,
        integrality=np.full(len(cost), int(whole)),
        bounds=Bounds(lowest, most),
        constraints=sums,
        options=_ANY if worth is None else _SOME,
    ).x
    if found is not None:
        counts[cells] += found[: len(cells)] - found[len(cells) :]
    return None if found is None else counts


def _sums_hold(system: System, cells: Places, counts: Numbers) -> LinearConstraint | None:
    """Ask what is added to cells, and taken from them, to make all sums hold; None where these cells cannot."""
    changing = system.sums[:, cells]
    matrix = sparse.hstack([changing, -changing]).tocsr()
    rows = np.diff(matrix.indptr) > 0
    missing = system.sums @ (system.counts - counts)
    return None if missing[~rows].any() else LinearConstraint(matrix[rows], missing[rows], missing[rows])


def _goals(system: System, targets: Targets, cells: Places) -> Numbers:
    """Bound from below what is added to each cell, and then what is taken from it: the way of the targets."""
    lowest = np.zeros((2, len(system.counts)))
    for cell, up in targets.items():
        lowest[0 if up else 1, cell] = system.ceiling[cell] - system.counts[cell] if up else system.counts[cell]
    return np.concatenate((lowest[0, cells], lowest[1, cells]))


def _limits(
    system: System, targets: Targets, cells: Places, prices: Numbers, worth: Numbers | None
) -> tuple[Numbers, Numbers]:
    """Give cost and bounds of what is added to each cell, and then of what is taken from it."""
    cost = np.vstack((prices, prices)).astype(np.float64)
    most = np.vstack((np.full(len(prices), np.inf), system.counts))
    for cell, up in targets.items():
        way, other = (0, 1) if up else (1, 0)
        if up:
            most[way, cell] = system.ceiling[cell] - system.counts[cell]
        if worth is None:
            most[other, cell] = 0
        else:
            cost[way, cell] = -_WORTH * worth[cell]
            cost[other, cell] = _WORTH * worth[cell]
    return np.concatenate(cost[:, cells]), np.concatenate(most[:, cells])


def _parts(system: System, cells: Places, base: Shift) -> Places:
    """Number the connected parts of what moves; what moves in the past is connected by having been together."""
    inside = np.abs(system.sums[:, cells])
    together = sparse.csr_matrix(np.isin(cells, base.cells).astype(np.float64)[np.newaxis])
    rows = sparse.vstack([inside, together])
    _, labels = connected_components(sparse.bmat([[None, rows], [rows.T, None]]), directed=False)
    return np.unique(labels[rows.shape[0] :], return_inverse=True)[1]
