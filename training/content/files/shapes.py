"""How do plain values become the dataclasses of a module? Strictly: nothing is guessed, and every misfit is named."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn

from training.content.rules.blocks import BLOCKS, Block
from training.content.rules.module import CompletionRule, Module, Objective, Statement, Term
from training.content.rules.questions import QUESTIONS, Question
from training.content.rules.texts import Text

Value = TypeVar("Value")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands in module.yaml: the module without its key, its pictures and the inside of its lessons.

    `based_on` is the digest of the version that the files were edited from.
    """

    region: str
    source: str
    title: Text
    summary: Text
    audience: Text
    provider: Text
    as_of: date | None = None
    objectives: tuple[Objective, ...]
    statements: tuple[Statement, ...] = ()
    glossary: tuple[Term, ...] = ()
    lessons: tuple[str, ...]
    completion: CompletionRule
    based_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A value that has not the shape it should have; `at` are the keys on the way to it, such as (quiz, question).

    `facts` belong into the sentences, as in a `Fault`.
    """

    at: tuple[str, ...]
    problem: str
    remedy: str
    facts: Mapping[str, str]


class _Wrong(ValueError):
    """A value of the wrong kind, in words."""

    def __init__(self, problem: str, remedy: str, **facts: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy
        self.facts = facts


def shaped(kind: type[Value], plain: Any) -> tuple[Value | None, list[Misfit]]:
    """Make a dataclass of plain values, or list every reason why that cannot be."""
    try:
        return _converter.structure(plain, kind), []
    except (ClassValidationError, IterableValidationError, _Wrong) as fault:
        return None, list(_misfits(fault, plain, (), None))


def module_from_json(text: str) -> Module:
    """Read a stored document; one that does not fit raises, since no code of ours wrote it."""
    return _converter.structure(json.loads(text), Module)


def _text(value: Any, _: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise _Wrong("“%(field)s” is empty", "Write the text, or leave the field out if it may be missing")
    if isinstance(value, bool | int):
        problem, remedy = "“%(field)s” is read as %(value)s instead of text", "Put it in quotes"
        raise _Wrong(problem, remedy, value=json.dumps(value))
    raise _Wrong("“%(field)s” is not a text", "Write a text; if it contains “: ”, put it in quotes")


def _number(value: Any, _: object) -> int:
    if type(value) is int:
        return value
    raise _Wrong("“%(field)s” is not a whole number", "Write a number such as 12, without quotes or unit")


def _truth(value: Any, _: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong("“%(field)s” is neither true nor false", "Write true, or leave the field out")


def _day(value: Any, _: object) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _Wrong("“%(field)s” is not a day", "Write year, month and day, such as 2026-11-22")


def _optional(kind: Any) -> Callable[[Any, Any], Any]:
    (inner,) = (part for part in get_args(kind) if part is not NoneType)

    def structure(value: Any, _: object) -> Any:
        if value is None:
            raise _Wrong("“%(field)s” is empty", "Write something, or leave the field out")
        return _converter.structure(value, inner)

    return structure


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _list(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    structure_items = homogenous_tuple_structure_factory(kind, converter)

    def structure(value: Any, _: object) -> Any:
        if not isinstance(value, list):
            raise _Wrong("“%(field)s” is not a list", "Write each item in a line of its own, after a dash")
        return structure_items(value, kind)

    return structure


def _fields(kind: type[Any], converter: Converter) -> Callable[[Any, Any], Any]:
    structure_fields = make_dict_structure_fn(kind, converter)

    def structure(value: Any, _: object) -> Any:
        return structure_fields(_named(value), kind)

    return structure


def _kinds(kinds: tuple[Any, ...]) -> Callable[[Any, Any], Any]:
    by_name = {kind.kind: kind for kind in kinds}

    def structure(value: Any, _: object) -> Any:
        name = _named(value).get("kind")
        if not isinstance(name, str) or name not in by_name:
            problem, remedy = "“%(field)s” is of no known kind (%(name)s)", "Write “kind:” and one of: %(known)s"
            raise _Wrong(problem, remedy, name=str(name), known=", ".join(by_name))
        rest = {field: item for field, item in value.items() if field != "kind"}
        return _converter.structure(rest, by_name[name])

    return structure


def _named(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    remedy = "Write “name: value” in each line, as in docs/course-format.md"
    raise _Wrong("“%(field)s” is not made of named fields", remedy)


def _made() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(is_dataclass, _fields)
    converter.register_structure_hook_factory(_is_list, _list)
    converter.register_structure_hook_factory(lambda kind: NoneType in get_args(kind), _optional)
    for kind, read in {str: _text, int: _number, bool: _truth, date: _day}.items():
        converter.register_structure_hook(kind, read)
    converter.register_structure_hook(Block, _kinds(BLOCKS))
    converter.register_structure_hook(Question, _kinds(QUESTIONS))
    return converter


_converter = _made()


def _misfits(fault: BaseException, plain: Any, at: tuple[str, ...], field: str | None) -> Iterator[Misfit]:
    """Walk the tree of exceptions beside the values, so that an item is named by its key and not by its number."""
    match fault:
        case ClassValidationError() | IterableValidationError():
            for inner in fault.exceptions:
                yield from _misfits(inner, *_step(inner, plain, at, field))
        case ForbiddenExtraKeysError():
            for name in sorted(fault.extra_fields):
                problem, remedy = "There is no field “%(field)s” here", "Remove it, or correct its name"
                yield Misfit(at=at, problem=problem, remedy=remedy, facts={"field": name})
        case KeyError():
            problem = "The field “%(field)s” is missing"
            yield Misfit(at=at, problem=problem, remedy="Add it", facts={"field": str(field)})
        case _Wrong():
            facts = {"field": field or "/".join(at[-1:]), **fault.facts}
            yield Misfit(at=at, problem=fault.problem, remedy=fault.remedy, facts=facts)
        case _:
            raise fault


def _step(
    fault: BaseException, plain: Any, at: tuple[str, ...], field: str | None
) -> tuple[Any, tuple[str, ...], str | None]:
    """Take the step that the outermost note of an exception names: into a field, or into an item of a list."""
    notes = getattr(fault, "__notes__", [])
    match notes[-1] if notes else None:
        case AttributeValidationNote(name=name):
            return plain.get(name) if isinstance(plain, dict) else None, at, name
        case IterableValidationNote(index=int() as index):
            item = plain[index]
            key = item.get("key") if isinstance(item, dict) else None
            return item, (*at, key if isinstance(key, str) else f"{field} {index + 1}"), None
    return plain, at, field
