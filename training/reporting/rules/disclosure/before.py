"""What must be known of a release when the next one is made? It is all that the past is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from training.reporting.rules.disclosure.tables import Key

#: Too small itself, or hidden so that nothing small follows. Readers are never told which: it would halve the interval.
Reason = Literal["primary", "secondary"]
#: By how much counts of a release differ from the true ones in another history that agrees with everything shown.
Deviation = Mapping[Key, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The last release: what it counted, what of that is hidden, and its carried moves.

    A carried move stands for a whole other history up to the end of its period, by which something small is protected
    that this or an earlier release hid; the next release must go on with each of them.
    """

    values: Mapping[Key, int]
    hidden: Mapping[Key, Reason]
    minimum: int
    carried: tuple[Deviation, ...] = ()

    def ceiling(self, key: Key) -> int:
        """Return what nobody may exclude of a small count beside 0; of others it is 0."""
        return max(self.minimum, self.values[key]) if self.hidden.get(key) == "primary" else 0

    def proves(self, key: Key) -> bool:
        """Tell whether the carried moves show a small count at 0 and at its ceiling; if not, some have been lost."""
        count, ceiling = self.values[key], self.ceiling(key)
        reached = {count, *(count + move.get(key, 0) for move in self.carried)}
        return not ceiling or (min(reached) <= 0 and max(reached) >= ceiling)
