"""What changes when somebody learns? They enrol, confirm what they have read, keep notes, and complete."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from training.accounts.rules import CurrentPerson
from training.content.queries import Published
from training.foundation.db import insert_once
from training.learning import queries
from training.learning.models import Completion, Enrolment, Note, Reading
from training.learning.rules import progress
from training.learning.rules.notes import kept_note


def enrol(session: Session, person: CurrentPerson, *, module_id: int, now: datetime) -> None:
    """Let a person take a module; a second call changes nothing. Organisation and region are those of today."""
    insert_once(
        session,
        Enrolment,
        person_id=person.id,
        module_id=module_id,
        round=1,
        organisation_id=person.organisation_id,
        region_id=person.region_id,
        enrolled_at=now,
    )


def confirm_read(
    session: Session, enrolment_id: int, *, lesson: str, publication_id: int, language: str, now: datetime
) -> None:
    """Keep that the learner said "I have read this"; the first time counts."""
    insert_once(
        session,
        Reading,
        enrolment_id=enrolment_id,
        lesson=lesson,
        publication_id=publication_id,
        language=language,
        read_at=now,
    )


def keep_note(
    session: Session, enrolment_id: int, *, activity: str, started_from: str, typed: str, now: datetime
) -> None:
    """Keep the learner's words to an activity; what another tab saved in the meantime is kept as well."""
    stored = queries.note_text(session, enrolment_id, activity)
    text = kept_note(stored=stored, started_from=started_from, typed=typed)
    if text != stored:
        session.merge(Note(enrolment_id=enrolment_id, activity=activity, text=text, saved_at=now))
        session.flush()


def settle(session: Session, enrolment_id: int, *, published: Published, language: str, now: datetime) -> bool:
    """Insert the completion if the rule of this publication has become true; tell whether it just did."""
    traces = queries.traces(session, enrolment_id)
    module = published.module
    if not progress.is_complete(module, traces):
        return False
    points, max_points = progress.points(module, traces)
    return insert_once(
        session,
        Completion,
        enrolment_id=enrolment_id,
        publication_id=published.id,
        rule=progress.applied_rule(module),
        points=points,
        max_points=max_points,
        language=language,
        completed_at=now,
        certificate=uuid4(),
    )
