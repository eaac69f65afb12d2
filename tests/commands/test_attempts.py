"""Are attempts graded whose time is over, each once?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import every_kind
from tests.modules import RIGHT
from training.content.rules.blocks import Quiz
from training.learning.actions import close_overdue
from training.quizzes.models import Attempt, Grade


@pytest.fixture
def begun(session: Session, now: datetime) -> Callable[[int], Attempt]:
    """Give a function that begins an attempt which closes after so many minutes, with one right answer in time."""
    value = make.module_value()
    first, *rest = value.lessons
    rules = {"purpose": "test", "pass_percent": 50, "minutes": 30}
    quiz = Quiz(key="all", title="All", questions=every_kind(), **rules)  # type: ignore[arg-type]
    published = make.published_module(session, replace(value, lessons=(replace(first, blocks=(quiz,)), *rest)))

    def begin(minutes: int) -> Attempt:
        enrolment = make.enrolment(session, make.person(session), published)
        closes_at = now + timedelta(minutes=minutes)
        attempt = make.attempt(session, enrolment, published, quiz="all", closes_at=closes_at)
        make.answer(session, attempt, question="single", response=RIGHT["single"], answered_at=now)
        words = {"text": "[sl] The Client"}
        make.answer(session, attempt, question="short-text", response=words, answered_at=now)
        late = closes_at + timedelta(seconds=1)
        make.answer(session, attempt, question="true-false", response={"answer": True}, answered_at=late)
        return attempt

    return begin


def test_what_was_saved_in_time_is_graded_when_time_is_over(
    session: Session, begun: Callable[[int], Attempt], now: datetime
) -> None:
    over, running = begun(30), begun(90)

    count = close_overdue(session, now=now + timedelta(hours=1))

    (grade,) = session.scalars(select(Grade)).all()
    assert count == 1
    assert (grade.attempt_id, grade.points, grade.max_points) == (over.id, 2, 9)
    assert running.id != over.id


def test_a_second_time_there_is_nothing_to_do(session: Session, begun: Callable[[int], Attempt], now: datetime) -> None:
    begun(30)
    close_overdue(session, now=now + timedelta(hours=1))

    assert close_overdue(session, now=now + timedelta(hours=2)) == 0
