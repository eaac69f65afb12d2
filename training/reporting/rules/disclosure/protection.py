"""What of a table may be shown, given all that earlier releases have shown?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from training.reporting.rules.disclosure.optimum import optimum
from training.reporting.rules.disclosure.relaxation import chosen, fewest, rows
from training.reporting.rules.disclosure.spreading import spread
from training.reporting.rules.disclosure.system import Flags, System, system
from training.reporting.rules.disclosure.tables import Key, Published, Table

#: Too small itself, or hidden so that nothing small follows. Readers are never told which: it would halve the interval.
Reason = Literal["primary", "secondary"]

#: The usual smallest count that may be shown.
MINIMUM = 5
#: The first choice for a large table need not be the very best: it will be added to.
_GAP = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table of which some cells are hidden.

    `lower_bound` is how many cells of this table any sound choice hides; `optimal` tells that no cheaper one exists.
    """

    table: Table
    minimum: int
    hidden: Mapping[Key, Reason]
    lower_bound: int
    optimal: bool

    @property
    def published(self) -> Published:
        """What everybody may see."""
        values = {key: value for key, value in self.table.values.items() if key not in self.hidden}
        return Published(values=values, relations=self.table.relations)


def protect(table: Table, *, minimum: int = MINIMUM, earlier: Sequence[Protected] = ()) -> Protected:
    """Choose what to hide, so that nobody can exclude that a count from 1 to below the minimum is 0, or the minimum.

    That is the protection interval: from 0 to the minimum, whatever the count. It holds against everything that this
    and all `earlier` releases show, and for what these hid as well; docs/disclosure.md tells why and against whom. The
    same table gives the same choice. ValueError where sums do not hold, or earlier releases already tell too much.
    """
    one = system(table, minimum=minimum, earlier=earlier)
    least = list(rows(one))
    best = optimum(one)
    hidden = best if best is not None else spread(one, chosen(one, least, gap=_GAP))
    return Protected(
        table=table,
        minimum=minimum,
        hidden=_reasons(one, hidden, table),
        lower_bound=fewest(one, least) + sum(one.keys[cell] in table.values for cell in one.hidden.nonzero()[0]),
        optimal=best is not None,
    )


def _reasons(one: System, hidden: Flags, table: Table) -> dict[Key, Reason]:
    small = one.sensitive
    return {
        one.keys[cell]: "primary" if small[cell] else "secondary"
        for cell in hidden.nonzero()[0]
        if one.keys[cell] in table.values
    }
