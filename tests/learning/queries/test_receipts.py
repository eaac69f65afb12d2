"""Is what a receipt vouches for read back as it was stored, from either database?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.make import NOW
from training.learning import queries
from training.learning.models import Enrolment
from training.quizzes.models import Attempt
from training.quizzes.rules.receipts import code_of
from training.quizzes.rules.records import Record, RecordedAnswer, RecordedGrade

MOMENT = NOW + timedelta(microseconds=123456)
ANSWER = UUID("0c5a1b52-6d0c-4f0e-9d55-2f6f2f0a7d11")
MARKS = {"who-single": 1, "who-multiple": 0.67}
RESPONSE = {"typed": "4,5 \N{EURO SIGN}", "number": "4.5"}


@pytest.fixture
def attempt(session: Session) -> Attempt:
    """Give an attempt with an answer and no grade."""
    published = make.published_module(session)
    enrolment = make.enrolment(session, make.person(session), published)
    row = make.attempt(session, enrolment, published, seed=7, closes_at=MOMENT)
    make.answer(session, row, id=ANSWER, question="who-numeric", response=RESPONSE, answered_at=MOMENT, language="sl")
    return row


def _owner(session: Session, attempt: Attempt) -> int:
    return session.get_one(Enrolment, attempt.enrolment_id).person_id


def _record(session: Session, attempt: Attempt) -> Record | None:
    session.expire_all()
    return queries.record(session, attempt.id, person_id=_owner(session, attempt))


def test_every_fact_comes_back_as_it_was_stored(session: Session, attempt: Attempt) -> None:
    grade = make.grade(session, attempt, points=1.67, marks=MARKS, graded_at=MOMENT)
    facts: dict[str, Any] = {"points": 1.67, "max_points": 3, "passed": True, "marks": MARKS, "graded_at": MOMENT}
    answer: dict[str, Any] = {"question": "who-numeric", "response": RESPONSE, "language": "sl", "answered_at": MOMENT}
    stored = Record(
        attempt_id=attempt.id,
        enrolment_id=attempt.enrolment_id,
        publication_id=attempt.publication_id,
        quiz="who-quiz",
        seed=7,
        started_at=NOW,
        closes_at=MOMENT,
        answers=(RecordedAnswer(id=ANSWER, **answer),),
        grades=(RecordedGrade(id=grade.id, graded_by=None, reason=None, **facts),),
    )

    found = _record(session, attempt)

    assert found == stored
    assert code_of(found, found.grade, secret="key") == code_of(stored, stored.grade, secret="key")


def test_every_grade_is_there_and_no_answer_twice(session: Session, attempt: Attempt) -> None:
    make.grade(session, attempt)
    make.grade(session, attempt, graded_by=_owner(session, attempt), reason="Both are right.")

    found = _record(session, attempt)

    assert found is not None
    assert [grade.reason for grade in found.grades] == [None, "Both are right."]
    assert len(found.answers) == 1


def test_an_unfinished_attempt_has_no_record(session: Session, attempt: Attempt) -> None:
    assert _record(session, attempt) is None


def test_another_person_finds_nothing(session: Session, attempt: Attempt) -> None:
    make.grade(session, attempt)

    assert queries.record(session, attempt.id, person_id=make.person(session).id) is None


def test_it_takes_two_statements_and_one_where_there_is_nothing(
    session: Session, attempt: Attempt, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    make.grade(session, attempt)
    owner = _owner(session, attempt)
    with statements() as own:
        queries.record(session, attempt.id, person_id=owner)
    with statements() as nobodys:
        queries.record(session, uuid4(), person_id=owner)

    assert (len(own), len(nobodys)) == (2, 1)
