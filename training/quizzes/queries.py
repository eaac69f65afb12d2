"""Which attempts, answers and grades are there?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Row, Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from training.content.rules.blocks import MOMENTS, run_of
from training.foundation.db import rows
from training.quizzes.models import Answer, Attempt, Grade
from training.quizzes.rules.grading import Mark, counting_answers
from training.quizzes.rules.regrading import Sitting


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One recorded answer."""

    question: str
    response: dict[str, Any]
    language: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """When an attempt was graded, and whether it passed."""

    passed: bool
    graded_at: datetime


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


def past_grades(session: Session, enrolment_id: int, *, quiz: str) -> list[GivenGrade]:
    """What this learner's earlier attempts at a quiz came to: the first grade of each, the first attempt first."""
    found = rows(session, _past_grades(), enrolment_id=enrolment_id, quiz=quiz)
    return [GivenGrade(*row) for row in found]


def grade_of(session: Session, attempt_id: UUID) -> Grade | None:
    """The grade that counts: the latest."""
    return session.scalar(_grade_of(), {"attempt_id": attempt_id})


def sittings(session: Session, publication_id: int, *, quiz: str, question: str) -> list[Sitting]:
    """Every graded attempt at a quiz of a publication, as far as one question matters; two statements for all."""
    quiz_of_publication = {"publication_id": publication_id, "quiz": quiz}
    given: defaultdict[UUID, list[GivenAnswer]] = defaultdict(list)
    for attempt_id, *answer in rows(session, _answers_to(), question=question, **quiz_of_publication):
        given[attempt_id].append(GivenAnswer(*answer))
    graded = rows(session, _graded_attempts(), **quiz_of_publication)
    return [_sitting(row, counting_answers(given[row.id], until=_end_of(row)).get(question)) for row in graded]


def _sitting(row: Row[Any], answer: GivenAnswer | None) -> Sitting:
    mark = Mark(points=row.points, max_points=int(row.max_points), passed=row.passed, marks=row.marks)
    return Sitting(
        attempt_id=row.id,
        enrolment_id=row.enrolment_id,
        mark=mark,
        response=answer.response if answer else None,
        language=answer.language if answer else row.last_language,
    )


def _end_of(row: Row[Any]) -> datetime:
    # What came after handing in, or after time was up, was kept and not graded.
    handed_in_at: datetime = row.handed_in_at
    return min(handed_in_at, row.closes_at or handed_in_at)


@cache
def _graded_attempts() -> Executable:
    machine, later, answer = aliased(Grade), aliased(Grade), aliased(Answer)
    last_language = select(answer.language).where(answer.attempt_id == Attempt.id).correlate(Attempt)
    last_language = last_language.order_by(answer.answered_at.desc(), answer.id).limit(1)
    return (
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Attempt.closes_at,
            machine.graded_at.label("handed_in_at"),
            Grade.points,
            Grade.max_points,
            Grade.passed,
            Grade.marks,
            last_language.scalar_subquery().label("last_language"),
        )
        .join(machine, (machine.attempt_id == Attempt.id) & machine.graded_by.is_(None))
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.publication_id == bindparam("publication_id"), Attempt.quiz == bindparam("quiz"))
        .where(~exists().where(later.attempt_id == Attempt.id, later.id > Grade.id))
    )


@cache
def _answers_to() -> Executable:
    columns = (Answer.attempt_id, Answer.question, Answer.response, Answer.language, Answer.answered_at)
    return (
        select(*columns)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.publication_id == bindparam("publication_id"), Attempt.quiz == bindparam("quiz"))
        .where(Answer.question == bindparam("question"))
        .order_by(Answer.answered_at)
    )


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
def _past_grades() -> Executable:
    return (
        select(Grade.passed, Grade.graded_at)
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .where(Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz == bindparam("quiz"))
        .where(Grade.graded_by.is_(None))
        .order_by(Grade.graded_at)
    )


@cache
def _grade_of() -> Select[Grade]:
    given = select(Grade).where(Grade.attempt_id == bindparam("attempt_id"))
    return given.order_by(Grade.id.desc()).limit(1)
