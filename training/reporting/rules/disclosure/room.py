"""Which counts cannot go where they are wanted, since a single sum forbids it?"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from training.reporting.rules.disclosure.system import Counts, Numbers, System
from training.reporting.rules.disclosure.witnesses import Shift, Target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Room:
    """For each sum what is known of it, and how many counts can move: in `ways`, those on the left and on the right."""

    system: System
    columns: sparse.csc_matrix
    known: Numbers
    ways: Counts

    def since(self, base: Shift) -> "Room":
        """Return the room that there is where the past was otherwise."""
        return replace(self, known=self.known + self.system.sums @ base.added(np.zeros_like(self.system.counts)))

    def shuts(self, target: Target) -> bool:
        """Tell whether there is no way for a count to get where it is wanted, as it is in one sum with the past alone.

        Who had completed has completed: as long as two had before, three cannot become none.
        """
        cell = target[0]
        inside = slice(self.columns.indptr[cell], self.columns.indptr[cell + 1])
        rows, signs = self.columns.indices[inside], self.columns.data[inside]
        missing = -(self.known[rows] + signs * self.system.goal(*target))
        left = self.ways[rows, 0] - (signs > 0)
        right = self.ways[rows, 1] - (signs < 0)
        return bool((((missing > 0) & (left == 0)) | ((missing < 0) & (right == 0))).any())


def room(system: System) -> Room:
    """Count what is known in each sum, and what can move."""
    usual = system.open & ~system.idle
    known = system.sums @ np.where(usual, 0, system.counts)
    moving = system.sums[:, usual]
    ways = np.column_stack([np.asarray((moving > 0).sum(axis=1)), np.asarray((moving < 0).sum(axis=1))])
    return Room(system=system, columns=system.sums.tocsc(), known=known, ways=ways)
