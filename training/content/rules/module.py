"""What is a module, and how are its parts found?"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from training.content.rules.blocks import Block, Quiz
from training.content.rules.texts import Text
from training.foundation.errors import NotFound

#: A lesson of this kind introduces one quiz; it is not counted or confirmed as read.
TEST = "test"
LESSON = "lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner can do afterwards; continues "After this module you can …"."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of the self-assessment, "I can …"; it measures confidence in one objective."""

    key: str
    objective: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field; `term` may give several that mean the same, joined by " / "."""

    key: str
    term: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRule:
    """Complete when all these lessons are read and all these quizzes passed; empty means nothing to do."""

    read: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One page of a module."""

    key: str
    kind: str = LESSON
    title: Text
    minutes: int
    objectives: tuple[str, ...] = ()
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A file that belongs to a module; `digest` is the SHA-256 of its bytes, in hexadecimal."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A regional training module as a value; `source` is the language of its texts."""

    key: str
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
    lessons: tuple[Lesson, ...]
    completion: CompletionRule
    media: tuple[Medium, ...] = ()


def lesson_of(module: Module, key: str) -> Lesson:
    """Find a lesson by its key, or raise NotFound."""
    for lesson in module.lessons:
        if lesson.key == key:
            return lesson
    raise NotFound("lesson")


def quizzes(module: Module) -> Iterator[tuple[Lesson, Quiz]]:
    """List every quiz with the lesson that it stands in, in reading order."""
    for lesson in module.lessons:
        for block in lesson.blocks:
            if isinstance(block, Quiz):
                yield lesson, block


def quiz_of(module: Module, key: str) -> tuple[Lesson, Quiz]:
    """Find a quiz and its lesson by the quiz's key, or raise NotFound."""
    for lesson, quiz in quizzes(module):
        if quiz.key == key:
            return lesson, quiz
    raise NotFound("quiz")


def seen_in(lesson: Lesson, region: str | None) -> Lesson:
    """Leave out the blocks that are meant for other regions; without a region only the common ones stay."""
    blocks = tuple(block for block in lesson.blocks if not _regions(block) or region in _regions(block))
    return replace(lesson, blocks=blocks)


def changed_lessons(old: Module, new: Module, *, region: str | None) -> frozenset[str]:
    """Return the keys of the lessons that two states of a module have and that read otherwise in a region.

    What counts is the lesson as it was written, with its pictures; a better translation of it changes nothing.
    """
    before = {lesson.key: _read_in(old, lesson, region) for lesson in old.lessons}
    both = (lesson for lesson in new.lessons if lesson.key in before)
    return frozenset(lesson.key for lesson in both if before[lesson.key] != _read_in(new, lesson, region))


def counted_lessons(module: Module) -> tuple[Lesson, ...]:
    """Return the lessons proper, without the pages that only introduce a test."""
    return tuple(lesson for lesson in module.lessons if lesson.kind == LESSON)


def is_counted(module: Module, key: str) -> bool:
    """Tell whether this is a lesson proper, which can be confirmed as read."""
    return lesson_of(module, key).kind == LESSON


def minutes(module: Module) -> int:
    """Add up the time that the module takes, tests included."""
    return sum(lesson.minutes for lesson in module.lessons)


def _read_in(module: Module, lesson: Lesson, region: str | None) -> tuple[Lesson, list[str]]:
    """Return a lesson as it is read in a region, with the digests of the files that its blocks name."""
    read, digests = seen_in(lesson, region), {medium.name: medium.digest for medium in module.media}
    named = (getattr(block, field.name) for block in read.blocks for field in fields(block))
    return read, [digests[name] for name in named if isinstance(name, str) and name in digests]


def _regions(block: Block) -> tuple[str, ...]:
    return () if isinstance(block, Quiz) else block.regions
