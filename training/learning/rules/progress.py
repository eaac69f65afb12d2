"""How far has a learner come, and what is missing?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from training.content.rules.module import Module, counted_lessons, quiz_of, quizzes

DONE, NOW, OPEN = "done", "now", "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The best finished attempt at a quiz, and how many there were."""

    points: float
    max_points: float
    passed: bool
    at: datetime
    attempts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a learner has left in one enrolment, by key of lesson, quiz, ``lesson/activity`` and moment.

    `read_in`: the publication in which each lesson was read.
    """

    readings: Mapping[str, datetime] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    assessments: Mapping[str, datetime] = field(default_factory=dict)
    read_in: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step through a module: a lesson to read or a quiz to take; `wide` where it weighs more."""

    kind: str
    key: str
    state: str
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One part of the completion rule; `lesson` is where it is met, `result` the best attempt so far."""

    kind: str
    key: str
    lesson: str
    done: bool
    at: datetime | None
    result: Result | None = None


def conditions(module: Module, traces: Traces) -> tuple[Condition, ...]:
    """Take the completion rule apart: one condition a lesson to read and one a quiz to pass."""
    read = (_read_condition(key, traces) for key in module.completion.read)
    passed = (_passed_condition(module, key, traces) for key in module.completion.passed)
    return (*read, *passed)


def is_complete(module: Module, traces: Traces) -> bool:
    """Tell whether every part of the completion rule is true."""
    return all(condition.done for condition in conditions(module, traces))


def steps(module: Module, traces: Traces, *, here: str | None = None) -> tuple[Step, ...]:
    """List what there is to do in reading order; `here` is the key of the lesson or quiz that is open now."""
    return tuple(_step(kind, key, traces, here) for kind, key in _order(module))


def next_step(module: Module, traces: Traces) -> Step | None:
    """Return the first step that the rule asks for and that is not done; None when all is done."""
    wanted = {*module.completion.read, *module.completion.passed}
    return next((step for step in steps(module, traces) if step.key in wanted and step.state != DONE), None)


def applied_rule(module: Module) -> dict[str, Any]:
    """Write down the rule as it is applied, for the completion to keep."""
    passed = [{"quiz": key, "percent": quiz_of(module, key)[1].pass_percent} for key in module.completion.passed]
    return {"read": list(module.completion.read), "passed": passed}


def points(module: Module, traces: Traces) -> tuple[float, float]:
    """Add up points and possible points of the best attempts at the quizzes that count."""
    counting = [traces.results[key] for key in module.completion.passed if key in traces.results]
    return sum(result.points for result in counting), sum(result.max_points for result in counting)


def lessons_read(module: Module, traces: Traces) -> int:
    """Count the lessons proper that are confirmed as read."""
    return sum(lesson.key in traces.readings for lesson in counted_lessons(module))


def _order(module: Module) -> list[tuple[str, str]]:
    counted = [("lesson", lesson.key) for lesson in counted_lessons(module)]
    tests = [("quiz", quiz.key) for _, quiz in quizzes(module) if quiz.key in module.completion.passed]
    return counted + tests


def _step(kind: str, key: str, traces: Traces, here: str | None) -> Step:
    result = traces.results.get(key)
    done = key in traces.readings if kind == "lesson" else bool(result and result.passed)
    state = DONE if done else NOW if key == here else OPEN
    return Step(kind=kind, key=key, state=state, wide=kind == "quiz")


def _read_condition(key: str, traces: Traces) -> Condition:
    at = traces.readings.get(key)
    return Condition(kind="lesson", key=key, lesson=key, done=at is not None, at=at)


def _passed_condition(module: Module, key: str, traces: Traces) -> Condition:
    result = traces.results.get(key)
    done = bool(result and result.passed)
    lesson, _ = quiz_of(module, key)
    at = result.at if result and done else None
    return Condition(kind="quiz", key=key, lesson=lesson.key, done=done, at=at, result=result)
