"""What is hidden so far, and by which proofs? A choice grows proof by proof."""

from dataclasses import dataclass, field

import numpy as np

from training.reporting.rules.disclosure.before import Deviation
from training.reporting.rules.disclosure.system import Flags, Numbers, System
from training.reporting.rules.disclosure.witnesses import NOWHERE, Needs, Shift, needs, shifts, together


@dataclass(slots=True, kw_only=True, eq=False)
class Choice:
    """The cells hidden so far, what is left to be proved of them, and the proofs: tables that agree with all else."""

    system: System
    hidden: Flags
    left: Needs
    proofs: list[Shift] = field(default_factory=list)

    def take(self, proof: Shift) -> None:
        """Hide what moves in a proof."""
        self.left.settle(self.system, proof)
        self.hidden[proof.cells] = True
        self.hidden &= ~self.system.past
        self.proofs.append(proof)

    def take_useful(self, table: Numbers | None, base: Shift = NOWHERE) -> bool:
        """Take of another table, as one proof, how the `base` goes on and what proves anything; tell whether it did."""
        parts = list(shifts(self.system, table, base)) if table is not None else []
        going_on = [one for one in parts if np.isin(base.cells, one.cells).any()]
        useful = [one for one in parts if self.left.proves(self.system, one) and one not in going_on]
        taken = bool(going_on or (useful and not len(base.cells)))
        if taken:
            self.take(together([*going_on, *useful]))
        return taken

    @property
    def carried(self) -> tuple[Deviation, ...]:
        """Name what is otherwise at the end of the period in any proof; equal ones are one, and nothing is none."""
        ends = ~(self.system.past | self.system.flows)
        moves = [(one.cells[ends[one.cells]].tolist(), one.by[ends[one.cells]].tolist()) for one in self.proofs]
        distinct = dict.fromkeys((tuple(cells), tuple(by)) for cells, by in moves if cells)
        return tuple(
            {self.system.keys[cell]: number for cell, number in zip(cells, by, strict=True)} for cells, by in distinct
        )


def begin(system: System) -> Choice:
    """Hide what is sensitive."""
    return Choice(system=system, hidden=system.sensitive & ~system.past, left=needs(system))
