"""Is an answer kept once and for good?"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from tests import make
from tests.databases import Databases, opened
from tests.modules import RIGHT
from training.content.rules.module import quiz_of
from training.quizzes import actions, queries
from training.quizzes.models import Answer, Attempt, Grade

TEST = quiz_of(make.module_value(), "final-test")[1]


@pytest.fixture
def attempt(session: Session) -> Attempt:
    """Give an attempt at the final test."""
    published = make.published_module(session)
    enrolment = make.enrolment(session, make.person(session), published)
    return make.attempt(session, enrolment, published, quiz="final-test")


def _record(session: Session, attempt: Attempt, now: datetime, *, answer_id: object = None, choice: str = "a") -> bool:
    return actions.record_answer(
        session,
        answer_id or uuid4(),  # type: ignore[arg-type]
        attempt_id=attempt.id,
        question="final-multiple",
        response={"choices": [choice]},
        language="sl",
        now=now,
    )


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Answer)) or 0


def test_the_same_id_twice_is_the_same_answer(session: Session, attempt: Attempt, now: datetime) -> None:
    answer_id = uuid4()
    first = _record(session, attempt, now, answer_id=answer_id)
    second = _record(session, attempt, now + timedelta(seconds=5), answer_id=answer_id)
    assert (first, second, _count(session)) == (True, False, 1)


def test_a_page_brought_back_by_the_browser_loses_no_changed_answer(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    answer_id = uuid4()
    for choice in ("a", "b", "b"):
        _record(session, attempt, now, answer_id=answer_id, choice=choice)
    kept = [answer.response["choices"] for answer in queries.answers(session, attempt.id)]
    assert sorted(kept) == [["a"], ["b"]]


def test_an_answer_records_its_language(session: Session, attempt: Attempt, now: datetime) -> None:
    _record(session, attempt, now)
    assert [answer.language for answer in queries.answers(session, attempt.id)] == ["sl"]


def test_an_answer_cannot_be_changed(session: Session, attempt: Attempt, now: datetime) -> None:
    _record(session, attempt, now)
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(update(Answer).values(question="another"))


def test_a_double_click_begins_one_attempt(session: Session, attempt: Attempt, now: datetime) -> None:
    again = actions.begin(
        session,
        uuid4(),
        enrolment_id=attempt.enrolment_id,
        publication_id=attempt.publication_id,
        quiz=TEST,
        now=now,
    )
    assert again == attempt.id


def test_after_finishing_another_attempt_can_begin(session: Session, attempt: Attempt, now: datetime) -> None:
    actions.finish(session, attempt.id, quiz=TEST, closes_at=None, now=now)
    wanted = uuid4()
    begun = actions.begin(
        session,
        wanted,
        enrolment_id=attempt.enrolment_id,
        publication_id=attempt.publication_id,
        quiz=TEST,
        now=now,
    )
    assert begun == wanted


def test_finishing_twice_gives_the_same_grade(session: Session, attempt: Attempt, now: datetime) -> None:
    for question in TEST.questions:
        make.answer(session, attempt, question=question.key, response=RIGHT[question.kind])
    first = actions.finish(session, attempt.id, quiz=TEST, closes_at=None, now=now)
    second = actions.finish(session, attempt.id, quiz=TEST, closes_at=None, now=now + timedelta(hours=1))
    assert (first.id, first.points, first.passed) == (second.id, 3, True)
    assert session.scalar(select(func.count()).select_from(Grade)) == 1


def test_an_answer_after_the_closing_time_is_kept_and_does_not_count(
    session: Session, attempt: Attempt, now: datetime
) -> None:
    closes_at = now + timedelta(minutes=10)
    late = now + timedelta(minutes=11)
    make.answer(session, attempt, question="final-multiple", response=RIGHT["multiple"], answered_at=late)
    grade = actions.finish(session, attempt.id, quiz=TEST, closes_at=closes_at, now=late)
    assert (grade.points, _count(session)) == (0, 1)


def test_two_tabs_cannot_both_begin_the_last_attempt(databases: Databases, now: datetime) -> None:
    """The second waits for the first, on the database where both could look at once."""
    own = opened(databases.fresh("postgresql"))
    with Session(own) as first, Session(own) as second:
        published = make.published_module(first)
        enrolment = make.enrolment(first, make.person(first), published)
        first.commit()
        asked = {"enrolment_id": enrolment.id, "publication_id": published.publication.id, "now": now}
        once = replace(TEST, attempts=1)
        begun = actions.begin(first, uuid4(), quiz=once, **asked)  # type: ignore[arg-type]
        second.execute(text("SET lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            actions.begin(second, uuid4(), quiz=once, **asked)  # type: ignore[arg-type]
        second.rollback()
        first.commit()

        assert actions.begin(second, uuid4(), quiz=once, **asked) == begun  # type: ignore[arg-type]
    own.dispose()
