"""What was answered to a quiz by those who met it for the first time?

One statement, and a row an attempt: its answers come as one text, and are taken apart here. To let window functions
find what counts takes as long on PostgreSQL and three times as long on SQLite, and the points of each attempt are
needed in any case; `python -m benchmarks.figures` measures it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CTE, Executable, Select, Subquery, Text, bindparam, case, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.content.models import ModuleRow, Publication
from training.foundation.db import rows
from training.quizzes.models import Answer, Attempt, Grade
from training.quizzes.rules.first_attempts import FirstAttempts, Given, Told, gathered

# Neither stands in a key or a language, nor in JSON as it is stored.
_ANSWERS, _PARTS = "\n", "|"


def first_attempts(
    session: Session, module: str, *, quiz: str, publications: Sequence[int], questions: Sequence[str]
) -> FirstAttempts:
    """The first attempts at a quiz of a module that belong to these publications, as far as these questions matter.

    An answer counts as in `quizzes.rules.grading`: before the attempt was handed in, or its time was up. Points are
    those of the latest grade. Left out is whose first attempt was at another publication, who knows the quiz already,
    and an attempt without an answer, which says nothing.
    """
    names = {"module": module, "quiz": quiz, "publications": list(publications)}
    return gathered(_told(rows(session, _first_attempts(), **names)), questions)


def _told(found: Any) -> Iterator[Told]:
    for marks, started_at, answers in found:
        given = [_given(answer) for answer in answers.split(_ANSWERS)]
        yield Told(marks=json.loads(marks), started_at=datetime.fromisoformat(started_at), given=given)


def _given(answer: str) -> Given:
    question, language, moment, response = answer.split(_PARTS, 3)
    return datetime.fromisoformat(moment), question, language, response


@cache
def _first_attempts() -> Executable:
    # Moments and JSON come as text: to make objects of them all is what would take long.
    answers, later = _answers(), aliased(Grade)
    return (
        select(cast(Grade.marks, Text), cast(answers.c.started_at, Text), answers.c.given)
        .join(answers, answers.c.attempt_id == Grade.attempt_id)
        .where(~exists().where(later.attempt_id == Grade.attempt_id, later.id > Grade.id))
    )


def _answers() -> Subquery:
    """The answers in time of each attempt, as one text."""
    attempts = _attempts()
    moment, response = cast(Answer.answered_at, Text), cast(Answer.response, Text)
    answer = Answer.question + _PARTS + Answer.language + _PARTS + moment + _PARTS + response
    return (
        select(
            Answer.attempt_id,
            func.min(attempts.c.started_at).label("started_at"),
            func.aggregate_strings(answer, _ANSWERS).label("given"),
        )
        .join(attempts, attempts.c.id == Answer.attempt_id)
        .where(Answer.answered_at <= attempts.c.ends_at)
        .group_by(Answer.attempt_id)
        .subquery()
    )


def _attempts() -> CTE:
    """Each learner's first attempt that was handed in, and the moment after which its answers no longer count."""
    machine = aliased(Grade)
    up = Attempt.closes_at < machine.graded_at
    return (
        select(Attempt.id, Attempt.started_at, case((up, Attempt.closes_at), else_=machine.graded_at).label("ends_at"))
        .join(machine, machine.attempt_id == Attempt.id)
        .where(machine.id.in_(_first_grades()), Attempt.publication_id.in_(bindparam("publications", expanding=True)))
        .cte("attempts")
    )


def _first_grades() -> Select[int]:
    return (
        select(func.min(Grade.id))
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .join(Publication, Publication.id == Attempt.publication_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .where(ModuleRow.key == bindparam("module"), Attempt.quiz == bindparam("quiz"), Grade.graded_by.is_(None))
        .group_by(Attempt.enrolment_id)
    )
