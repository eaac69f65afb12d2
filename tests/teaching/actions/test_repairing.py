"""Is a correction one deed: grades, completions and the entry about it, and nothing taken away?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.modules import RIGHT
from tests.teaching.conftest import MUSEUM, SINGLE, STUDIO, Course
from training.accounts.models import Person
from training.content import queries as content
from training.content.rules.module import CompletionRule
from training.foundation.audit import AuditEntry, Event
from training.learning.models import Completion
from training.quizzes import queries as quizzes
from training.quizzes.models import Attempt, Grade
from training.quizzes.rules.regrading import ACCEPT, DROP, FULL, Correction, answer_key
from training.teaching import actions

EVERYBODY = Correction(question=SINGLE, change=FULL)
STUDIO_TOO = Correction(question=SINGLE, change=ACCEPT, accepted=frozenset({answer_key(dict(STUDIO))}))
WITHOUT = Correction(question=SINGLE, change=DROP)


def repair(course: Course, trainer: Person, correction: Correction, *, now: datetime, lower: bool = False) -> int:
    """Correct the first question of the test."""
    published = content.published(course.session, course.published.publication.id)
    return actions.repair(
        course.session,
        correction,
        published=published,
        quiz="final-test",
        current=published,
        lower=lower,
        person_id=trainer.id,
        reason="The key was wrong.",
        now=now,
    )


def points(session: Session, attempt: Attempt) -> tuple[float, float, bool]:
    """Return points, most points and verdict of the grade that counts."""
    grade = quizzes.grade_of(session, attempt.id)
    assert grade is not None
    return grade.points, grade.max_points, grade.passed


def test_a_correction_adds_a_grade_with_person_and_reason_and_keeps_the_old_one(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    attempt = course.handed_in(single=STUDIO)

    assert repair(course, trainer, STUDIO_TOO, now=now) == 1

    old, new = session.scalars(select(Grade).where(Grade.attempt_id == attempt.id).order_by(Grade.id))
    assert (old.points, old.graded_by, old.marks[SINGLE]) == (0, None, 0)
    assert (new.points, new.graded_by, new.reason, new.graded_at) == (1, trainer.id, "The key was wrong.", now)
    assert new.marks == old.marks | {SINGLE: 1}


def test_whom_it_does_not_concern_keeps_the_one_grade(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    course.handed_in(single=MUSEUM)
    course.handed_in(numeric=RIGHT["numeric"])

    assert repair(course, trainer, STUDIO_TOO, now=now) == 0

    assert len(session.scalars(select(Grade)).all()) == 2
    assert session.scalars(select(AuditEntry)).all() == []


def test_the_same_correction_twice_is_made_once(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    course.handed_in(single=STUDIO)

    done = [repair(course, trainer, EVERYBODY, now=now + timedelta(minutes=minute)) for minute in range(2)]

    assert done == [1, 0]
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_a_second_correction_starts_from_the_first(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    attempt = course.handed_in()
    repair(course, trainer, EVERYBODY, now=now)

    repair(course, trainer, Correction(question="final-numeric", change=FULL), now=now)

    assert points(session, attempt) == (2, 3, True)


def test_a_correction_for_one_language_counts_an_open_question_where_its_learner_answered_last(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    in_slovene = course.handed_in(single=STUDIO, language="sl")
    left_open_in_slovene = course.handed_in(numeric=RIGHT["numeric"], language="sl")
    in_german = course.handed_in(single=STUDIO, language="de")

    repair(course, trainer, Correction(question=SINGLE, change=FULL, language="sl"), now=now)

    assert [points(session, each)[0] for each in (in_slovene, left_open_in_slovene, in_german)] == [1, 2, 0]


def test_an_answer_that_came_late_does_not_count_now_either(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    attempt = course.handed_in()
    late = {"answered_at": now + timedelta(minutes=1)}
    make.answer(session, attempt, question=SINGLE, response=STUDIO, **late)

    assert repair(course, trainer, STUDIO_TOO, now=now + timedelta(hours=1)) == 0


def test_another_publication_and_another_quiz_are_left_alone(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    newer = Course(session, make.published_module(session, make.module_value(title="Newer"), number=2))
    elsewhere = newer.handed_in(single=STUDIO)
    practice = make.attempt(session, course.learner(), course.published, quiz="who-quiz")
    make.grade(session, practice, marks={SINGLE: 0})

    assert repair(course, trainer, EVERYBODY, now=now) == 0
    assert points(session, elsewhere)[0] == 0


def test_who_passes_by_it_completes_the_module_by_the_current_rule(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    ready, not_ready = course.learner(has_read=True), course.learner()
    for enrolment in (ready, not_ready):
        course.handed_in(enrolment, single=STUDIO, numeric=RIGHT["numeric"], language="sl")

    repair(course, trainer, STUDIO_TOO, now=now)

    (completion,) = session.scalars(select(Completion))
    assert (completion.enrolment_id, completion.points, completion.language) == (ready.id, 2, "sl")
    assert completion.rule["passed"] == [{"quiz": "final-test", "percent": 60}]


def test_the_rule_of_the_current_publication_counts(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    easier = make.module_value(completion=CompletionRule(passed=("final-test",)))
    newer = make.published_module(session, easier, number=2)
    course.handed_in(single=STUDIO, numeric=RIGHT["numeric"])
    old = content.published(session, course.published.publication.id)
    current = content.published(session, newer.publication.id)
    asked = {"published": old, "quiz": "final-test", "current": current, "lower": False, "person_id": trainer.id}

    actions.repair(session, STUDIO_TOO, **asked, reason="The key was wrong.", now=now)  # type: ignore[arg-type]

    assert [each.publication_id for each in session.scalars(select(Completion))] == [current.id]


def test_nobody_loses_unless_lowering_is_confirmed(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    attempt = course.handed_in(single=MUSEUM, numeric=RIGHT["numeric"])

    assert repair(course, trainer, WITHOUT, now=now) == 0
    assert repair(course, trainer, WITHOUT, now=now, lower=True) == 1
    assert points(session, attempt) == (1, 2, False)


def test_a_completion_stays_when_the_test_is_no_longer_passed(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    enrolment = course.learner(has_read=True)
    course.handed_in(enrolment, single=MUSEUM, numeric=RIGHT["numeric"])
    given = make.completion(session, enrolment, course.published)

    repair(course, trainer, WITHOUT, now=now, lower=True)

    assert [each.certificate for each in session.scalars(select(Completion))] == [given.certificate]


def test_the_entry_names_what_was_done_and_counts_whom_it_touched(
    session: Session, course: Course, trainer: Person, now: datetime
) -> None:
    course.handed_in(single=STUDIO, numeric=RIGHT["numeric"])
    course.handed_in(single=STUDIO)

    repair(course, trainer, STUDIO_TOO, now=now)

    (entry,) = session.scalars(select(AuditEntry))
    assert (entry.event, entry.subject, entry.actor_id) == (Event.QUIZ_REGRADED, "module craft", trainer.id)
    assert entry.facts == {
        "publication": course.published.publication.id,
        "quiz": "final-test",
        "question": SINGLE,
        "change": ACCEPT,
        "language": None,
        "lower": False,
        "changed": 2,
        "risen": 2,
        "fallen": 0,
        "passed": 1,
        "failed": 0,
    }


def test_more_learners_take_no_more_statements(
    session: Session,
    course: Course,
    trainer: Person,
    now: datetime,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    taken = []
    for learners in (1, 20):
        for _ in range(learners):
            course.handed_in(course.learner(has_read=True), single=STUDIO, numeric=RIGHT["numeric"])
        with statements() as seen:
            assert repair(course, trainer, STUDIO_TOO, now=now) == learners
        taken.append(len(seen))
    # The first time the publication is read; sittings and answers, grades, traces, completions, the entry.
    assert taken[1] <= taken[0] <= 8
