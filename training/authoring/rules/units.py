"""What is edited on one page, and where in its module does it stand?

Addresses: ``module`` (the cover), ``module/<key>`` (an objective, a statement, a term), ``<lesson>``,
``<lesson>/<block>``, ``<lesson>/<quiz>/<question>``.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from training.content.rules.blocks import Quiz
from training.content.rules.canonical import as_plain
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused

#: Objectives, statements and terms share one space of keys.
LISTS = ("objectives", "statements", "glossary")
#: What a page of the cover edits; key, region and language of a module never change.
COVER = ("title", "summary", "audience", "provider", "as_of", "completion")


def unit_of(module: Module, address: str) -> Any:
    """Find what stands at an address, with all that lies inside it; raises Refused("unit-gone")."""
    if address == MODULE:
        return module
    key = key_of(address)
    found = next((part for part in siblings(module, address) if part.key == key), None)
    if found is None:
        raise Refused("unit-gone")
    return found


def unit_digest(module: Module, address: str) -> str:
    """Identify what the page of a unit edits, by the SHA-256 of its canonical JSON in hexadecimal."""
    unit = unit_of(module, address)
    own = {name: as_plain(getattr(unit, name)) for name in COVER} if address == MODULE else as_plain(_alone(unit))
    return sha256(json.dumps(own, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def with_unit(module: Module, address: str, unit: Any) -> Module:
    """Put a unit in its place; what has pages of its own stays: blocks, questions, the lists of the module.

    Raises Refused("unit-gone") where nothing of its kind stands there.
    """
    standing = unit_of(module, address)
    if type(unit) is not type(standing):
        raise Refused("unit-gone")
    match standing:
        case Module():
            return replace(standing, **{name: getattr(unit, name) for name in COVER})
        case Lesson():
            return with_value(module, address, replace(unit, blocks=standing.blocks))
        case Quiz():
            return with_value(module, address, replace(unit, questions=standing.questions))
    return with_value(module, address, unit)


def units(module: Module) -> Iterator[str]:
    """List every address in reading order."""
    yield MODULE
    yield from (f"{MODULE}/{part.key}" for name in LISTS for part in getattr(module, name))
    for lesson in module.lessons:
        yield lesson.key
        for block in lesson.blocks:
            yield f"{lesson.key}/{block.key}"
            yield from (f"{lesson.key}/{block.key}/{each.key}" for each in _questions(block))


def unit_above(address: str, known: Collection[str]) -> str:
    """Find the unit that a part lies in: the longest known address of one on the way to it."""
    steps = address.split("/")
    above = ("/".join(steps[:length]) for length in range(len(steps) - 1, 0, -1))
    return next((each for each in above if each in known), MODULE)


def key_of(address: str) -> str:
    """Return the last key of an address."""
    return address.rpartition("/")[2]


def parent_of(address: str) -> str:
    """Return the address of the unit that holds another: of a lesson, the module."""
    return address.rpartition("/")[0] or MODULE


def siblings(module: Module, address: str) -> tuple[Any, ...]:
    """List the units among which one stands, itself included; raises Refused("unit-gone")."""
    return tuple(getattr(unit_of(module, parent_of(address)), _list_of(module, address)))


def with_siblings(module: Module, address: str, parts: Iterable[Any]) -> Module:
    """Put others in the place of the units among which this one stands."""
    parent = parent_of(address)
    held = replace(unit_of(module, parent), **{_list_of(module, address): tuple(parts)})
    return with_value(module, parent, held)


def with_value(module: Module, address: str, value: Any) -> Module:
    """Put a value in the place of a unit, with all that lies inside it."""
    if address == MODULE:
        return value  # type: ignore[no-any-return]
    key, there = key_of(address), siblings(module, address)
    # Only the first: a draft in which two have one key must not lose one of them.
    at = next((number for number, part in enumerate(there) if part.key == key), len(there))
    return with_siblings(module, address, (*there[:at], value, *there[at + 1 :]))


def _list_of(module: Module, address: str) -> str:
    """Name the field in which what stands at an address is held."""
    match address.split("/"):
        case [key] if key != MODULE:
            return "lessons"
        case ["module", key]:
            return next((name for name in LISTS if _holds(getattr(module, name), key)), LISTS[0])
        case [lesson, _] if lesson:
            return "blocks"
        case [lesson, block, _] if isinstance(unit_of(module, f"{lesson}/{block}"), Quiz):
            return "questions"
    raise Refused("unit-gone")


def _holds(parts: Iterable[Any], key: str) -> bool:
    return any(part.key == key for part in parts)


def _alone(unit: Any) -> Any:
    match unit:
        case Lesson():
            return replace(unit, blocks=())
        case Quiz():
            return replace(unit, questions=())
    return unit


def _questions(block: Any) -> tuple[Any, ...]:
    return block.questions if isinstance(block, Quiz) else ()
