"""Which questions are answered by choosing, or by a number or a few words?"""

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
    pool: str | None = None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice:
    """A question with several right choices; each gives its share of the point, each wrong one takes it away again."""

    kind: ClassVar[str] = "multiple"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse:
    """A sentence that is true or not; `answer` says which."""

    kind: ClassVar[str] = "true-false"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    answer: bool
    right_feedback: Text
    wrong_feedback: Text


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
    pool: str | None = None
    answer: str
    tolerance: str = "0"
    unit: Text | None = None
    right_feedback: Text
    wrong_feedback: Text
    traps: tuple[Trap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText:
    """A question answered in a few words; `accepted` gives every right answer, joined by " / ".

    Whatever is accepted in one language is accepted in all: capitals, accents and stray spaces play no part.
    """

    kind: ClassVar[str] = "short-text"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    accepted: Text
    right_feedback: Text
    wrong_feedback: Text
