"""How does the table of a period follow from the one before? By flows, told apart from those of the application."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.reporting.rules.disclosure.tables import Key, Relation, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Between the ends of two periods a state gains by one flow and loses by another, or only gains.

    What it gains may be what another one gains: whoever enrols has not started and has read no lesson.
    """

    gains: str
    loses: str | None = None


def followed(before: Table, after: Table, *, moves: Mapping[str, Move], period: str) -> Table:
    """Add to the later table the flows between two ends of periods, as counts of their own.

    The first name of a key is its period and the last its state; all else is the same in both tables. What is shown at
    both ends tells the flow by subtraction, so it is protected like any count. `moves` name states in an order in which
    each gain is known: one that gains and loses comes after the one that tells its gain; a ValueError otherwise.

    What the table before did not count, as a new module, had nobody, and everybody knows that. Its flow is the stock
    itself; a relation makes them equal, so either both are shown or both are hidden. So what has been counted once must
    be counted ever after: left out and taken up again, it would seem to begin anew.
    """
    earlier = {key[1:]: key for key in before.values}
    values, relations = dict(after.values), list(after.relations)
    for state, move in moves.items():
        for key, value in after.values.items():
            if key[-1] == state:
                old = earlier.get(key[1:])
                change = value - (before.values[old] if old else 0)
                relations.append(_flow((period, *key[1:-1]), old, key, move=move, change=change, values=values))
    return Table(values=values, relations=tuple(relations))


def _flow(place: Key, old: Key | None, new: Key, *, move: Move, change: int, values: dict[Key, int]) -> Relation:
    gain = (*place, move.gains)
    right = (old, gain) if old else (gain,)
    if move.loses is None:
        if values.setdefault(gain, change) != change:
            raise ValueError(f"{gain} is {values[gain]}, yet {new} has gained {change}")
        return Relation(left=(new,), right=right)
    if gain not in values:
        raise ValueError(f"what {new} has gained is not known: {gain}")
    loss = (*place, move.loses)
    values[loss] = values[gain] - change
    return Relation(left=(new, loss), right=right)
