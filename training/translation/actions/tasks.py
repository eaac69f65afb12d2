"""What becomes of the tasks at texts: opened by the alarm, a report or a reviewer, closed by a new text or by hand?"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.foundation.db import one_after_another
from training.translation.models import TranslationTask
from training.translation.queries.tasks import task, tasks_at
from training.translation.rules.tasks import Kind, Outcome, checked_outcome, is_known


def open_task(
    session: Session,
    *,
    module_id: int,
    language: str,
    segment: str,
    kind: Kind,
    facts: Mapping[str, Any],
    now: datetime,
) -> bool:
    """Ask that a text be looked at, unless that was asked before for the same reason; tell whether it is new."""
    # Two workers that both find nothing would both open it.
    one_after_another(session, module_id)
    there = tasks_at(session, module_id, language, [segment])
    if is_known(kind, facts, [(each, each.closed_at is None) for each in there]):
        return False
    place = {"module_id": module_id, "language": language, "segment": segment}
    session.add(TranslationTask(**place, kind=kind.value, facts=dict(facts), opened_at=now))
    session.flush()
    return True


def close_task(
    session: Session, task_id: int, *, module_id: int, language: str, outcome: str, person_id: int, now: datetime
) -> None:
    """Say what came of a task; a second time changes nothing.

    Raises NotFound where it belongs to another module or language, and Refused("choice-unknown").
    """
    decided = checked_outcome(outcome)
    found = task(session, task_id, module_id=module_id, language=language)
    if found.closed_at is None:
        _close(found, decided, person_id, now)
    session.flush()


def close_for(
    session: Session, *, module_id: int, language: str, segments: Collection[str], person_id: int, now: datetime
) -> int:
    """Close what was to be looked at in texts that somebody has written anew; return how much that was."""
    found = [each for each in tasks_at(session, module_id, language, segments) if each.closed_at is None]
    for each in found:
        _close(each, Outcome.MENDED, person_id, now)
    session.flush()
    return len(found)


def close_returned(
    session: Session, *, module_id: int, language: str, segments: Collection[str], person_id: int, now: datetime
) -> None:
    """Close what reviewers had sent back, and somebody approves as it stands."""
    for each in tasks_at(session, module_id, language, segments):
        if each.closed_at is None and each.kind == Kind.RETURNED:
            _close(each, Outcome.NOTHING_WRONG, person_id, now)
    session.flush()


def _close(found: TranslationTask, outcome: Outcome, person_id: int, now: datetime) -> None:
    found.closed_at, found.closed_by, found.outcome = now, person_id, outcome.value
