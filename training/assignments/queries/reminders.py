"""Who has been reminded of what?"""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment, Reminder


def sent_reminders(session: Session) -> Mapping[tuple[int, int, int], set[str]]:
    """The names of the reminders that were posted, by assignment, person and round, for assignments that stand."""
    rows = session.execute(
        select(Reminder.assignment_id, Reminder.person_id, Reminder.round, Reminder.name)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .where(Assignment.withdrawn_at.is_(None))
    )
    found: defaultdict[tuple[int, int, int], set[str]] = defaultdict(set)
    for assignment_id, person_id, number, name in rows:
        found[assignment_id, person_id, number].add(name)
    return found
