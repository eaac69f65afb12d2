"""What can be asked? The kinds of question, with their keys outside all languages."""

from dataclasses import dataclass
from typing import ClassVar

from training.content.rules.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that a learner may choose; `key` is its identity in every language."""

    key: str
    text: Text
    right: bool = False
    feedback: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice:
    """A question with exactly one right choice."""

    kind: ClassVar[str] = "single"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice:
    """A question whose point is given for exactly the set of right choices."""

    kind: ClassVar[str] = "multiple"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A known wrong number, and what to say about it."""

    key: str
    value: str
    feedback: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric:
    """A question answered by a number.

    `answer`, `tolerance` and the values of traps are decimal numbers as text, with a point, exact to the digit.
    """

    kind: ClassVar[str] = "numeric"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    answer: str
    tolerance: str = "0"
    unit: Text | None = None
    right_feedback: Text
    wrong_feedback: Text
    traps: tuple[Trap, ...] = ()


Question = SingleChoice | MultipleChoice | Numeric
QUESTIONS: tuple[type[Question], ...] = (SingleChoice, MultipleChoice, Numeric)
