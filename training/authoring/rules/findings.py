"""What is there to mend in a module that is being written, and at which unit is it told?"""

from collections.abc import Collection, Iterable
from datetime import date

from training.authoring.rules.units import units
from training.content.rules.fault import WEIGHTS, Fault
from training.content.rules.faults import faults
from training.content.rules.findings import (
    accessible_findings,
    asking_findings,
    feedback_findings,
    readable_findings,
    rechecking_findings,
    size_findings,
    sourcing_findings,
    unused_findings,
    wording_findings,
)
from training.content.rules.findings.places import place_of
from training.content.rules.module import Module
from training.content.rules.segments import MODULE
from training.translation.rules.findings import drawing_findings

_LESSONS = "lessons/"
_YAML = ".yaml"


def findings(module: Module, *, today: date, regions: Collection[str], languages: Collection[str]) -> tuple[Fault, ...]:
    """List all that `training courses check` finds in a module in its own language: the heaviest first.

    `regions` and `languages` are the known ones. What two modules have in common is left to the command line, which
    sees them all.
    """
    cover = place_of(MODULE)
    found = [
        *faults(module, languages=languages, regions=regions),
        *size_findings(module),
        *asking_findings(module, language=module.source, place=cover),
        *sourcing_findings(module),
        *wording_findings(module),
        *accessible_findings(module),
        *feedback_findings(module),
        *unused_findings(module),
        *drawing_findings(module, cover),
        *readable_findings(module),
        *rechecking_findings(module, today=today),
    ]
    return tuple(sorted(found, key=lambda fault: WEIGHTS.index(fault.weight)))


def by_unit(module: Module, found: Iterable[Fault]) -> dict[str, list[Fault]]:
    """Lay findings to the units that they are about; what belongs to none of them is the module's."""
    known, told = frozenset(units(module)), dict[str, list[Fault]]()
    for fault in found:
        told.setdefault(_unit_of(fault, known), []).append(fault)
    return told


def _unit_of(fault: Fault, known: Collection[str]) -> str:
    """Follow the keys of a place as far as they lead to a unit."""
    keys = fault.block.split("/") if fault.block else []
    if fault.file.startswith(_LESSONS):
        keys = [fault.file.removeprefix(_LESSONS).removesuffix(_YAML), *keys]
    # On the cover, keys begin with an objective, a statement or a term, or else with a lesson.
    ways = [keys[:count] for count in range(len(keys), 0, -1)]
    for way in ways:
        if (address := "/".join(way)) in known and not (len(way) == 1 and f"{MODULE}/{address}" in known):
            return address
    first = f"{MODULE}/{keys[0]}" if keys and not fault.file.startswith(_LESSONS) else MODULE
    return first if first in known else MODULE
