"""What is an answer worth, and what is said about it? No language, no order of choices plays a part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Protocol, TypeVar

from training.content.rules.blocks import Quiz
from training.content.rules.questions import MultipleChoice, Numeric, Question, SingleChoice
from training.quizzes.rules.responses import Response, chosen, number_in

_ALL = 100


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
    """What an attempt is worth: one point a question."""

    points: int
    max_points: int
    passed: bool
    marks: dict[str, int]


def counting_answers(answers: Iterable[AnswerLike], *, until: datetime | None = None) -> dict[str, AnswerLike]:
    """Keep the last answer to each question; what came after `until` never counts."""
    in_time = (answer for answer in answers if until is None or answer.answered_at <= until)
    return {answer.question: answer for answer in sorted(in_time, key=attrgetter("answered_at"))}


def is_right(question: Question, response: Response | None) -> bool:
    """Tell whether a response is right; none at all is not."""
    if response is None:
        return False
    match question:
        case SingleChoice() | MultipleChoice():
            return set(response.get("choices", ())) == {choice.key for choice in question.choices if choice.right}
        case Numeric():
            return abs(number_in(response) - Decimal(question.answer)) <= Decimal(question.tolerance)


def grade(quiz: Quiz, responses: Mapping[str, Response]) -> Mark:
    """Give a point for each question answered rightly; practice has no pass mark and is always passed."""
    marks = {question.key: int(is_right(question, responses.get(question.key))) for question in quiz.questions}
    points, most = sum(marks.values()), len(marks)
    passed = quiz.pass_percent is None or points * _ALL >= quiz.pass_percent * most
    return Mark(points=points, max_points=most, passed=passed, marks=marks)


def points_needed(quiz: Quiz) -> int | None:
    """Return the fewest points that pass, or None where there is no pass mark."""
    if quiz.pass_percent is None:
        return None
    return -(-quiz.pass_percent * len(quiz.questions) // _ALL)


def feedback(question: Question, response: Response | None) -> tuple[str, ...]:
    """Say what is true: of each choice made and, where several are right, of those left out; of the right one if none.

    A wrong single choice is told why it tempts and what is right; the right one's "Yes" would only confuse.
    """
    match question:
        case SingleChoice() | MultipleChoice():
            picked = chosen(question, response)
            wanted = tuple(choice for choice in question.choices if choice.right and choice not in picked)
            left_out = () if picked and isinstance(question, SingleChoice) else wanted
            return tuple(choice.feedback for choice in (*picked, *left_out))
        case Numeric():
            return (_numeric_feedback(question, response),)


def _numeric_feedback(question: Numeric, response: Response | None) -> str:
    if response is None:
        return question.wrong_feedback
    if is_right(question, response):
        return question.right_feedback
    traps = (trap.feedback for trap in question.traps if Decimal(trap.value) == number_in(response))
    return next(traps, question.wrong_feedback)
