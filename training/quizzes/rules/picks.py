"""What can be picked in a question, and what of it does a response pick? So that answers can be counted by choice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SingleChoice,
    TrueFalse,
)
from training.quizzes.rules.kinds import choices, scenario
from training.quizzes.rules.kinds import numeric as numbers
from training.quizzes.rules.responses import Response

TRUE, FALSE, RIGHT, ANOTHER = "true", "false", "right", "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One thing that can be picked.

    It may belong to a part of the question: `place` is the number of the gap or step, `part` the text of the pair.
    `number` is the number that it stands for; with neither a text nor a number it is TRUE, FALSE or ANOTHER number.
    """

    key: str
    right: bool
    place: int | None = None
    part: str | None = None
    text: str | None = None
    number: str | None = None


def offered(question: Question) -> tuple[Pick, ...]:
    """List what can be picked, in the order of the question; nothing where answers are written freely."""
    return tuple(_offered(question))


def picked(question: Question, response: Response) -> tuple[str, ...]:
    """List the keys of what a response picks; of an ordering the items that stand in their right place."""
    match question:
        case SingleChoice() | MultipleChoice():
            return tuple(choice.key for choice in choices.chosen(question, response))
        case TrueFalse():
            return (TRUE if response["answer"] else FALSE,)
        case Numeric():
            return (_number(question, response),)
        case Ordering():
            pairs = zip(question.items, response["order"], strict=True)
            return tuple(item.key for item, placed in pairs if item.key == placed)
        case _:
            return tuple(dict.fromkeys(_joined(*pair) for pair in _parts(question, response)))


def _offered(question: Question) -> Iterator[Pick]:
    match question:
        case SingleChoice() | MultipleChoice():
            yield from (Pick(key=each.key, right=each.right, text=each.text) for each in question.choices)
        case TrueFalse():
            yield from (Pick(key=key, right=question.answer == (key == TRUE)) for key in (TRUE, FALSE))
        case Numeric():
            yield Pick(key=RIGHT, right=True, number=question.answer)
            yield from (Pick(key=trap.key, right=False, number=trap.value) for trap in question.traps)
            yield Pick(key=ANOTHER, right=False)
        case Ordering():
            yield from (Pick(key=item.key, right=True, text=item.text) for item in question.items)
        case GapText() | Matching() | Scenario():
            yield from _offered_in_parts(question)


def _offered_in_parts(question: GapText | Matching | Scenario) -> Iterator[Pick]:
    match question:
        case GapText():
            for number, gap in enumerate(question.gaps, start=1):
                for option in gap.options:
                    key = _joined(gap.key, option.key)
                    yield Pick(key=key, right=option.right, place=number, text=option.text)
        case Matching():
            for pair in question.pairs:
                for target in question.targets:
                    key, right = _joined(pair.key, target.key), target.key == pair.target
                    yield Pick(key=key, right=right, part=pair.text, text=target.text)
        case Scenario():
            for number, step in enumerate(question.steps, start=1):
                for decision in step.decisions:
                    key = _joined(step.key, decision.key)
                    yield Pick(key=key, right=decision.right, place=number, text=decision.text)


def _parts(question: Question, response: Response) -> Iterable[tuple[str, str]]:
    """List what was picked in each part, a step of a scenario as often as the way leads through it."""
    match question:
        case GapText():
            return cast("dict[str, str]", response["gaps"]).items()
        case Matching():
            return cast("dict[str, str]", response["pairs"]).items()
        case Scenario():
            return ((step.key, decision.key) for step, decision in scenario.path(question, response))
        case _:
            return ()


def _number(question: Numeric, response: Response) -> str:
    if numbers.share(question, response, ()) == 1:
        return RIGHT
    typed = Decimal(response["number"])
    return next((trap.key for trap in question.traps if Decimal(trap.value) == typed), ANOTHER)


def _joined(part: str, key: str) -> str:
    return f"{part}/{key}"
