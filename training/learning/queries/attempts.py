"""Which attempts at quizzes are a person's own?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.content import queries as content
from training.content.models import ModuleRow
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import quiz_of
from training.content.rules.questions import ShortText
from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.foundation.languages import LANGUAGES
from training.learning.models import Enrolment
from training.quizzes.models import Attempt, Grade
from training.quizzes.rules.grading import NOTHING_MORE, Accepted, accepted_texts


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt with its module and enrolment; handed in when it was graded first."""

    id: UUID
    enrolment_id: int
    publication_id: int
    quiz: str
    seed: int
    started_at: datetime
    closes_at: datetime | None
    module: str
    handed_in_at: datetime | None

    @property
    def finished(self) -> bool:
        """Tell whether it was handed in."""
        return self.handed_in_at is not None

    @property
    def counts_until(self) -> datetime | None:
        """The moment until which answers count: handing in, or the end of the time."""
        moments = [moment for moment in (self.handed_in_at, self.closes_at) if moment is not None]
        return min(moments, default=None)


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A finished attempt at a quiz; `graded_at` is when it was handed in, also where it was graded again later."""

    id: UUID
    points: float
    max_points: float
    passed: bool
    graded_at: datetime
    started_at: datetime
    marks: dict[str, float]


@dataclass(frozen=True, slots=True)
class RegradedAttempt:
    """An attempt that was graded again."""

    id: UUID
    publication_id: int
    quiz: str
    graded_at: datetime


@dataclass(frozen=True, slots=True)
class OverdueAttempt:
    """An attempt whose time is over; `language` is that of the person."""

    id: UUID
    enrolment_id: int
    publication_id: int
    quiz: str
    seed: int
    closes_at: datetime
    language: str


def own_attempt(session: Session, attempt_id: UUID, *, person_id: int) -> OwnAttempt:
    """This person's attempt; another person's is not there for them: NotFound."""
    row = rows(session, _own_attempt(), attempt_id=attempt_id, person_id=person_id).first()
    if row is None:
        raise NotFound("attempt")
    return OwnAttempt(*row)


def past_attempts(session: Session, enrolment_id: int, *, quiz: str) -> list[PastAttempt]:
    """The finished attempts at a quiz, the first one first, each with the grade that counts."""
    return [PastAttempt(*row) for row in rows(session, _past_attempts(), enrolment_id=enrolment_id, quiz=quiz)]


def regraded_attempts(session: Session, person_id: int, *, since: datetime) -> list[RegradedAttempt]:
    """A person's attempts whose grade that counts was given by somebody after a moment, the youngest first."""
    return [RegradedAttempt(*row) for row in rows(session, _regraded_attempts(), person_id=person_id, since=since)]


def accepted_words(published: Published, quiz: Quiz) -> Accepted:
    """The words that answer each question of a quiz in any language of a publication."""
    if not any(isinstance(question, ShortText) for question in quiz.questions):
        return NOTHING_MORE
    spoken = (content.localised(published, language) for language in LANGUAGES)
    return accepted_texts(quiz, [quiz_of(module, quiz.key)[1] for module in spoken])


def overdue_attempts(session: Session, *, now: datetime) -> list[OverdueAttempt]:
    """The attempts whose time is over and which nobody handed in, the oldest first."""
    return [OverdueAttempt(*row) for row in rows(session, _overdue_attempts(), now=now)]


@cache
def _overdue_attempts() -> Executable:
    graded = exists().where(Grade.attempt_id == Attempt.id)
    columns = (Attempt.id, Attempt.enrolment_id, Attempt.publication_id, Attempt.quiz, Attempt.seed, Attempt.closes_at)
    return (
        select(*columns, Person.language)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Attempt.closes_at <= bindparam("now"), ~graded)
        .order_by(Attempt.closes_at)
    )


@cache
def _past_attempts() -> Executable:
    machine, later = aliased(Grade), aliased(Grade)
    grade = (Grade.points, Grade.max_points, Grade.passed)
    return (
        select(Attempt.id, *grade, machine.graded_at, Attempt.started_at, Grade.marks)
        .join(machine, (machine.attempt_id == Attempt.id) & machine.graded_by.is_(None))
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz == bindparam("quiz"))
        .where(~exists().where(later.attempt_id == Attempt.id, later.id > Grade.id))
        .order_by(Attempt.started_at)
    )


@cache
def _own_attempt() -> Executable:
    handed_in = select(func.min(Grade.graded_at)).where(Grade.attempt_id == Attempt.id).scalar_subquery()
    times = (Attempt.seed, Attempt.started_at, Attempt.closes_at)
    return (
        select(Attempt.id, Attempt.enrolment_id, Attempt.publication_id, Attempt.quiz, *times, ModuleRow.key, handed_in)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, (Person.id == Enrolment.person_id) & Person.disabled_at.is_(None))
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .where(Attempt.id == bindparam("attempt_id"), Enrolment.person_id == bindparam("person_id"))
    )


@cache
def _regraded_attempts() -> Executable:
    later = aliased(Grade)
    return (
        select(Attempt.id, Attempt.publication_id, Attempt.quiz, Grade.graded_at)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Enrolment.person_id == bindparam("person_id"))
        .where(Grade.graded_by.is_not(None), Grade.graded_at > bindparam("since"))
        .where(~exists().where(later.attempt_id == Attempt.id, later.id > Grade.id))
        .order_by(Grade.graded_at.desc(), Attempt.id)
    )
