"""What of a table may be shown, given all that earlier releases have shown?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from training.reporting.rules.disclosure.before import Before, Deviation, Reason
from training.reporting.rules.disclosure.carrying import bases
from training.reporting.rules.disclosure.optimum import optimum
from training.reporting.rules.disclosure.relaxation import chosen, fewest, rows
from training.reporting.rules.disclosure.spreading import proved, spread
from training.reporting.rules.disclosure.system import Flags, System, system
from training.reporting.rules.disclosure.tables import Key, Published, Table

#: The usual smallest count that may be shown.
MINIMUM = 5
#: The first choice for a large table need not be the very best: it will be added to.
_GAP = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table of which some cells are hidden.

    `lower_bound` is how many cells of this table any sound choice hides; `optimal` tells that no cheaper one exists.
    `carried` is what the next release must go on with.
    """

    table: Table
    minimum: int
    hidden: Mapping[Key, Reason]
    lower_bound: int
    optimal: bool
    carried: tuple[Deviation, ...] = ()

    @property
    def published(self) -> Published:
        """What everybody may see."""
        values = {key: value for key, value in self.table.values.items() if key not in self.hidden}
        return Published(values=values, relations=self.table.relations)

    @property
    def before(self) -> Before:
        """What the next release must know of this one."""
        return Before(values=self.table.values, hidden=self.hidden, minimum=self.minimum, carried=self.carried)


def protect(
    table: Table,
    *,
    minimum: int = MINIMUM,
    persons: Mapping[Key, int] | None = None,
    before: Before | None = None,
) -> Protected:
    """Choose what to hide, so that nobody can exclude that a count of too few people is 0, or that it is of enough.

    That is the protection interval: from 0 to the minimum, or to the count where few `persons` are counted more than
    once. It holds against everything that this and all earlier releases show, and for what these hid as well, which is
    all in `before`; docs/disclosure.md tells why and against whom. The same table gives the same choice. ValueError
    where sums do not hold, or earlier releases already tell too much.
    """
    one = system(table, minimum=minimum, persons=persons, before=before)
    least = list(rows(one))
    best = None if one.past.any() else optimum(one)
    moves = bases(one, before)
    if best is None:
        choice = spread(one, chosen(one, least, gap=_GAP), moves)
    else:
        choice = proved(one, moves, (best,), np.zeros_like(one.weights))
    hidden = choice.hidden if best is None else best
    return Protected(
        table=table,
        minimum=minimum,
        hidden=_reasons(one, hidden),
        lower_bound=fewest(one, least),
        optimal=best is not None,
        carried=choice.carried,
    )


def _reasons(one: System, hidden: Flags) -> dict[Key, Reason]:
    small = one.sensitive
    return {one.keys[cell]: "primary" if small[cell] else "secondary" for cell in hidden.nonzero()[0]}
