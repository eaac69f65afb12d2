"""What is stored of an attempt, and which of its answers count?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from training.quizzes.rules.grading import counting_answers
from training.quizzes.rules.responses import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """One answer with all that is stored of it."""

    id: UUID
    question: str
    response: Response
    language: str
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedGrade:
    """One grade with all that is stored of it."""

    id: int
    points: float
    max_points: float
    passed: bool
    marks: dict[str, float]
    graded_by: int | None
    reason: str | None
    graded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is stored of a finished attempt: it has one grade at least, and a regrade adds one."""

    attempt_id: UUID
    enrolment_id: int
    publication_id: int
    quiz: str
    seed: int
    started_at: datetime
    closes_at: datetime | None
    answers: tuple[RecordedAnswer, ...]
    grades: tuple[RecordedGrade, ...]

    @property
    def handed_in_at(self) -> datetime:
        """Return when the first grade was given: handing in gives it."""
        return min(self.grades, key=attrgetter("id")).graded_at

    @property
    def grade(self) -> RecordedGrade:
        """Return the grade that counts: the latest."""
        return max(self.grades, key=attrgetter("id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is stored of the answers to one question: the one that counts, how many before it, those that came late."""

    counting: RecordedAnswer | None
    earlier: int
    late: tuple[RecordedAnswer, ...]


def in_order(answers: Iterable[RecordedAnswer]) -> list[RecordedAnswer]:
    """Put answers in the order in which they were given; should two share a moment, their ids decide."""
    return sorted(answers, key=attrgetter("answered_at", "id"))


def line_of(record: Record, question: str) -> Line:
    """Tell what is stored of the answers to a question; a regrade does not let late ones count."""
    ends_at = min(record.handed_in_at, record.closes_at or record.handed_in_at)
    answers = in_order(answer for answer in record.answers if answer.question == question)
    late = tuple(answer for answer in answers if answer.answered_at > ends_at)
    counting = counting_answers(answers, until=ends_at).get(question)
    return Line(counting=counting, earlier=max(0, len(answers) - len(late) - 1), late=late)
