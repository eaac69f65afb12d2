"""Where in its module does a text stand, in the words that people have for parts of one?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from training.content.rules import segments
from training.content.rules.blocks import Block, Quiz
from training.content.rules.module import Lesson, Module, lesson_of
from training.content.rules.nouns import noun_of
from training.content.rules.questions import Choice, Decision

#: A question is named by its lesson, its quiz and its own key.
_TO_QUESTION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A step on the way to a text, by its number among those beside it; inside a block it is one of so many (`count`).

    `right` tells of an answer whether it is the right one.
    """

    noun: str
    key: str
    number: int = 0
    count: int = 0
    right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The lesson of a text (its title; none for those of the module), the parts on the way to it, and its field."""

    lesson: str
    parts: tuple[Part, ...]
    noun: str
    field: str
    is_markdown: bool


def whereabouts(module: Module, address: str) -> Whereabouts:
    """Find where a text stands; raises KeyError or NotFound where the module has no such address."""
    first, *keys, field = address.split("/")
    value: Any = module if first == segments.MODULE else lesson_of(module, first)
    lesson = value.title if isinstance(value, Lesson) else ""
    parts: list[Part] = []
    for key in keys:
        parent, (value, number, count) = value, _child(value, key)
        # Blocks and questions are called by their kind and number; what is inside of them is one of several.
        count = 0 if isinstance(parent, Module | Lesson | Quiz) else count
        parts.append(Part(noun=noun_of(value), key=key, number=number, count=count, right=_right(value)))
    kind: type = value.__class__
    is_markdown = _is_markdown(kind, field)
    return Whereabouts(lesson=lesson, parts=tuple(parts), noun=noun_of(value), field=field, is_markdown=is_markdown)


def block_at(module: Module, address: str) -> tuple[Lesson, Block] | None:
    """Return the block of a lesson that a text belongs to, with the lesson; None for titles and texts of the module."""
    first, *keys, _field = address.split("/")
    if first == segments.MODULE or not keys:
        return None
    lesson = lesson_of(module, first)
    return next(((lesson, block) for block in lesson.blocks if block.key == keys[0]), None)


def question_at(module: Module, address: str) -> str:
    """Return how the addresses of a question's texts begin, where a text is one of them; else nothing."""
    found = block_at(module, address)
    first, *keys = address.split("/")[:_TO_QUESTION]
    in_question = address.count("/") >= _TO_QUESTION and found is not None and isinstance(found[1], Quiz)
    return "/".join((first, *keys, "")) if in_question else ""


def _right(value: Any) -> bool | None:
    return value.right if isinstance(value, Choice | Decision) else None


def _child(value: Any, key: str) -> tuple[Any, int, int]:
    for children in _lists(value):
        for number, child in enumerate(children, 1):
            if getattr(child, "key", None) == key:
                return child, number, len(children)
    raise KeyError(key)


def _lists(value: Any) -> Iterator[tuple[Any, ...]]:
    found = (getattr(value, name) for name in type(value).__dataclass_fields__)
    return (children for children in found if isinstance(children, tuple))


@cache
def _is_markdown(kind: type, field: str) -> bool:
    return segments.is_markdown(kind, field)
