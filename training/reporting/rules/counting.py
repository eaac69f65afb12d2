"""Which table does a quarter make, with all that is counted?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.reporting.rules.besides import Measured, bound_persons, with_lessons, with_measured
from training.reporting.rules.details import Told
from training.reporting.rules.figures import Extent, Leaf, stocks
from training.reporting.rules.flows import Earlier, with_flows
from training.reporting.rules.tallies import Tallied


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the end of a quarter: leaves, readers by region, module and lesson, measurements likewise."""

    leaves: Sequence[Leaf]
    readers: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    measured: Mapping[tuple[str, str], Measured] = field(default_factory=dict)


def counted(quarter: str, facts: Facts, extent: Extent, told: Told, *, before: Earlier | None, minimum: int) -> Tallied:
    """Count everything as finely as is told, and refuse what does not add up (ValueError)."""
    found = stocks(quarter, facts.leaves, extent, told, minimum=minimum)
    with_lessons(quarter, found, facts.readers, extent, told, before=before)
    with_measured(quarter, found, facts.measured, extent, before=before)
    bound_persons(found, facts.leaves, extent)
    with_flows(quarter, found, facts.leaves, extent, told, before=before)
    return found
