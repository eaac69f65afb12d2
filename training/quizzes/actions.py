"""What changes when somebody takes a quiz? An attempt begins, answers come in, a grade is given."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.content.rules.blocks import Quiz, run_of
from training.foundation.db import insert_all_once, insert_once, one_after_another
from training.quizzes import queries
from training.quizzes.models import Answer, Attempt, Grade
from training.quizzes.rules import grading
from training.quizzes.rules.asking import minutes_for, require_room
from training.quizzes.rules.regrading import Regrading
from training.quizzes.rules.responses import Response


def begin(
    session: Session,
    attempt_id: UUID,
    *,
    enrolment_id: int,
    publication_id: int,
    quiz: Quiz,
    extra_percent: int = 0,
    now: datetime,
) -> UUID:
    """Begin an attempt, or return the open one; the form minted the id, so a double click begins one attempt.

    `extra_percent` is a person's extra time. Raises Refused("attempts-used-up") or Refused("attempt-too-early").
    """
    if quiz.attempts or quiz.wait_hours:
        # Two tabs that begin at once would each find room for the last attempt.
        one_after_another(session, enrolment_id)
    if running := queries.open_attempt(session, enrolment_id, quiz=quiz.key):
        return running
    require_room(quiz, queries.past_grades(session, enrolment_id, quiz=quiz.key), now=now)
    minutes = minutes_for(quiz, extra_percent=extra_percent)
    closes_at = None if minutes is None else now + timedelta(minutes=minutes)
    _add_attempt(session, attempt_id, enrolment_id, publication_id, quiz=quiz.key, started_at=now, closes_at=closes_at)
    return attempt_id


def record_answer(
    session: Session,
    answer_id: UUID,
    *,
    attempt_id: UUID,
    question: str,
    response: Response,
    language: str,
    now: datetime,
) -> bool:
    """Store an answer once; tell whether it was new.

    The same id with the same content is the same answer. A page brought back by the browser may send its old id with
    another choice: that is another answer, kept under an id made from both.
    """
    values = {"attempt_id": attempt_id, "question": question, "response": response}
    row = {**values, "language": language, "answered_at": now}
    if insert_once(session, Answer, id=answer_id, **row):
        return True
    stored = queries.answer_by_id(session, answer_id)
    if stored and (stored.attempt_id, stored.question, stored.response) == (attempt_id, question, response):
        return False
    return insert_once(session, Answer, id=_id_of(answer_id, str(attempt_id), question, response), **row)


def assess(
    session: Session,
    form_id: UUID,
    *,
    enrolment_id: int,
    publication_id: int,
    moment: str,
    responses: Mapping[str, Response],
    language: str,
    now: datetime,
) -> None:
    """Store the levels given to statements; the same form with the same levels twice is stored once."""
    if not responses:
        return
    attempt_id = queries.open_attempt(session, enrolment_id, quiz=run_of(moment))
    if attempt_id is None:
        # Made from the form's id and not equal to it: nobody may name the attempt of somebody else.
        attempt_id = _id_of(form_id, enrolment_id, run_of(moment))
        _add_attempt(session, attempt_id, enrolment_id, publication_id, quiz=run_of(moment), started_at=now)
    same = {"attempt_id": attempt_id, "language": language, "answered_at": now}
    subject = str(attempt_id)
    answers = [
        {"id": _id_of(form_id, subject, statement, response), "question": statement, "response": response, **same}
        for statement, response in responses.items()
    ]
    insert_all_once(session, Answer, answers)


def finish(
    session: Session,
    attempt_id: UUID,
    *,
    quiz: Quiz,
    accepted: grading.Accepted = grading.NOTHING_MORE,
    closes_at: datetime | None,
    now: datetime,
) -> Grade:
    """Grade the counting answers once; a second call returns the same grade. `quiz` is as the attempt asked it."""
    until = min(now, closes_at) if closes_at else now
    counting = grading.counting_answers(queries.answers(session, attempt_id), until=until)
    mark = grading.grade(quiz, {question: answer.response for question, answer in counting.items()}, accepted)
    worth = {"points": mark.points, "max_points": mark.max_points, "passed": mark.passed, "marks": mark.marks}
    insert_once(session, Grade, attempt_id=attempt_id, graded_at=now, **worth)
    given = queries.grade_of(session, attempt_id)
    if given is None:
        raise LookupError("a grade that was just given is not there")
    return given


def regrade(session: Session, regradings: Iterable[Regrading], *, graded_by: int, reason: str, now: datetime) -> None:
    """Give each attempt its new mark as a further grade, all in one statement; the earlier grades stay."""
    same = {"graded_by": graded_by, "reason": reason, "graded_at": now}
    grades = [
        {
            "attempt_id": each.sitting.attempt_id,
            "points": each.after.points,
            "max_points": each.after.max_points,
            "passed": each.after.passed,
            "marks": each.after.marks,
            **same,
        }
        for each in regradings
    ]
    if grades:
        session.execute(insert(Grade), grades)


def _add_attempt(session: Session, id_: UUID, enrolment_id: int, publication_id: int, **columns: Any) -> None:
    # The form may choose the id, but not by it the questions that are drawn.
    seed = secrets.randbits(31)
    insert_once(
        session, Attempt, id=id_, enrolment_id=enrolment_id, publication_id=publication_id, seed=seed, **columns
    )


def _id_of(form_id: UUID, *content: Any) -> UUID:
    """Make the id of what one form says; the same form with other content says something else."""
    return uuid5(form_id, json.dumps(content, sort_keys=True))
