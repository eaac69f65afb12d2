"""What must be hidden in a large table? What moves where every sensitive count has another value."""

import numpy as np
from numpy.random import Generator, default_rng

from training.reporting.rules.disclosure.relaxation import NEARLY
from training.reporting.rules.disclosure.system import Flags, Numbers, System
from training.reporting.rules.disclosure.witnesses import Needs, Reach, Targets, alternative, needs

#: The same table gives the same choice.
_SEED = 1
#: Few targets at a time hide less and take longer: this share of what is left, and at least so many.
_SHARE, _FEWEST = 0.03, 12
#: What the first choice hides is nearly free of charge, but not quite: it may turn out to be superfluous.
_CHOSEN = 0.1


def spread(system: System, first: Flags) -> Flags:
    """Hide what is sensitive and what moves in the proofs that it could be 0 and could be its ceiling.

    The second round proves everything anew with those cells alone that the first one hid, and so needs fewer. What no
    proof moves is shown: each proof agrees with it. So the result is protected by construction, and against an attacker
    who knows that counts are whole numbers.
    """
    prices = system.weights * np.where(first, _CHOSEN, 1.0)
    hidden = _proved(system, Reach(free=system.must, paid=system.open, prices=prices))
    return _proved(system, Reach(free=system.must, paid=hidden, prices=system.weights))


def _proved(system: System, reach: Reach) -> Flags:
    left, chance = needs(system), default_rng(_SEED)
    hidden = reach.free.copy()
    while left.left:
        before = left.left
        targets = _targets(system, left, chance)
        now = Reach(free=hidden, paid=reach.paid, prices=reach.prices)
        worth = 1 + 0.2 * chance.random(len(hidden))
        table = alternative(system, targets, now, worth=worth)
        if table is not None:
            hidden = hidden | left.settle(system, table)
        if table is not None and before - left.left < len(targets) / 2:
            whole = alternative(system, targets, _near(system, now, targets, table), worth=worth, whole=True)
            hidden = hidden | left.settle(system, whole) if whole is not None else hidden
        if before == left.left:
            hidden = hidden | _one_by_itself(system, left, now)
    return hidden


def _near(system: System, reach: Reach, targets: Targets, table: Numbers) -> Reach:
    """Let only move what moves with fractions: among so few cells, whole numbers are found at once if there are any."""
    moving = np.abs(table - system.counts) > NEARLY
    moving[list(targets)] = True
    return Reach(free=reach.free & moving, paid=reach.paid & moving, prices=reach.prices)


def _one_by_itself(system: System, left: Needs, reach: Reach) -> Flags:
    """Prove one target with nothing else in its way, by fractions if these happen to be whole."""
    cell, up = left.targets()[0]
    for whole in (False, True):
        table = alternative(system, {cell: up}, reach, whole=whole)
        if table is None:
            break
        before = left.left
        moved = left.settle(system, table)
        if left.left < before:
            return moved
    raise ValueError(f"{system.keys[cell]} cannot be protected, whatever is hidden")


def _targets(system: System, left: Needs, chance: Generator) -> Targets:
    """Draw targets that are not in each other's way: in no relation do two of them pull to the same side."""
    candidates = left.targets()
    chance.shuffle(candidates)
    columns = system.sums.tocsc()
    busy = np.zeros((columns.shape[0], 2), dtype=np.bool_)
    targets: dict[int, bool] = {}
    for cell, up in candidates:
        inside = slice(columns.indptr[cell], columns.indptr[cell + 1])
        rows, side = columns.indices[inside], ((columns.data[inside] > 0) == up).astype(int)
        if cell in targets or busy[rows, side].any():
            continue
        busy[rows, side] = True
        targets[cell] = up
        if len(targets) >= max(_FEWEST, _SHARE * len(candidates)):
            break
    return targets
