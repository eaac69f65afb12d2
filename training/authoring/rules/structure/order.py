"""Where among others does a part stand, and which keys are taken? Sources are last in a lesson, whatever is done."""

from collections.abc import Iterable, Sequence
from typing import Any

from training.content.rules.blocks import MOMENTS, Sources, run_of
from training.content.rules.module import Module, quizzes


def arranged(parts: Iterable[Any]) -> tuple[Any, ...]:
    """Put sources last and leave everything else where it is."""
    return tuple(sorted(parts, key=lambda part: isinstance(part, Sources)))


def inserted(parts: Sequence[Any], part: Any, *, after: str | None) -> tuple[Any, ...]:
    """Put a part behind the one of this key; at the end where there is none."""
    at = next((number for number, each in enumerate(parts, 1) if each.key == after), len(parts))
    return arranged((*parts[:at], part, *parts[at:]))


def keys_of(parts: Iterable[Any]) -> list[str]:
    """List the keys of parts."""
    return [part.key for part in parts]


def quiz_keys(module: Module) -> list[str]:
    """List the keys that no further quiz may take: each has one of its own in the whole module."""
    return [*(quiz.key for _, quiz in quizzes(module)), *map(run_of, MOMENTS)]
