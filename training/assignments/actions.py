"""What changes about required learning? It is assigned, withdrawn, begun again, and people are reminded of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.accounts.models import Organisation
from training.accounts.rules import CurrentPerson
from training.assignments import queries
from training.assignments.models import AssignedPerson, Assignment, Reminder
from training.assignments.queries import Assigned, Required
from training.assignments.rules import (
    Standing,
    check_requirement,
    civil_moment,
    is_done,
    local_day,
    reminder_on,
    round_on,
    standing,
)
from training.assignments.rules.rounds import Round, State
from training.foundation.audit import Event, record
from training.foundation.db import insert_all_once, one_after_another
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import Letter, post_each
from training.learning import actions as learning

# What nobody else locks by: enrolments are numbered from 1.
_REMINDING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be required: a module, the last day, after how many months again (None: once), and how strictly."""

    module_id: int
    due_on: date
    repeat_months: int | None
    compulsory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A reminder that somebody is to get now."""

    assigned: Assigned
    required: Required
    round: Round
    standing: Standing
    name: str


def assign(
    session: Session,
    organisation: Organisation,
    wanted: Wanted,
    *,
    people: Sequence[int],
    zone: ZoneInfo,
    actor_id: int,
    now: datetime,
) -> int:
    """Require a module of an organisation's people, or of these alone, and return the id.

    Raises Refused with "due-past", "due-far", "choice-unknown" or "organisation-closed".
    """
    check_requirement(due_on=wanted.due_on, today=local_day(now, zone), repeat_months=wanted.repeat_months)
    if organisation.closed_at:
        raise Refused("organisation-closed")
    columns = {"organisation_id": organisation.id, "listed": bool(people), "assigned_by": actor_id}
    made = Assignment(**asdict(wanted), **columns, assigned_at=now)
    session.add(made)
    session.flush()
    insert_all_once(session, AssignedPerson, [{"assignment_id": made.id, "person_id": id_} for id_ in people])
    facts = {"organisation": organisation.key, "due": wanted.due_on.isoformat(), "people": len(people) or None}
    record(session, Event.LEARNING_ASSIGNED, f"assignment {made.id}", at=now, actor_id=actor_id, **facts)
    return made.id


def withdraw(session: Session, assignment_id: int, *, actor_id: int, now: datetime) -> None:
    """Require it no longer; what was completed stays. Raises NotFound where it does not stand."""
    row = session.get(Assignment, assignment_id)
    if row is None or row.withdrawn_at:
        raise NotFound("assignment")
    row.withdrawn_at = now
    session.flush()
    record(session, Event.ASSIGNMENT_WITHDRAWN, f"assignment {assignment_id}", at=now, actor_id=actor_id)


def begin_round(session: Session, person: CurrentPerson, assignment_id: int, *, now: datetime) -> str:
    """Let a person take the module of a further round from its beginning, and return the module's key.

    Raises NotFound where nothing is required of them, and Refused("round-done") where nothing is left to do.
    """
    assigned = queries.assignment(session, assignment_id)
    found = queries.required(session, [assignment_id], person_id=person.id)
    if not found:
        raise NotFound("assignment")
    _, stands = stand(assigned, found[0], now=now)
    if is_done(stands.state):
        raise Refused("round-done")
    learning.enrol_again(session, person, module_id=assigned.module_id, now=now)
    return assigned.module


def current_round(assigned: Assigned, *, now: datetime) -> Round:
    """Tell which round an assignment is in at this moment."""
    return round_on(assigned.requirement, local_day(now, assigned.zone))


def keep_seen(session: Session, subject: str, *, actor_id: int, now: datetime, **facts: Any) -> None:
    """Leave an entry that somebody saw who has learnt what, by name."""
    record(session, Event.COMPLETIONS_SEEN, subject, at=now, actor_id=actor_id, **facts)
    session.flush()


def keep_export(session: Session, subject: str, *, people: int, actor_id: int, now: datetime, **facts: Any) -> None:
    """Leave an entry that somebody took it away as a file, with so many rows."""
    record(session, Event.COMPLETIONS_EXPORTED, subject, at=now, actor_id=actor_id, rows=people, **facts)
    session.flush()


def stand(assigned: Assigned, required: Required, *, now: datetime) -> tuple[Round, Standing]:
    """Tell which round an assignment is in at this moment, and how somebody stands to it."""
    zone = assigned.zone
    today = local_day(now, zone)
    current = round_on(assigned.requirement, today)
    completed = [local_day(moment, zone) for moment in required.completed_at]
    joined_on = local_day(required.joined_at, zone)
    return current, standing(assigned.requirement, current, joined_on=joined_on, completed_on=completed, today=today)


def remind(session: Session, *, hour: int, now: datetime) -> int:
    """Post to everybody what they are to be reminded of today, in one letter each; tell how many letters.

    Run again, it posts nothing a second time.
    """
    one_after_another(session, _REMINDING)
    assignments = {assigned.id: assigned for assigned in queries.standing_assignments(session)}
    sent = queries.sent_reminders(session)
    by_person: defaultdict[int, list[_Due]] = defaultdict(list)
    for required in queries.required(session, assignments):
        due = _due(assignments[required.assignment_id], required, sent, now=now)
        if due:
            by_person[required.person_id].append(due)
    insert_all_once(session, Reminder, [_row(due, now) for dues in by_person.values() for due in dues])
    letters = {person_id: _letter(dues, hour=hour, now=now) for person_id, dues in by_person.items()}
    post_each(session, Letter.LEARNING_REMINDER, letters, now=now)
    return len(letters)


def _due(
    assigned: Assigned, required: Required, sent: Mapping[tuple[int, int, int], set[str]], *, now: datetime
) -> _Due | None:
    current, stands = stand(assigned, required, now=now)
    if is_done(stands.state):
        return None
    joined_on = local_day(required.joined_at, assigned.zone)
    name = reminder_on(
        local_day(now, assigned.zone),
        opened_on=max(current.opens_on, joined_on),
        due_on=stands.due_on,
        sent=sent.get((assigned.id, required.person_id, current.number), ()),
        compulsory=assigned.compulsory,
        wanted=required.wants_reminders,
    )
    if name is None:
        return None
    return _Due(assigned=assigned, required=required, round=current, standing=stands, name=name)


def _letter(dues: Sequence[_Due], *, hour: int, now: datetime) -> tuple[datetime, dict[str, Any]]:
    leaves_at = civil_moment(now, zone=dues[0].assigned.zone, hour=hour)
    return leaves_at, {"assignments": [_fact(due) for due in dues]}


def _row(due: _Due, now: datetime) -> dict[str, Any]:
    ids = {"assignment_id": due.assigned.id, "person_id": due.required.person_id}
    return {**ids, "round": due.round.number, "name": due.name, "posted_at": now}


def _fact(due: _Due) -> dict[str, Any]:
    return {
        "module": due.assigned.module,
        "due": due.standing.due_on.isoformat(),
        "late": due.standing.state is State.LATE,
        "compulsory": due.assigned.compulsory,
    }
