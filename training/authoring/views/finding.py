"""What is to be mended in a module, and where? Worked out once a day for each state of it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from training.authoring.rules.findings import by_unit, findings
from training.authoring.views.parsed import MOST_REMEMBERED, Parsed
from training.content.rules.fault import ADVISES, BLOCKS, MENDS, Fault
from training.foundation.languages import LANGUAGES

Found = Mapping[str, list[Fault]]


@lru_cache(maxsize=MOST_REMEMBERED)
def found(state: Parsed, *, regions: frozenset[str], today: date) -> Found:
    """List what is to be said about each unit of a module, by its address."""
    told = findings(state.module, today=today, regions=regions, languages=tuple(LANGUAGES))
    return by_unit(state.module, told)


def counted(told: Found) -> dict[str, int]:
    """Count findings by their weight, the heaviest first."""
    weights = [fault.weight for faults in told.values() for fault in faults]
    return {weight: weights.count(weight) for weight in (BLOCKS, MENDS, ADVISES)}
