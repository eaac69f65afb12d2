"""What goes when something is removed? It, and whatever named it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from training.authoring.rules.units import parent_of, siblings, unit_of, with_siblings, with_value
from training.content.rules.blocks import Quiz, Sources, cited_by
from training.content.rules.module import CompletionRule, Lesson, Module, Objective
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused


def removed(module: Module, address: str) -> Module:
    """Remove a unit with all that lies in it, and its key wherever it is named.

    What has to name something then names nothing, until its author chooses: a question without an objective.
    """
    if address == MODULE:
        raise Refused("choice-unknown")
    unit = unit_of(module, address)
    left = with_siblings(module, address, (part for part in siblings(module, address) if part is not unit))
    match unit:
        case Objective():
            return _without_objective(left, unit.key)
        case Lesson():
            return _without_lesson(left, unit)
        case Quiz():
            return _without(left, passed={unit.key})
        case Sources():
            return _without_sources(left, parent_of(address), unit)
    return _without_empty_draws(left, parent_of(address), unit)


def _without_objective(module: Module, key: str) -> Module:
    def change(question: Any) -> Any:
        return replace(question, objective="") if question.objective == key else question

    statements = tuple(replace(each, objective="") if each.objective == key else each for each in module.statements)
    lessons = tuple(replace(each, objectives=_less(each.objectives, {key})) for each in module.lessons)
    return _with_questions(replace(module, statements=statements, lessons=lessons), change)


def _without_lesson(module: Module, lesson: Lesson) -> Module:
    def change(question: Any) -> Any:
        return replace(question, see=None) if question.see == lesson.key else question

    passed = {block.key for block in lesson.blocks if isinstance(block, Quiz)}
    return _with_questions(_without(module, read={lesson.key}, passed=passed), change)


def _without(module: Module, *, read: Collection[str] = (), passed: Collection[str] = ()) -> Module:
    rule = module.completion
    return replace(module, completion=CompletionRule(read=_less(rule.read, read), passed=_less(rule.passed, passed)))


def _without_sources(module: Module, address: str, sources: Sources) -> Module:
    lesson, gone = unit_of(module, address), {source.key for source in sources.items}
    blocks = tuple(
        replace(block, sources=_less(cited_by(block), gone)) if cited_by(block) else block for block in lesson.blocks
    )
    return with_value(module, address, replace(lesson, blocks=blocks))


def _without_empty_draws(module: Module, address: str, unit: Any) -> Module:
    quiz = unit_of(module, address)
    if not isinstance(quiz, Quiz) or unit.pool is None or any(each.pool == unit.pool for each in quiz.questions):
        return module
    return with_value(
        module, address, replace(quiz, draws=tuple(each for each in quiz.draws if each.pool != unit.pool))
    )


def _with_questions(module: Module, change: Callable[[Any], Any]) -> Module:
    """Change every question of a module."""
    return replace(module, lessons=tuple(_lesson_with_questions(lesson, change) for lesson in module.lessons))


def _lesson_with_questions(lesson: Lesson, change: Callable[[Any], Any]) -> Lesson:
    blocks = tuple(
        replace(block, questions=tuple(map(change, block.questions))) if isinstance(block, Quiz) else block
        for block in lesson.blocks
    )
    return replace(lesson, blocks=blocks)


def _less(keys: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in gone)
