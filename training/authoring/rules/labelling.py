"""What is a changed value called where people fill it in, and what does it say to somebody who knows no keys?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from training.authoring.rules.comparing import Changed
from training.authoring.rules.importing import ORDER
from training.authoring.rules.naming import name_of, noun_of
from training.authoring.rules.typing import FieldKind, fields_of
from training.authoring.rules.units import unit_of
from training.content.rules.blocks import Sources
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import MODULE
from training.content.rules.wording import Run
from training.foundation.errors import Refused

#: What its author never chose.
_UNTOLD = frozenset(("kind", "key"))
#: How a page says what is no text: as yes or no, from the house's own list, by the names of regions.
TRUTH, FIXED, REGIONS = "truth", "fixed", "regions"
#: What stands for the keys of other things, and is told by their names.
_REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLabel:
    """One of several parts on the way to a value."""

    noun: str
    key: str
    number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A change in words: where it is, and both sides with the names of what they name.

    Without `runs` the two sides are no texts, and nothing is marked in them. `word` is TRUTH, FIXED or REGIONS where a
    page has words for what they say.
    """

    unit: str
    parts: tuple[PartLabel, ...]
    noun: str
    field: str
    is_order: bool
    old: str | None
    new: str | None
    word: str = ""
    runs: tuple[Run, ...] = ()


def labelled(old: Module, new: Module, changes: Iterable[Changed]) -> tuple[Labelled, ...]:
    """Say of each change where it is in the words of forms; what nobody can choose is left out."""
    told = (_labelled(old, new, change) for change in changes)
    return tuple(each for each in told if each.field not in _UNTOLD or each.noun == "lesson")


def _labelled(old: Module, new: Module, change: Changed) -> Labelled:
    before, after = _side(old, change), _side(new, change)
    there = before if after.holder is None or (change.new is None and before.holder is not None) else after
    how = _how(there)
    is_text = not how and not there.is_order
    return Labelled(
        unit=change.unit,
        parts=there.parts,
        noun=noun_of(there.holder) if there.holder is not None else MODULE,
        field=there.field,
        is_order=there.is_order,
        old=_said(before, change.old, how),
        new=_said(after, change.new, how),
        word=how if how != _REFERENCE else "",
        runs=change.runs if is_text and None not in (change.old, change.new) else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The place of a change in one of the two modules; `holder` is the unit or part that has the field."""

    module: Module
    unit: str
    field: str
    is_order: bool
    holder: Any
    parts: tuple[PartLabel, ...]


def _side(module: Module, change: Changed) -> _Side:
    *inside, field = change.address.removesuffix(ORDER).removeprefix(change.unit).strip("/").split("/")
    holder, parts = _walked(module, change.unit, inside)
    is_order = change.address.endswith(ORDER)
    return _Side(module=module, unit=change.unit, field=field, is_order=is_order, holder=holder, parts=parts)


def _how(side: _Side) -> str:
    """Tell what a field holds besides text."""
    if side.field == "regions":
        return REGIONS
    kind: type = type(side.holder)
    known = fields_of(kind) if is_dataclass(kind) else ()
    asked = next((each for each in known if each.name.rpartition(".")[2] == side.field), None)
    if asked is None:
        return ""
    if asked.given:
        return FIXED
    if asked.kind is FieldKind.TRUTH:
        return TRUTH
    return _REFERENCE if asked.kind in (FieldKind.CHOICE, FieldKind.KEYS) else ""


def _said(side: _Side, text: str | None, how: str) -> str | None:
    """Put names in the place of keys."""
    if text is not None and side.unit == MODULE and side.field == "media":
        return ", ".join(medium.name for medium in side.module.media)
    if text is None or not (side.is_order or how == _REFERENCE):
        return text
    names = dict(_names(side))
    return "; ".join(names.get(key) or key for key in text.split(", ") if key)


def _names(side: _Side) -> Iterator[tuple[str, str]]:
    """List what keys may stand for near a change: the nearest last, for it is meant where two have one key."""
    module = side.module
    for parts in (module.objectives, module.statements, module.glossary, module.lessons):
        yield from _named(parts)
    for lesson in module.lessons:
        yield from _named(lesson.blocks)
        if lesson.key == side.unit.partition("/")[0]:
            yield from _named(_sources(lesson))
    for each in (_standing(module, side.unit), side.holder):
        for name in ("targets", "steps", side.field):
            listed = getattr(each, name, ())
            yield from _named(listed if isinstance(listed, tuple) else ())


def _walked(module: Module, unit: str, steps: Iterable[str]) -> tuple[Any, tuple[PartLabel, ...]]:
    """Follow keys from a unit to the part that holds a value."""
    holder, way = _standing(module, unit), []
    for key in steps:
        found = _part(holder, key) if holder is not None else None
        if found is None:
            continue
        holder, label = found
        way.append(label)
    return holder, tuple(way)


def _part(holder: Any, key: str) -> tuple[Any, PartLabel] | None:
    for field in fields(holder):
        parts = getattr(holder, field.name)
        if not isinstance(parts, tuple):
            continue
        for number, part in enumerate(parts, 1):
            if is_dataclass(part) and getattr(part, "key", None) == key:
                return part, PartLabel(noun=noun_of(part), key=key, number=number, count=len(parts))
    return None


def _standing(module: Module, unit: str) -> Any:
    try:
        return unit_of(module, unit)
    except Refused:
        return None


def _named(parts: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if is_dataclass(part) and hasattr(part, "key"):
            yield str(part.key), name_of(part)


def _sources(lesson: Lesson) -> Iterator[Any]:
    for block in lesson.blocks:
        if isinstance(block, Sources):
            yield from block.items
