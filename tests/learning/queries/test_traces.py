"""Is an attempt that was graded again worth what was said last, and still one attempt?"""

from sqlalchemy.orm import Session

from tests import make
from training.learning import queries
from training.learning.models import Enrolment
from training.learning.rules.progress import Result


def _result(session: Session, enrolment: Enrolment) -> Result:
    return queries.traces(session, enrolment.id).results["final-test"]


def _enrolment(session: Session) -> tuple[make.Published, Enrolment]:
    published = make.published_module(session)
    return published, make.enrolment(session, make.person(session), published)


def test_an_attempt_that_was_graded_again_is_one_attempt(session: Session) -> None:
    published, enrolment = _enrolment(session)
    attempt = make.attempt(session, enrolment, published, quiz="final-test")
    make.grade(session, attempt, passed=False)
    make.grade(session, attempt, points=2, graded_by=enrolment.person_id, reason="The key was wrong.")

    result = _result(session, enrolment)

    assert (result.points, result.passed, result.attempts) == (2, True, 1)


def test_a_lowered_grade_no_longer_counts_as_what_it_was(session: Session) -> None:
    published, enrolment = _enrolment(session)
    attempt = make.attempt(session, enrolment, published, quiz="final-test")
    make.grade(session, attempt)
    make.grade(session, attempt, passed=False, graded_by=enrolment.person_id, reason="The key was wrong.")

    assert not _result(session, enrolment).passed


def test_the_best_attempt_is_the_one_with_the_largest_share(session: Session) -> None:
    published, enrolment = _enrolment(session)
    for points, most in ((2, 3), (2, 2), (2, 3)):
        attempt = make.attempt(session, enrolment, published, quiz="final-test")
        make.grade(session, attempt, points=points, max_points=most)

    result = _result(session, enrolment)

    assert (result.points, result.max_points, result.attempts) == (2, 2, 3)
