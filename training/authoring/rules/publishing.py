"""May this be put before learners, by this person, at this moment, and what would be other for them?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from json import dumps
from typing import Any
from zoneinfo import ZoneInfo

from training.content.rules.blocks import Quiz
from training.content.rules.module import Module, quizzes
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from training.content.rules.segments import segments
from training.foundation.errors import Refused
from training.translation.rules.truth import MISSING, STALE, Texts

#: As long as the column that holds what learners are told.
LONGEST_NOTE = 500
#: Nobody plans further ahead; a slip of the year is more likely.
FURTHEST = timedelta(days=366)
PUBLISHED, CANCELLED, REFUSED = "published", "cancelled", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to publish, as the page showed it to them: see `basis`; `note` is for learners."""

    version: int
    basis: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A text that is not told in some languages: there the original has changed, or was never translated."""

    address: str
    source: str
    stale: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What is other about grading: the completion rule, passing a quiz, and the right answers to questions."""

    rule: bool
    passing: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


def basis(version_digest: str, texts: Texts, *, publication_id: int | None) -> str:
    """Identify what the page shows: the version, its translations, and the publication that learners see until then."""
    said = [version_digest, texts, publication_id]
    return sha256(dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def may_publish(person_id: int, *, writers: Collection[int], four_eyes: bool) -> bool:
    """Tell whether a person may publish; where four eyes are wanted, nobody who wrote since the last publication."""
    return not four_eyes or person_id not in writers


def due_moment(day: date, hour: time, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return the moment that somebody names by the clock of a region.

    Raises Refused("due-past") for one that is not to come, and Refused("due-far") for one after more than a year.
    """
    due_at = datetime.combine(day, hour, tzinfo=zone)
    if due_at <= now:
        raise Refused("due-past")
    if due_at > now + FURTHEST:
        raise Refused("due-far")
    return due_at


def is_overtaken(*, version: int, since: Collection[int | None]) -> bool:
    """Tell whether a plan is out of date: `since` are the versions published after it was made, None a withdrawal."""
    return any(number is None or number > version for number in since)


def untold(module: Module, texts: Texts, languages: Collection[str]) -> tuple[Untold, ...]:
    """List the texts that learners of some language will read in the original, in reading order."""
    found = (_untold(address, source, texts, languages) for address, source in segments(module))
    return tuple(each for each in found if each.stale or each.missing)


def graded_otherwise(old: Module, new: Module) -> Graded:
    """Compare how two states of a module grade; questions and quizzes that only one of them has are left out."""
    before, after = _quizzes(old), _quizzes(new)
    both = [key for key in after if key in before]
    return Graded(
        rule=old.completion != new.completion,
        passing=tuple(key for key in both if _passing(before[key]) != _passing(after[key])),
        answers=tuple((quiz, key) for quiz in both for key in _other_keys(before[quiz], after[quiz])),
    )


def _untold(address: str, source: str, texts: Mapping[str, Any], languages: Collection[str]) -> Untold:
    states = {code: texts.get(code, {}).get(address, (None, MISSING))[1] for code in languages}
    stale = tuple(code for code, state in states.items() if state == STALE)
    missing = tuple(code for code, state in states.items() if state == MISSING)
    return Untold(address=address, source=source, stale=stale, missing=missing)


def _quizzes(module: Module) -> dict[str, Quiz]:
    return {quiz.key: quiz for _, quiz in quizzes(module)}


def _passing(quiz: Quiz) -> tuple[Any, ...]:
    return quiz.purpose, quiz.pass_percent, quiz.attempts, quiz.wait_hours, quiz.minutes


def _other_keys(old: Quiz, new: Quiz) -> Iterator[str]:
    before = {question.key: question for question in old.questions}
    for question in new.questions:
        if question.key in before and _right(before[question.key]) != _right(question):
            yield question.key


def _right(question: Question) -> Any:  # noqa: PLR0911 (a kind a line)
    """Return what answers a question, whatever its words and the order in which they are shown."""
    match question:
        case SingleChoice() | MultipleChoice():
            return {choice.key for choice in question.choices if choice.right}
        case TrueFalse():
            return question.answer
        case Numeric():
            return question.answer, question.tolerance
        case ShortText():
            return question.accepted
        case GapText():
            return {(gap.key, option.key) for gap in question.gaps for option in gap.options if option.right}
        case Matching():
            return {(pair.key, pair.target) for pair in question.pairs}
        case Ordering():
            return [item.key for item in question.items]
        case Scenario():
            return {(step.key, each.key, each.next) for step in question.steps for each in step.decisions if each.right}
        case _:
            return None
