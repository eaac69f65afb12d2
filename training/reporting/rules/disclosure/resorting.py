"""How is proved what cannot be proved while the past is as it was? With another history of earlier releases."""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from training.reporting.rules.disclosure.choices import Choice
from training.reporting.rules.disclosure.room import Room
from training.reporting.rules.disclosure.system import Flags, Numbers
from training.reporting.rules.disclosure.witnesses import NOWHERE, Reach, Shift, Target, alternative, shift_of, shifts


def resort(choice: Choice, known: Room, bases: Sequence[Shift], among: Sequence[Flags], prices: Numbers) -> None:
    """Prove one by one what is left; the choice must have gone on with all `bases`, in their order, before all else.

    First two proofs at hand are added: one in which fewer had completed before, and one in which nobody has since. Only
    then programs are solved, among more and more cells. ValueError where nothing helps.
    """
    onward, nothing = choice.proofs[: len(bases)], np.zeros_like(choice.hidden)
    reaches = [Reach(free=choice.hidden, paid=paid, prices=prices) for paid in (nothing, *among)]
    for target in choice.left.targets():
        if target in choice.left:
            found = next(chain(_added(choice, target, onward), _by_itself(choice, target, bases, reaches, known)), None)
            if found is None:
                raise ValueError(f"{choice.system.keys[target[0]]} cannot be protected, whatever is hidden")
            choice.take(found)


def _added(choice: Choice, target: Target, onward: Sequence[Shift]) -> Iterator[Shift]:
    cell, system = target[0], choice.system
    way = system.goal(*target) - system.counts[cell]
    since = [one for one in choice.proofs if cell in one.cells and not system.past[one.cells].any()]
    for before in onward:
        first = before.added(np.zeros_like(system.counts))
        sums = (one.added(first) for one in since)
        yield from (shift_of(both) for both in sums if both[cell] == way and (system.counts + both >= 0).all())


def _by_itself(
    choice: Choice, target: Target, bases: Sequence[Shift], reaches: Sequence[Reach], known: Room
) -> Iterator[Shift]:
    """Prove a target with nothing else in its way: for as little as possible, by fractions if these happen to be whole.

    What a single sum forbids is asked in earnest only where everything may be hidden.
    """
    cell, system = target[0], choice.system
    way = system.goal(*target) - system.counts[cell]
    possible = [base for base in (NOWHERE, *bases) if not known.since(base).shuts(target)]
    for reach in reaches:
        for base in (NOWHERE, *bases) if reach is reaches[-1] else possible:
            for whole in (False, True):
                table = alternative(system, dict([target]), reach, base=base, whole=whole)
                parts = shifts(system, table, base) if table is not None else ()
                yield from (one for one in parts if one.added(np.zeros_like(system.counts))[cell] == way)
