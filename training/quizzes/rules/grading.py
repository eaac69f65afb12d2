"""What is an answer worth, and what is said about it? No language, no order of choices plays a part."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from training.content.rules.blocks import Quiz
from training.content.rules.questions import WITHOUT_POINTS, Question, ShortText
from training.quizzes.rules.asking import asked
from training.quizzes.rules.kinds import KINDS
from training.quizzes.rules.kinds.short_text import alternatives
from training.quizzes.rules.responses import Response

_ALL = 100

#: Question → the words that answer it, in every language.
Accepted = Mapping[str, tuple[str, ...]]
NOTHING_MORE: Accepted = MappingProxyType({})


class Given(Protocol):
    """An answer as it was recorded."""

    @property
    def question(self) -> str:
        """The key of the question."""

    @property
    def response(self) -> Response:
        """What was answered."""

    @property
    def answered_at(self) -> datetime:
        """When it was answered."""


AnswerLike = TypeVar("AnswerLike", bound=Given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an attempt is worth: at most one point a question; `marks` are the points of each."""

    points: float
    max_points: int
    passed: bool
    marks: dict[str, float]


def counting_answers(answers: Iterable[AnswerLike], *, until: datetime | None = None) -> dict[str, AnswerLike]:
    """Keep the last answer to each question; what came after `until` never counts."""
    in_time = (answer for answer in answers if until is None or answer.answered_at <= until)
    return {answer.question: answer for answer in sorted(in_time, key=attrgetter("answered_at"))}


def share(question: Question, response: Response | None, accepted: tuple[str, ...] = ()) -> float:
    """Tell how much of the point a response is worth, from 0 to 1, rounded to hundredths.

    `accepted` are the words that answer it in every language, where words do.
    """
    if response is None:
        return 0.0
    return round(cast("float", KINDS[question.kind].share(question, response, accepted)), 2)


def is_right(question: Question, response: Response | None, accepted: tuple[str, ...] = ()) -> bool:
    """Tell whether a response is wholly right; none at all is not."""
    return share(question, response, accepted) == 1


def scored(quiz: Quiz) -> tuple[Question, ...]:
    """List the questions that points are given for."""
    return tuple(question for question in quiz.questions if not isinstance(question, WITHOUT_POINTS))


def grade(quiz: Quiz, responses: Mapping[str, Response], accepted: Accepted = NOTHING_MORE) -> Mark:
    """Give each question its share of a point; practice has no pass mark and is always passed."""
    marks = {
        question.key: share(question, responses.get(question.key), accepted.get(question.key, ()))
        for question in scored(quiz)
    }
    return worth(quiz, marks)


def worth(quiz: Quiz, marks: dict[str, float]) -> Mark:
    """Add up the points of questions and tell whether they pass."""
    points, most = round(sum(marks.values()), 2), len(marks)
    passed = quiz.pass_percent is None or points * _ALL >= quiz.pass_percent * most
    return Mark(points=points, max_points=most, passed=passed, marks=marks)


def points_needed(quiz: Quiz) -> Decimal | None:
    """Return the fewest points that pass, exact to the hundredth, or None where there is no pass mark."""
    if quiz.pass_percent is None:
        return None
    return (Decimal(quiz.pass_percent) * most_points(quiz) / _ALL).normalize()


def most_points(quiz: Quiz) -> int:
    """Count the points that one attempt can reach, whatever it draws."""
    return len(scored(asked(quiz, 0)))


def feedback(question: Question, response: Response | None, accepted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Say what is true, as the question's kind does."""
    return cast("tuple[str, ...]", KINDS[question.kind].feedback(question, response, accepted))


def accepted_texts(quiz: Quiz, translations: Iterable[Quiz]) -> dict[str, tuple[str, ...]]:
    """Gather the words that answer each question in any language; `translations` are the quiz in the others."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in (quiz, *translations):
        for question in each.questions:
            if isinstance(question, ShortText):
                found[question.key] += alternatives(question.accepted)
    return {key: tuple(dict.fromkeys(texts)) for key, texts in found.items()}
