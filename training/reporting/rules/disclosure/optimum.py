"""Which cells must be hidden at least, exactly? For small tables, by cuts until an attacker finds nothing."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from training.reporting.rules.disclosure.relaxation import NEARLY, Row, chosen, rows
from training.reporting.rules.disclosure.system import Flags, Numbers, System
from training.reporting.rules.disclosure.witnesses import Needs, Reach, alternative, needs, shifts

#: Tables of more open cells are not tried, and after so many rounds it is left to those who take less trouble.
LARGEST = 200
_ROUNDS = 40


def optimum(system: System) -> Flags | None:
    """Choose the cheapest cells by which everything sensitive is protected; None if the table is too large for that.

    Fischetti and Salazar (see `relaxation`): a choice that fulfils too little is cheap; what an attacker finds in it
    is a further row that every sound choice fulfils; so the first choice in which nothing is found is the cheapest.
    """
    if (system.open & ~system.idle).sum() > LARGEST:
        return None
    least = list(rows(system))
    for _ in range(_ROUNDS):
        hidden = chosen(system, least, gap=0.0) | system.must
        missing = list(_missing(system, hidden))
        if not missing:
            return hidden
        least += missing
    return None


def _missing(system: System, hidden: Flags) -> Iterator[Row]:
    """List what a sound choice would fulfil and this one does not."""
    left = needs(system)
    reach = Reach(free=hidden, paid=np.zeros_like(hidden), prices=system.weights)
    while left.left:
        cell, up = left.targets()[0]
        open_ = left.up if up else left.down
        cut, table = _attacked(system, hidden, cell, up=up)
        if table is not None:
            _settle(system, left, table)
        if table is not None and open_[cell]:
            # A proof with fractions is none: is there one of whole numbers?
            table = alternative(system, {cell: up}, reach, whole=True)
            cut = None if table is not None else _anything_else(system, hidden)
        if table is not None:
            _settle(system, left, table)
        if cut is not None:
            open_[cell] = False
            yield cut


def _settle(system: System, left: Needs, table: Numbers) -> None:
    for shift in shifts(system, table):
        left.settle(system, shift)


def _attacked(system: System, hidden: Flags, cell: int, *, up: bool) -> tuple[Row | None, Numbers | None]:
    """Move a count as far as it goes: either the alternative table, or the row that a sound choice would fulfil.

    The row follows from the dual solution: a cell that would let the count go further counts by how much further, at
    most by all of the way.
    """
    cells = hidden.nonzero()[0]
    matrix = system.sums[:, cells]
    rows_ = np.diff(matrix.tocsr().indptr) > 0
    goal = int(system.ceiling[cell]) if up else 0
    direction = np.where(cells == cell, -1.0 if up else 1.0, 0.0)
    highest = np.where((cells == cell) & up, goal, np.inf)
    bound = (matrix @ system.counts[cells])[rows_]
    limits = np.column_stack((np.zeros(len(cells)), highest))
    found = linprog(direction, A_eq=matrix[rows_], b_eq=bound, bounds=limits, method="highs-ds")
    if abs(float(found.x[cells == cell][0]) - goal) < NEARLY:
        table = system.counts.astype(np.float64)
        table[cells] = found.x
        return None, table
    prices = np.zeros(system.sums.shape[0])
    prices[rows_] = found.eqlin.marginals
    return _cut(system, cell, prices, up=up), None


def _cut(system: System, cell: int, prices: Numbers, *, up: bool) -> Row:
    count = int(system.counts[cell])
    way = int(system.ceiling[cell]) - count if up else count
    gain = system.sums.T @ prices
    factors = np.where(gain > NEARLY, 1.0, np.minimum(1.0, np.maximum(-gain, 0.0) * system.counts / way))
    factors[cell] = 0.0
    columns = ((factors > NEARLY) & (system.open | system.hidden)).nonzero()[0]
    return columns, factors[columns], 1.0


def _anything_else(system: System, hidden: Flags) -> Row:
    """There is no table of whole numbers, so these cells and fewer are not enough."""
    columns = (system.open & ~hidden).nonzero()[0]
    return columns, np.ones(len(columns)), 1.0
