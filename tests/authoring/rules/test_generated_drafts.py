"""What holds for whatever an author may write? Asked of generated modules, each part of which is taken in hand."""

from dataclasses import replace

from hypothesis import given, settings

from tests.authoring.drafts import courses, dangling, said
from tests.content.generated import modules
from training.authoring.rules.structure import duplicated, moved, moved_to, removed
from training.authoring.rules.typing import form_of, typed
from training.authoring.rules.units import unit_of, units, with_unit
from training.content.rules.blocks import Quiz, Sources
from training.content.rules.module import Module


@settings(max_examples=6)
@given(modules())
def test_every_part_can_be_typed_copied_moved_and_removed(module: Module) -> None:
    """One test: making a module takes longer than taking it apart."""
    assert dangling(module) == []
    told = said(module)
    for address in units(module):
        _is_put_back_as_its_form_says(module, address)
    for address in list(units(module))[1:]:
        _comes_back(module, address)
        _is_copied(module, address, told)
        _leaves_nothing_that_names_nothing(module, address)
        if isinstance(unit_of(module, address), Sources) or "/" not in address or address.startswith("module/"):
            continue
        if address.count("/") == 1:
            _arrives(module, address, lesson=module.lessons[-1].key)


def test_every_part_of_the_courses_is_what_its_form_says() -> None:
    for module in courses():
        for address in units(module):
            _is_put_back_as_its_form_says(module, address)


def _is_put_back_as_its_form_says(module: Module, address: str) -> None:
    unit = unit_of(module, address)

    read, mistyped = typed(unit, form_of(unit))

    assert (read, mistyped) == (unit, ())
    assert with_unit(module, address, read) == module


def _comes_back(module: Module, address: str) -> None:
    there = moved(module, address, by=1)

    assert sorted(units(there)) == sorted(units(module))
    assert there == module or moved(there, address, by=-1) == module
    assert not any("Sources stand before" in fault for fault in said(there))


def _is_copied(module: Module, address: str, told: set[str]) -> None:
    """The same under another key; a second quiz in a test's lesson is its author's to move."""
    there, new = duplicated(module, address)
    unit, copy = unit_of(module, address), unit_of(there, new)
    if isinstance(unit, Sources):
        assert there == module
        return
    if not any(isinstance(each, Quiz) for each in (unit, *getattr(unit, "blocks", ()))):
        assert replace(copy, key=unit.key) == unit
    assert unit_of(there, address) == unit
    assert list(units(there)).index(new) > list(units(there)).index(address)
    assert {fault for fault in said(there) - told if "exactly one quiz" not in fault} == set()


def _leaves_nothing_that_names_nothing(module: Module, address: str) -> None:
    left = removed(module, address)

    assert dangling(left) == []
    assert address not in units(left)


def _arrives(module: Module, address: str, *, lesson: str) -> None:
    """With the sources that it cites, and under a key that is free there."""
    there = moved_to(module, address, lesson=lesson)

    assert dangling(there) == []
    assert not any("there twice" in fault for fault in said(there))
