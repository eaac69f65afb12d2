"""Which attempts, answers and grades are there?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Select, bindparam, exists, select
from sqlalchemy.orm import Session

from training.content.rules.blocks import MOMENTS, run_of
from training.foundation.db import rows
from training.quizzes.models import Answer, Attempt, Grade


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One recorded answer."""

    question: str
    response: dict[str, Any]
    language: str
    answered_at: datetime


def answers(session: Session, attempt_id: UUID) -> list[GivenAnswer]:
    """Every answer of an attempt as it was given, changed ones included, oldest first."""
    return [GivenAnswer(*row) for row in rows(session, _answers(), attempt_id=attempt_id)]


def assessment_answers(session: Session, enrolment_id: int) -> dict[str, list[GivenAnswer]]:
    """What this learner answered to the statements, by moment, oldest first."""
    moments = {run_of(moment): moment for moment in MOMENTS}
    found: dict[str, list[GivenAnswer]] = {moment: [] for moment in MOMENTS}
    for run, *answer in rows(session, _assessment_answers(), enrolment_id=enrolment_id, runs=list(moments)):
        found[moments[run]].append(GivenAnswer(*answer))
    return found


def answer_by_id(session: Session, answer_id: UUID) -> Answer | None:
    """The answer of this id, whoever gave it."""
    return session.get(Answer, answer_id)


def open_attempt(session: Session, enrolment_id: int, *, quiz: str) -> UUID | None:
    """The attempt that this learner has begun and not finished; the youngest, should there be two."""
    unfinished = ~exists().where(Grade.attempt_id == Attempt.id)
    attempts = select(Attempt.id).where(Attempt.enrolment_id == enrolment_id, Attempt.quiz == quiz, unfinished)
    return session.scalar(attempts.order_by(Attempt.started_at.desc()).limit(1))


def grade_of(session: Session, attempt_id: UUID) -> Grade | None:
    """The grade that counts: the latest."""
    return session.scalar(_grade_of(), {"attempt_id": attempt_id})


@cache
def _answers() -> Executable:
    columns = (Answer.question, Answer.response, Answer.language, Answer.answered_at)
    return select(*columns).where(Answer.attempt_id == bindparam("attempt_id")).order_by(Answer.answered_at)


@cache
def _assessment_answers() -> Executable:
    columns = (Attempt.quiz, Answer.question, Answer.response, Answer.language, Answer.answered_at)
    return (
        select(*columns)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz.in_(bindparam("runs", expanding=True)))
        .order_by(Answer.answered_at)
    )


@cache
def _grade_of() -> Select[Grade]:
    given = select(Grade).where(Grade.attempt_id == bindparam("attempt_id"))
    return given.order_by(Grade.id.desc()).limit(1)
