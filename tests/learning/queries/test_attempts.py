"""Is an attempt that was graded again dated when it was handed in, and told to its learner for a while?"""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import make
from training.learning import queries


def test_an_attempt_that_was_graded_again_keeps_the_day_of_handing_in(session: Session) -> None:
    published = make.published_module(session)
    enrolment = make.enrolment(session, make.person(session), published)
    attempt = make.attempt(session, enrolment, published)
    later = make.NOW + timedelta(days=3)
    make.grade(session, attempt, passed=False)
    make.grade(session, attempt, points=2, graded_at=later, graded_by=enrolment.person_id, reason="The key was wrong.")

    (past,) = queries.past_attempts(session, enrolment.id, quiz="who-quiz")

    assert (past.points, past.passed, past.graded_at) == (2, True, make.NOW)


def test_only_ones_own_regrades_since_a_moment_are_news_each_attempt_once(session: Session) -> None:
    published = make.published_module(session)
    enrolment, other = (make.enrolment(session, make.person(session), published) for _ in range(2))
    days = {enrolment: (1, 5, 6), other: (7,)}
    found = []
    for whose, moments in days.items():
        attempt = make.attempt(session, whose, published)
        make.grade(session, attempt)
        for day in moments:
            at = make.NOW + timedelta(days=day)
            make.grade(session, attempt, graded_at=at, graded_by=whose.person_id, reason="Wrong key.")
        found.append(attempt.id)
    by_machine = make.attempt(session, enrolment, published)
    make.grade(session, by_machine, graded_at=make.NOW + timedelta(days=9))

    told, too_late = (
        queries.regraded_attempts(session, enrolment.person_id, since=make.NOW + timedelta(days=day)) for day in (5, 6)
    )

    assert [(each.id, each.graded_at) for each in told] == [(found[0], make.NOW + timedelta(days=6))]
    assert too_late == []
