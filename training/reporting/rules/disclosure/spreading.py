"""What must be hidden in a large table? What moves where every sensitive count has another value."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator, default_rng

from training.reporting.rules.disclosure.carrying import extended, links
from training.reporting.rules.disclosure.choices import Choice, begin
from training.reporting.rules.disclosure.relaxation import NEARLY
from training.reporting.rules.disclosure.resorting import resort
from training.reporting.rules.disclosure.room import Room, room
from training.reporting.rules.disclosure.system import Flags, Numbers, System
from training.reporting.rules.disclosure.witnesses import NOWHERE, Reach, Shift, Targets, alternative

#: The same table gives the same choice.
_SEED = 1
#: Few targets at a time hide less and take longer: this share of what is left, and at least so many.
_SHARE, _FEWEST = 0.06, 12
#: Where less than this share of what was left could be proved among a few cells, it is tried among more.
_WORTHWHILE = 0.67
#: What the first choice hides is nearly free of charge, but not quite: it may turn out to be superfluous.
_CHOSEN = 0.1


def spread(system: System, first: Flags, bases: Sequence[Shift]) -> Choice:
    """Hide what is sensitive and what moves in the proofs that it could be 0 and could be its ceiling.

    The second round proves everything anew with those cells alone that the first one hid, and so needs fewer. What no
    proof moves is shown: each proof agrees with it. So the result is protected by construction, and against an attacker
    who knows that counts are whole numbers.
    """
    prices = system.weights * np.where(first, _CHOSEN, 1.0)
    rough = proved(system, bases, (first & system.open, system.open & ~system.idle, system.open), prices)
    return proved(system, bases, (rough.hidden,), system.weights)


def proved(system: System, bases: Sequence[Shift], among: Sequence[Flags], prices: Numbers) -> Choice:
    """Go on with the other histories of earlier releases first, and then prove what is left.

    Cells of `among` are tried in turn: so few are hidden that programs are small; who finds nothing there may pay more.
    """
    choice, chance = begin(system), default_rng(_SEED)
    known, ties = room(system), links(system)
    for base in bases:
        then = known.since(base)
        waiting = [one for one in choice.left.targets() if not then.shuts(one)]
        for paid in among if waiting else ():
            reach = Reach(free=choice.hidden, paid=paid, prices=prices)
            targets = _drawn(system, waiting, chance)
            if _tried(choice, targets, reach, worth=1 + 0.2 * chance.random(len(prices)), base=base):
                break
        else:
            choice.take(extended(system, ties, base, Reach(free=choice.hidden, paid=among[-1], prices=prices)))
    for paid in among:
        reach = Reach(free=choice.hidden, paid=paid, prices=prices)
        least = 0.0 if paid is among[-1] else _WORTHWHILE
        while _sweep(choice, known, chance, reach) > least:
            pass
    resort(choice, known, bases, among, prices)
    return choice


def _sweep(choice: Choice, known: Room, chance: Generator, reach: Reach) -> float:
    """Try everything that is left once, many targets at a time; tell what share of it was proved."""
    before = choice.left.left
    waiting = [one for one in choice.left.targets() if not known.shuts(one)]
    while waiting:
        targets = _drawn(choice.system, waiting, chance)
        _tried(choice, targets, reach, worth=1 + 0.2 * chance.random(len(reach.free)))
        waiting = [one for one in waiting if one in choice.left and targets.get(one[0]) is not one[1]]
    return 1 - choice.left.left / before if before else 0.0


def _tried(choice: Choice, targets: Targets, reach: Reach, *, worth: Numbers, base: Shift = NOWHERE) -> bool:
    system, before = choice.system, choice.left.left
    table = alternative(system, targets, reach, worth=worth, base=base)
    taken = choice.take_useful(table, base)
    if table is None or (taken and (len(base.cells) or before - choice.left.left >= len(targets) / 2)):
        return taken
    near = _near(system, reach, targets, table)
    return choice.take_useful(alternative(system, targets, near, worth=worth, whole=True, base=base), base) or taken


def _near(system: System, reach: Reach, targets: Targets, table: Numbers) -> Reach:
    """Let only move what moves with fractions: among so few cells, whole numbers are found at once if there are any."""
    moving = np.abs(table - system.counts) > NEARLY
    moving[list(targets)] = True
    return Reach(free=reach.free & moving, paid=reach.paid & moving, prices=reach.prices)


def _drawn(system: System, waiting: list[tuple[int, bool]], chance: Generator) -> dict[int, bool]:
    """Draw targets that are not in each other's way: in no relation do two of them pull to the same side."""
    chance.shuffle(waiting)
    columns = system.sums.tocsc()
    busy = np.zeros((columns.shape[0], 2), dtype=np.bool_)
    targets: dict[int, bool] = {}
    for cell, up in waiting:
        inside = slice(columns.indptr[cell], columns.indptr[cell + 1])
        rows, side = columns.indices[inside], ((columns.data[inside] > 0) == up).astype(int)
        if cell in targets or busy[rows, side].any():
            continue
        busy[rows, side] = True
        targets[cell] = up
        if len(targets) >= max(_FEWEST, _SHARE * len(waiting)):
            break
    return targets
