"""How does another history go on? What an earlier proof left otherwise at its end must come to something."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from training.reporting.rules.disclosure.before import Before
from training.reporting.rules.disclosure.system import Flags, Places, System
from training.reporting.rules.disclosure.witnesses import Reach, Shift, alternative, holds, shift_of, shifts

#: What is still otherwise at the end costs again with the next release; among hidden cells it is all that costs.
_ONWARD, _HIDDEN = 0.5, 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Links:
    """The sums that tie a release to the one before, solved for the flows.

    `places` numbers what is connected by these sums alone: the counts of one place at both ends and between.
    """

    sums: sparse.csr_matrix
    flows: Places
    solver: Any
    places: Places


def bases(system: System, before: Before | None) -> list[Shift]:
    """Put the carried moves in numbers, as far as this release names them; equal ones are one.

    ValueError where there are not as many as the release before must have had.
    """
    if before is None:
        return []
    columns = {system.keys[cell]: int(cell) for cell in system.past.nonzero()[0]}
    lost = [key for key in columns if not before.proves(key)]
    if lost:
        raise ValueError(f"the carried moves that protect {lost[0]} are missing")
    named = (tuple(sorted((columns[key], by) for key, by in one.items() if key in columns)) for one in before.carried)
    return [
        Shift(cells=np.array([cell for cell, _ in move], dtype=np.intp), by=np.array([by for _, by in move]))
        for move in dict.fromkeys(named)
        if move
    ]


def links(system: System) -> Links:
    """Find the sums that tie this release to the one before, and prepare to solve them for the flows."""
    ties = system.sums[np.diff(system.sums[:, system.past].tocsr().indptr) > 0]
    named = np.bincount(ties.indices, minlength=len(system.keys)) > 0
    flows = (named & system.flows).nonzero()[0]
    _, labels = connected_components(sparse.bmat([[None, ties], [ties.T, None]]), directed=False)
    return Links(
        sums=ties,
        flows=flows,
        solver=_solver(ties[:, flows]),
        places=labels[ties.shape[0] :],
    )


def extended(system: System, ties: Links, base: Shift, reach: Reach) -> Shift:
    """Let another history go on for the least price, best so that nothing is otherwise at its end.

    What costs least of two is taken: other flows make good for it, or all stays otherwise and flows are as they were.
    Only where neither can be, a program looks for something between.
    """
    allowed = reach.paid | reach.free
    prices = np.where(reach.free | system.past, 0.0, reach.prices)
    either = (_absorbed(system, ties, base), _carried_on(system, base))
    found = [one for one in either if one and _may(system, one, allowed)]
    if not found:
        return _worked_out(system, ties, base, reach)
    return min(found, key=lambda one: float(prices[one.cells].sum()) + _ONWARD * int(_ends(system, one).sum()))


def _may(system: System, shift: Shift, allowed: Flags) -> bool:
    return bool((allowed | system.past)[shift.cells].all()) and holds(system, shift)


def _ends(system: System, shift: Shift) -> Flags:
    otherwise: Flags = ~(system.past | system.flows)[shift.cells]
    return otherwise


def _carried_on(system: System, base: Shift) -> Shift | None:
    onward = system.becomes[base.cells]
    if (onward < 0).any():
        return None
    return Shift(cells=np.concatenate((base.cells, onward)), by=np.concatenate((base.by, base.by)))


def _absorbed(system: System, ties: Links, base: Shift) -> Shift | None:
    if ties.solver is None:
        return None
    differences = base.added(np.zeros_like(system.counts))
    unequal = ties.sums[:, ties.flows].T @ (ties.sums @ differences)
    differences[ties.flows] = np.rint(-ties.solver.solve(unequal.astype(np.float64))).astype(np.int64)
    return shift_of(differences)


def _worked_out(system: System, ties: Links, base: Shift, reach: Reach) -> Shift:
    """Search the same places first, then everywhere; by fractions, which are mostly whole, then by whole numbers."""
    near = np.isin(ties.places, ties.places[base.cells])
    prices = np.where(reach.free, _HIDDEN, reach.prices) * np.where(system.flows, 1.0, 1.0 + _ONWARD)
    for among in (near, np.ones_like(near)):
        around = Reach(free=np.zeros_like(near), paid=(reach.paid | reach.free) & among, prices=prices)
        for whole in (False, True):
            table = alternative(system, {}, around, base=base, whole=whole)
            for shift in shifts(system, table, base) if table is not None else ():
                if base.cells[0] in shift.cells:
                    return shift
    raise ValueError(f"{system.keys[base.cells[0]]} cannot be protected any longer, whatever is hidden")


def _solver(sums: sparse.csr_matrix) -> Any:
    """Prepare the flows that make good for any difference; None where there are none, or too many that could."""
    if not sums.shape[1]:
        return None
    try:
        return splu((sums.T @ sums).tocsc())
    except RuntimeError:
        return None
