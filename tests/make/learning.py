"""What has a learner in a test left behind?"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.make.modules import Published
from tests.make.rows import NOW, added
from training.accounts.models import Organisation, Person
from training.learning.models import Completion, Enrolment, Note, Reading
from training.learning.rules.progress import applied_rule
from training.quizzes.models import Answer, Attempt, Grade


def enrolment(session: Session, person: Person, published: Published, **columns: Any) -> Enrolment:
    """Enrol a person in a module."""
    office = session.get_one(Organisation, person.organisation_id)
    homes = {"organisation_id": office.id, "region_id": office.region_id}
    columns = {"round": 1, "enrolled_at": NOW} | homes | columns
    return added(session, Enrolment(person_id=person.id, module_id=published.row.id, **columns))


def reading(session: Session, enrolment: Enrolment, published: Published, *, lesson: str, **columns: Any) -> Reading:
    """Let a learner have read a lesson."""
    columns = {"publication_id": published.publication.id, "language": "en", "read_at": NOW} | columns
    return added(session, Reading(enrolment_id=enrolment.id, lesson=lesson, **columns))


def note(session: Session, enrolment: Enrolment, *, activity: str = "who/walk", text: str = "My own words") -> Note:
    """Let a learner have written to an activity."""
    return added(session, Note(enrolment_id=enrolment.id, activity=activity, text=text, saved_at=NOW))


def attempt(
    session: Session, enrolment: Enrolment, published: Published, *, quiz: str = "who-quiz", **columns: Any
) -> Attempt:
    """Let a learner have begun a quiz."""
    columns = {"id": uuid4(), "seed": 1, "started_at": NOW, "publication_id": published.publication.id} | columns
    return added(session, Attempt(enrolment_id=enrolment.id, quiz=quiz, **columns))


def answer(session: Session, attempt: Attempt, *, question: str, response: Mapping[str, Any], **columns: Any) -> Answer:
    """Let a learner have answered a question; `response` is as `quizzes.rules.responses` keeps it."""
    columns = {"id": uuid4(), "language": "en", "answered_at": NOW} | columns
    return added(session, Answer(attempt_id=attempt.id, question=question, response=dict(response), **columns))


def grade(session: Session, attempt: Attempt, *, passed: bool = True, **columns: Any) -> Grade:
    """Let an attempt have been graded."""
    columns = {"points": 3 if passed else 0, "max_points": 3, "marks": {}, "graded_at": NOW} | columns
    return added(session, Grade(attempt_id=attempt.id, passed=passed, **columns))


def completion(session: Session, enrolment: Enrolment, published: Published, **columns: Any) -> Completion:
    """Let a learner have completed a module."""
    rule = applied_rule(published.value)
    columns = {
        "publication_id": published.publication.id,
        "rule": rule,
        "points": 3,
        "max_points": 3,
        "language": "en",
        "completed_at": NOW,
        "certificate": uuid4(),
    } | columns
    return added(session, Completion(enrolment_id=enrolment.id, **columns))
