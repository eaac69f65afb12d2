"""Which questions does one attempt ask, in which order, and may it begin? Chance comes from its seed alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Protocol, TypeVar

from training.content.rules.blocks import Quiz
from training.content.rules.fault import Place
from training.content.rules.kind_faults import kind_faults
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scale,
    Scenario,
    ShortText,
    SingleChoice,
)
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.short_text import alternatives

_WHOLE = 100
#: One question of a hundred is missed by all of them once in twenty thousand times.
_SEEDS_TRIED = 1000
_NOWHERE = Place(file="")
Thing = TypeVar("Thing")


class Spoken(Protocol):
    """What has a text."""

    @property
    def text(self) -> str:
        """The text."""


class Past(Protocol):
    """An attempt that was handed in."""

    @property
    def passed(self) -> bool:
        """Whether it passed."""

    @property
    def graded_at(self) -> datetime:
        """When it was graded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is still open to a learner: attempts left (None for any number) and the moment before which none begins."""

    left: int | None
    not_before: datetime | None


def asked(quiz: Quiz, seed: int) -> Quiz:
    """Return the quiz as one attempt asks it: drawn from its pools and mixed, always the same for the same seed."""
    drawn = _drawn(quiz, seed)
    # The order is of keys, so it is the same in every language.
    ordered = _mixed(drawn, f"{seed}/questions") if quiz.shuffle else drawn
    return replace(quiz, questions=tuple(_shown(question, seed, shuffle=quiz.shuffle) for question in ordered))


def seed_that_asks(quiz: Quiz, question: str) -> int | None:
    """Find a seed with which an attempt asks a question (its key); None where no attempt does."""
    found = (seed for seed in range(_SEEDS_TRIED) if any(each.key == question for each in _drawn(quiz, seed)))
    return next(found, None)


def can_be_asked(question: Question) -> bool:
    """Tell whether a question of a draft can be asked and marked already; what is said afterwards may be missing."""
    return all(_needed(question)) and next(kind_faults(_NOWHERE, question), None) is None


def room(quiz: Quiz, past: Sequence[Past]) -> Room:
    """Tell how many attempts are left and when the next one may begin; a passed test may be taken again at once."""
    left = None if quiz.attempts is None else max(0, quiz.attempts - len(past))
    last = max(past, key=lambda attempt: attempt.graded_at, default=None)
    if not quiz.wait_hours or last is None or last.passed:
        return Room(left=left, not_before=None)
    return Room(left=left, not_before=last.graded_at + timedelta(hours=quiz.wait_hours))


def require_room(quiz: Quiz, past: Sequence[Past], *, now: datetime) -> None:
    """Raise Refused("attempts-used-up") or Refused("attempt-too-early", not_before=…) where no attempt may begin."""
    found = room(quiz, past)
    if found.left == 0:
        raise Refused("attempts-used-up")
    if found.not_before is not None and now < found.not_before:
        raise Refused("attempt-too-early", not_before=found.not_before)


def minutes_for(quiz: Quiz, *, extra_percent: int) -> int | None:
    """Return the time limit with a person's extra time, rounded up to whole minutes; None without a limit."""
    if quiz.minutes is None:
        return None
    return -(-quiz.minutes * (_WHOLE + extra_percent) // _WHOLE)


def _drawn(quiz: Quiz, seed: int) -> tuple[Question, ...]:
    chosen: set[str] = {question.key for question in quiz.questions if question.pool is None}
    for draw in quiz.draws:
        pool = sorted(question.key for question in quiz.questions if question.pool == draw.pool)
        # Of a draft more may be asked for than there are.
        chosen.update(_chance(f"{seed}/{draw.pool}").sample(pool, min(max(draw.count, 0), len(pool))))
    return tuple(question for question in quiz.questions if question.key in chosen)


def _shown(question: Question, seed: int, *, shuffle: bool) -> Question:
    chance = f"{seed}/{question.key}"
    match question:
        case SingleChoice() | MultipleChoice() if shuffle:
            return replace(question, choices=_mixed(question.choices, chance))
        case Matching() if shuffle:
            return replace(question, targets=_mixed(question.targets, chance))
        case _:
            return question


def mixed_items(question: Ordering, seed: int) -> Ordering:
    """Return an ordering as it is shown: never in its right order, where it has more than one item."""
    items = _mixed(question.items, f"{seed}/{question.key}")
    return replace(question, items=items if items != question.items else (*items[1:], items[0]))


def _mixed(things: Sequence[Thing], chance: str) -> tuple[Thing, ...]:
    return tuple(_chance(chance).sample(list(things), len(things)))


def _chance(seed: str) -> Random:
    return Random(seed)  # noqa: S311 (nothing is protected: an attempt shall be the same again)


def visible_texts(question: Question) -> tuple[str, ...]:
    """List what a learner reads of a question before answering it, in reading order; nothing that tells the answer."""
    if isinstance(question, Scenario):
        return (question.stem, *(text for step in question.steps for text in (step.text, *_texts(step.decisions))))
    return (question.stem, *_texts_of(question))


def _needed(question: Question) -> Iterator[str]:
    """List what a question cannot do without: what is read, and what an answer is compared with."""
    yield from visible_texts(question)
    match question:
        case ShortText():
            yield "".join(alternatives(question.accepted))
        case Numeric():
            yield from (question.answer, question.tolerance, *(trap.value for trap in question.traps))
        case Matching():
            yield from (pair.target for pair in question.pairs)


def _texts_of(question: Question) -> tuple[str, ...]:
    match question:
        case SingleChoice() | MultipleChoice():
            return _texts(question.choices)
        case GapText():
            return (question.text, *(option.text for gap in question.gaps for option in gap.options))
        case Matching():
            return (*_texts(question.pairs), *_texts(question.targets))
        case Ordering():
            return tuple(sorted(_texts(question.items)))
        case Scale():
            return (question.low, question.high)
        case _:
            return ()


def _texts(things: Iterable[Spoken]) -> tuple[str, ...]:
    return tuple(thing.text for thing in things)
