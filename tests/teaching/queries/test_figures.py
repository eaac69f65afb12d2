"""Are exactly the first attempts found, with the answers and points that count? By a case worked out by hand."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from math import isnan
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.modules import RIGHT
from tests.teaching.conftest import MUSEUM, STUDIO, Course
from training.quizzes.models import Attempt
from training.quizzes.rules.first_attempts import MOST_SECONDS, FirstAttempts
from training.teaching.queries import first_attempts

QUESTIONS = ("final-single", "final-multiple", "final-numeric")
SINGLE, MULTIPLE, NUMERIC = QUESTIONS
MARKS = dict.fromkeys(QUESTIONS, 1.0)


def found(course: Course, *publications: make.Published, module: str = "craft") -> FirstAttempts:
    """Ask for the first attempts at the test, of the course's publication unless others are named."""
    ids = [each.publication.id for each in publications or (course.published,)]
    return first_attempts(course.session, module, quiz="final-test", publications=ids, questions=QUESTIONS)


def begun(course: Course, published: make.Published | None = None, **columns: Any) -> Attempt:
    """Let somebody new begin the test."""
    enrolment = columns.pop("enrolment", None) or course.learner()
    return make.attempt(course.session, enrolment, published or course.published, quiz="final-test", **columns)


def said(
    course: Course, attempt: Attempt, question: str, response: Mapping[str, Any], *, after: float, **columns: Any
) -> None:
    """Let somebody answer so many seconds after the start of the clock."""
    moment = make.NOW + timedelta(seconds=after)
    make.answer(course.session, attempt, question=question, response=response, answered_at=moment, **columns)


def handed_in(course: Course, attempt: Attempt, *, after: float, marks: Mapping[str, float] = MARKS) -> None:
    """Let an attempt have been graded."""
    make.grade(course.session, attempt, marks=dict(marks), graded_at=make.NOW + timedelta(seconds=after))


def tallied(figures: FirstAttempts) -> set[tuple[str, str, str, int]]:
    """Write tallies so that they can be compared."""
    return {(each.question, each.language, str(each.response), each.count) for each in figures.tallies}


def paced(figures: FirstAttempts) -> set[tuple[str, str, int, int]]:
    """Write paces so that they can be compared."""
    return {(each.question, each.language, each.seconds, each.count) for each in figures.paces}


def test_a_case_worked_out_by_hand(course: Course) -> None:
    one, other = begun(course), begun(course)
    said(course, one, SINGLE, STUDIO, after=10, language="de")
    said(course, one, MULTIPLE, RIGHT["multiple"], after=40, language="de")
    # Thought better of it, in another language; the first answer no longer counts.
    said(course, one, SINGLE, MUSEUM, after=55, language="sl")
    said(course, one, NUMERIC, RIGHT["numeric"], after=100_000, language="de")
    handed_in(course, one, after=100_001, marks={SINGLE: 1, MULTIPLE: 1, NUMERIC: 1})
    said(course, other, SINGLE, MUSEUM, after=10.25, language="sl")
    handed_in(course, other, after=60, marks={SINGLE: 1, MULTIPLE: 0, NUMERIC: 0})

    figures = found(course)

    rows = {figures.languages[row]: figures.points[3 * row : 3 * row + 3].tolist() for row in range(2)}
    assert rows == {"de": [1, 1, 1], "sl": [1, 0, 0]}
    assert figures.exceptions == {(figures.languages.index("de"), 0): "sl"}
    assert tallied(figures) == {
        (SINGLE, "sl", str(dict(MUSEUM)), 2),
        (MULTIPLE, "de", str(RIGHT["multiple"]), 1),
        (NUMERIC, "de", str(RIGHT["numeric"]), 1),
    }
    assert paced(figures) == {
        (SINGLE, "sl", 15, 1),
        (SINGLE, "sl", 10, 1),
        (MULTIPLE, "de", 30, 1),
        (NUMERIC, "de", MOST_SECONDS, 1),
    }


def test_only_the_first_attempt_of_a_learner_counts(course: Course) -> None:
    enrolment = course.learner()
    course.handed_in(enrolment, single=STUDIO)
    course.handed_in(enrolment, single=MUSEUM)

    figures = found(course)

    assert (len(figures.languages), figures.points[0]) == (1, 0)
    assert tallied(figures) == {(SINGLE, "en", str(dict(STUDIO)), 1)}


