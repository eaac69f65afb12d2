"""Which fields has the form of a unit, and what stands in them?"""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from training.authoring.rules.beginnings import part_of
from training.authoring.rules.units import COVER
from training.content.rules.blocks import FORMS, MOMENTS, NO_DAY, Diagram, Quiz, SelfAssessment
from training.content.rules.module import LESSON, TEST, CompletionRule, Lesson, Module
from training.content.rules.quiz_faults import PURPOSES
from training.content.rules.segments import is_markdown

#: A text of more characters is a mistake, such as a whole document pasted into one field.
LONGEST_TEXT = 20_000
#: What a box that is ticked says.
TICKED = "true"
#: Texts that are keys of something else, or names of files: they are chosen and never written.
_CHOSEN = frozenset(("objective", "see", "next", "target", "media", "captions"))
#: What is chosen from the house's own lists.
_GIVEN: dict[tuple[type, str], tuple[str, ...]] = {
    (Lesson, "kind"): (LESSON, TEST),
    (Diagram, "form"): tuple(FORMS),
    (SelfAssessment, "moment"): MOMENTS,
    (Quiz, "purpose"): tuple(PURPOSES),
}
#: What is edited elsewhere, or never.
_ELSEWHERE = frozenset(("key", "blocks", "questions"))


class FieldKind(StrEnum):
    """How a field is filled in; CHOICE takes one of what is offered, KEYS any number of it, PARTS have own fields."""

    LINE = "line"
    MARKDOWN = "markdown"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    CHOICE = "choice"
    KEYS = "keys"
    PARTS = "parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind of unit or part.

    `optional` fields may stay empty, `part` is the dataclass of what is listed, `given` all that may be chosen where
    the house says it, `empty` what it means when nothing is filled in.
    """

    name: str
    kind: FieldKind
    optional: bool
    part: type | None = None
    given: tuple[str, ...] = ()
    empty: Any = ""


def fields_of(kind: type) -> tuple[Field, ...]:
    """List the fields of a dataclass in its order, without its key and what has pages of its own."""
    return _fields_of(kind)


def form_of(unit: Any) -> dict[str, list[str]]:
    """Write a unit as a form: names to values.

    ``title``; ``steps.<key>.text`` inside a part, whose keys stand in order under ``steps``. Parts without a key are
    counted from 1. A box that is not ticked has no value, as a browser posts it.
    """
    return dict(_written(unit, ""))


def part_keys(parts: Sequence[Any]) -> list[str]:
    """List how the parts of a list are called in a form."""
    return [getattr(part, "key", str(number)) for number, part in enumerate(parts, 1)]


def value_in(unit: Any, name: str) -> Any:
    """Return what stands in a field."""
    for step in name.split("."):
        unit = getattr(unit, step)
    return unit


@cache
def _fields_of(kind: type) -> tuple[Field, ...]:
    if kind is Module:
        texts = tuple(_field(Module, name) for name in COVER if name != "completion")
        return (*texts, *(_field(CompletionRule, each.name, "completion.") for each in fields(CompletionRule)))
    return tuple(_field(kind, each.name) for each in fields(kind) if each.name not in _ELSEWHERE)


def _written(value: Any, start: str) -> Iterator[tuple[str, list[str]]]:
    for field in fields_of(type(value)):
        name, child = f"{start}{field.name}", value_in(value, field.name)
        if field.kind is not FieldKind.PARTS:
            yield name, _values(child)
            continue
        keys = part_keys(child)
        yield name, keys
        for key, part in zip(keys, child, strict=True):
            yield from _written(part, f"{name}.{key}.")


def _values(value: Any) -> list[str]:
    match value:
        case bool():
            return [TICKED] if value else []
        case tuple():
            return list(value)
        case date():
            return ["" if value == NO_DAY else value.isoformat()]
    return ["" if value is None else str(value)]


def _field(kind: type, name: str, start: str = "") -> Field:
    hint = get_type_hints(kind)[name]
    optional = NoneType in get_args(hint)
    default = next(each.default for each in fields(kind) if each.name == name)
    how, nothing = _kind_of(kind, name, hint)
    return Field(
        name=f"{start}{name}",
        kind=how,
        optional=optional or default == (),
        part=part_of(hint),
        given=_GIVEN.get((kind, name), ()),
        empty=None if optional else nothing if default is MISSING else default,
    )


def _kind_of(kind: type, name: str, hint: Any) -> tuple[FieldKind, Any]:
    """Tell how a field is filled in, and what it means where nothing is and nothing else is said."""
    if part_of(hint):
        return FieldKind.PARTS, ()
    if get_origin(hint) is tuple:
        return FieldKind.KEYS, ()
    if name in _CHOSEN or (kind, name) in _GIVEN:
        return FieldKind.CHOICE, ""
    if is_markdown(kind, name):
        return FieldKind.MARKDOWN, ""
    own = {part for part in (hint, *get_args(hint)) if isinstance(part, type)}
    kinds = {bool: (FieldKind.TRUTH, False), int: (FieldKind.NUMBER, 0), date: (FieldKind.DAY, NO_DAY)}
    return next((how for plain, how in kinds.items() if plain in own), (FieldKind.LINE, ""))
