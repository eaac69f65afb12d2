"""How does a unit that somebody else has deleted come back, with what its author was writing?"""

from dataclasses import replace
from typing import Any

from training.authoring.rules.naming import noun_of
from training.authoring.rules.structure import added
from training.authoring.rules.units import key_of, parent_of, units, with_value
from training.content.rules.module import Lesson, Module
from training.foundation.errors import Refused


def put_back(module: Module, address: str, unit: Any) -> tuple[Module, str]:
    """Add a unit once more with all that lies inside it; return the module and where it stands now.

    It has its old key, under which learners have left readings and answers, unless something else has it by now.
    Raises Refused("unit-gone") where what it stood in is gone as well, and where a lesson has other sources by now.
    """
    kind = unit.kind if isinstance(unit, Lesson) else noun_of(unit)
    grown, made = added(module, parent_of(address), kind)
    if grown is module:
        raise Refused("unit-gone")
    taken = {key_of(each) for each in units(module)}
    key = key_of(made) if unit.key in taken else unit.key
    parent, _, _ = made.rpartition("/")
    return with_value(grown, made, replace(unit, key=key)), f"{parent}/{key}" if parent else key
