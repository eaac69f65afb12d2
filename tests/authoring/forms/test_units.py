"""Does a form ask for everything that a unit consists of, and offer what it may name?"""

from collections.abc import Iterator

from tests import make
from training.authoring.forms import Entry, entries_of, surroundings
from training.authoring.rules.typing import form_of
from training.authoring.rules.units import unit_of, units
from training.content.rules.module import Module

REGIONS = {"chemnitz": "Chemnitz", "linz": "Linz"}


def asked(module: Module, address: str) -> dict[str, Entry]:
    """Return the fields of a unit's form by their names, those of its parts included."""
    unit = unit_of(module, address)
    entries = entries_of(unit, form_of(unit), surroundings(module, address, REGIONS))
    return {entry.name: entry for entry in _all(entries)}


def _all(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        for part in entry.parts:
            yield from _all(part.entries)


def test_every_value_of_every_unit_stands_in_its_form() -> None:
    module = make.module_value()
    for address in units(module):
        written = form_of(unit_of(module, address))
        assert {name: list(entry.values) for name, entry in asked(module, address).items()} == written


def test_what_may_be_named_is_offered_by_its_name() -> None:
    module = make.module_value()
    question = asked(module, "who/who-quiz/who-single")
    assert [offer.name for offer in question["objective"].offers] == ["sort businesses by sector", "calculate a levy"]
    assert [offer.name for offer in question["see"].offers] == ["Who they are", "Space to work"]
    case = asked(module, "who/mill")
    assert [offer.value for offer in case["sources"].offers] == ["report"]
    assert [offer.name for offer in case["regions"].offers] == ["Chemnitz", "Linz"]
    assert [offer.value for offer in asked(module, "space/map")["media"].offers] == ["map.svg"]
    cover = asked(module, "module")
    assert [offer.name for offer in cover["completion.passed"].offers] == ["Try it", "The test"]
    # Nothing of another lesson: its sources are not this one's.
    assert asked(module, "space/way")["sources"].offers == ()
