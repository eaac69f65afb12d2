"""What changes when a list of people is carried out? Few statements, however long it is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Executable, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from training.accounts.actions.passwords import invite_all
from training.accounts.models import Person, RoleGrant
from training.accounts.rules.planning import Outcome, Plan, Row
from training.accounts.rules.search import folded
from training.foundation.audit import Event, record
from training.foundation.db import insert_all_once
from training.foundation.errors import Refused
from training.foundation.permissions import Role


def carry_out(session: Session, plan: Plan, *, confirmed: str, now: datetime, actor_id: int | None) -> None:
    """Do what a plan says and invite who is new; `confirmed` is the digest of the plan that somebody has agreed to.

    Raises Refused("plan-outdated") where it is another plan, or somebody of it has just come in another way: then
    nothing of this transaction may stand.
    """
    if plan.digest != confirmed:
        raise Refused("plan-outdated")
    created, updated = plan.of(Outcome.CREATED), plan.of(Outcome.UPDATED)
    person_ids = _create(session, created, now=now)
    _update(session, updated)
    # One entry for the whole, and one for each person, so that the log of a person is complete.
    for person_id in person_ids:
        record(session, Event.PERSON_ADDED, f"person {person_id}", at=now, actor_id=actor_id, plan=confirmed)
    for row in updated:
        facts = {"changed": list(row.changes), "plan": confirmed}
        record(session, Event.PERSON_CORRECTED, f"person {row.person_id}", at=now, actor_id=actor_id, **facts)
    invite_all(session, person_ids, now=now, actor_id=actor_id)
    counts = {outcome.value: plan.counts[outcome] for outcome in Outcome}
    record(session, Event.PEOPLE_IMPORTED, "people", at=now, actor_id=actor_id, plan=confirmed, **counts)


def _create(session: Session, rows: Sequence[Row], *, now: datetime) -> list[int]:
    if not rows:
        return []
    people = [
        {
            "email": row.email,
            "name": row.name,
            "language": row.language,
            "organisation_id": row.organisation_id,
            "created_at": now,
            "folded": folded(f"{row.name} {row.email}"),
        }
        for row in rows
    ]
    connection = session.connection()
    person_ids = list(connection.scalars(_insertion(connection), people))
    if len(person_ids) != len(rows):
        raise Refused("plan-outdated")
    learner = {"role": Role.LEARNER.value, "granted_at": now, "language": ""}
    insert_all_once(session, RoleGrant, [{"person_id": person_id, **learner} for person_id in person_ids])
    return person_ids


def _insertion(connection: Connection) -> Executable:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    # Who has come in another way since the plan was made is left out, which the count tells.
    statement: Executable = dialect.insert(Person).on_conflict_do_nothing().returning(Person.id)
    return statement


def _update(session: Session, rows: Sequence[Row]) -> None:
    changed = [
        {
            "id": row.person_id,
            "name": row.name,
            "language": row.language,
            "organisation_id": row.organisation_id,
            "folded": folded(f"{row.name} {row.email}"),
        }
        for row in rows
    ]
    if changed:
        session.execute(update(Person), changed)
