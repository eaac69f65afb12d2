"""What is stored of a finished attempt, to the last answer and grade?"""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.learning.models import Enrolment
from training.quizzes.models import Answer, Attempt, Grade
from training.quizzes.rules.records import Record, RecordedAnswer, RecordedGrade

_ATTEMPT = {
    "attempt_id": Attempt.id,
    "enrolment_id": Attempt.enrolment_id,
    "publication_id": Attempt.publication_id,
    "quiz": Attempt.quiz,
    "seed": Attempt.seed,
    "started_at": Attempt.started_at,
    "closes_at": Attempt.closes_at,
}
_ANSWER = tuple(field.name for field in fields(RecordedAnswer))
_GRADE = tuple(field.name for field in fields(RecordedGrade))


def record(session: Session, attempt_id: UUID, *, person_id: int) -> Record | None:
    """All that is stored of this person's finished attempt, in two statements.

    None alike for one that is not finished, for another person's and for one that never was.
    """
    graded = rows(session, _graded_attempt(), attempt_id=attempt_id, person_id=person_id).all()
    if not graded:
        return None
    answers = rows(session, _answers(), attempt_id=attempt_id)
    return Record(
        **_named(_ATTEMPT, graded[0][: len(_ATTEMPT)]),
        answers=tuple(RecordedAnswer(**_named(_ANSWER, row)) for row in answers),
        grades=tuple(RecordedGrade(**_named(_GRADE, row[len(_ATTEMPT) :])) for row in graded),
    )


def _named(names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


@cache
def _graded_attempt() -> Executable:
    """Ask for one row a grade, each with the attempt before it."""
    return (
        select(*_ATTEMPT.values(), *(getattr(Grade, name) for name in _GRADE))
        .join(Grade, Grade.attempt_id == Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.id == bindparam("attempt_id"), Enrolment.person_id == bindparam("person_id"))
        .order_by(Grade.id)
    )


@cache
def _answers() -> Executable:
    stored = select(*(getattr(Answer, name) for name in _ANSWER)).where(Answer.attempt_id == bindparam("attempt_id"))
    return stored.order_by(Answer.answered_at, Answer.id)