def test_a_first_attempt_that_is_still_open_waits_for_its_grade(course: Course) -> None:
    enrolment = course.learner()
    said(course, begun(course, enrolment=enrolment), SINGLE, STUDIO, after=1)
    course.handed_in(enrolment, single=MUSEUM)

    assert tallied(found(course)) == {(SINGLE, "en", str(dict(MUSEUM)), 1)}


def test_who_knows_the_quiz_from_an_earlier_publication_is_left_out_of_the_later(course: Course) -> None:
    enrolment = course.learner()
    course.handed_in(enrolment, single=STUDIO)
    later = make.published_module(course.session, make.module_value(title="New"), number=2)
    Course(course.session, later).handed_in(enrolment, single=MUSEUM)
    Course(course.session, later).handed_in(single=MUSEUM)

    assert tallied(found(course)) == {(SINGLE, "en", str(dict(STUDIO)), 1)}
    assert tallied(found(course, later)) == {(SINGLE, "en", str(dict(MUSEUM)), 1)}
    assert len(found(course, course.published, later).languages) == 2


def test_other_quizzes_and_modules_are_left_out(course: Course) -> None:
    steel = make.published_module(course.session, make.module_value("steel", region="linz"))
    Course(course.session, steel).handed_in(single=MUSEUM)
    practice = make.attempt(course.session, course.learner(), course.published, quiz="who-quiz")
    make.grade(course.session, practice)

    assert found(course).languages == ()
    # A publication of another module is not reached by naming it.
    assert found(course, steel).languages == ()
    assert len(found(course, steel, module="steel").languages) == 1


def test_whoever_has_practised_before_has_a_first_attempt_at_the_test_all_the_same(course: Course) -> None:
    enrolment = course.learner()
    practice = make.attempt(course.session, enrolment, course.published, quiz="who-quiz")
    said(course, practice, SINGLE, STUDIO, after=1)
    handed_in(course, practice, after=2)
    course.handed_in(enrolment, single=MUSEUM)

    assert tallied(found(course)) == {(SINGLE, "en", str(dict(MUSEUM)), 1)}


def test_the_latest_grade_counts(course: Course) -> None:
    attempt = course.handed_in(single=STUDIO)
    trainer = make.person(course.session)
    marks = {SINGLE: 1.0, NUMERIC: 0.0}
    make.grade(course.session, attempt, marks=marks, graded_by=trainer.id, reason="Both are public.")

    points = found(course).points

    assert (points[0], points[2]) == (1, 0)
    assert isnan(points[1])  # was taken out of the test


@pytest.mark.parametrize(("closes_after", "counts"), [(None, MUSEUM), (30, STUDIO), (3600, MUSEUM)])
def test_what_came_after_time_was_up_does_not_count(
    course: Course, closes_after: int | None, counts: Mapping[str, Any]
) -> None:
    closes_at = None if closes_after is None else make.NOW + timedelta(seconds=closes_after)
    attempt = begun(course, closes_at=closes_at)
    said(course, attempt, SINGLE, STUDIO, after=20)
    said(course, attempt, SINGLE, MUSEUM, after=40)
    handed_in(course, attempt, after=50)
    said(course, attempt, SINGLE, RIGHT["multiple"], after=60)

    assert tallied(found(course)) == {(SINGLE, "en", str(dict(counts)), 1)}


def test_an_attempt_without_answers_says_nothing(course: Course) -> None:
    handed_in(course, begun(course), after=10, marks=dict.fromkeys(QUESTIONS, 0.0))

    assert found(course).languages == ()


def test_what_is_typed_cannot_break_an_answer_apart(course: Course) -> None:
    typed = {"text": 'a|b\n"c"\\ ,š'}
    attempt = begun(course)
    said(course, attempt, SINGLE, typed, after=1)
    handed_in(course, attempt, after=2)

    assert tallied(found(course)) == {(SINGLE, "en", str(typed), 1)}


@pytest.mark.parametrize("count", [1, 12])
def test_it_is_one_statement(
    session: Session, course: Course, statements: Callable[[], AbstractContextManager[list[str]]], count: int
) -> None:
    for _ in range(count):
        course.handed_in(single=MUSEUM)

    with statements() as seen:
        assert len(found(course).languages) == count

    assert len(seen) == 1
