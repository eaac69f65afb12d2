"""Which attempts at quizzes are a person's own?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person
from training.content.models import ModuleRow
from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.learning.models import Enrolment
from training.quizzes.models import Attempt, Grade


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt with its module and enrolment; `finished` once it is graded."""

    id: UUID
    enrolment_id: int
    publication_id: int
    quiz: str
    started_at: datetime
    closes_at: datetime | None
    module: str
    finished: bool


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A finished attempt at a quiz."""

    id: UUID
    points: float
    max_points: float
    passed: bool
    graded_at: datetime


def own_attempt(session: Session, attempt_id: UUID, *, person_id: int) -> OwnAttempt:
    """This person's attempt; another person's is not there for them: NotFound."""
    row = rows(session, _own_attempt(), attempt_id=attempt_id, person_id=person_id).first()
    if row is None:
        raise NotFound("attempt")
    return OwnAttempt(*row)


def past_attempts(session: Session, enrolment_id: int, *, quiz: str) -> list[PastAttempt]:
    """The finished attempts at a quiz, the first one first, each with the grade that counts."""
    return [PastAttempt(*row) for row in rows(session, _past_attempts(), enrolment_id=enrolment_id, quiz=quiz)]


@cache
def _past_attempts() -> Executable:
    later = aliased(Grade)
    return (
        select(Attempt.id, Grade.points, Grade.max_points, Grade.passed, Grade.graded_at)
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz == bindparam("quiz"))
        .where(~exists().where(later.attempt_id == Attempt.id, later.id > Grade.id))
        .order_by(Attempt.started_at)
    )


@cache
def _own_attempt() -> Executable:
    graded = exists().where(Grade.attempt_id == Attempt.id)
    times = (Attempt.started_at, Attempt.closes_at)
    return (
        select(Attempt.id, Attempt.enrolment_id, Attempt.publication_id, Attempt.quiz, *times, ModuleRow.key, graded)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, (Person.id == Enrolment.person_id) & Person.disabled_at.is_(None))
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .where(Attempt.id == bindparam("attempt_id"), Enrolment.person_id == bindparam("person_id"))
    )
