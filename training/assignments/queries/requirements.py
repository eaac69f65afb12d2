"""What is required of whom, and what have they completed?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Organisation, Person, Region
from training.accounts.queries import organisations_within
from training.assignments.models import AssignedPerson, Assignment
from training.assignments.rules import Requirement, local_day
from training.content.models import ModuleRow
from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.foundation.permissions import Reach
from training.learning.models import Completion, Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An assignment with its module, organisation and the time zone in which its days are counted."""

    id: int
    module: str
    module_id: int
    organisation: str
    organisation_name: str
    listed: bool
    due_on: date
    repeat_months: int | None
    compulsory: bool
    assigned_at: datetime
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the organisation's region."""
        return ZoneInfo(self.time_zone)

    @property
    def requirement(self) -> Requirement:
        """Return what the assignment says about time."""
        return Requirement(
            due_on=self.due_on,
            assigned_on=local_day(self.assigned_at, self.zone),
            repeat_months=self.repeat_months,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """A person of whom an assignment requires something, with the moments at which they completed its module."""

    assignment_id: int
    person_id: int
    joined_at: datetime
    wants_reminders: bool
    completed_at: tuple[datetime, ...]


def assignments_within(session: Session, reach: Reach) -> list[Assigned]:
    """The assignments that stand, of the organisations within reach, by the day on which they are due."""
    within = Assignment.organisation_id.in_(organisations_within(reach))
    return _assignments(session, within, Assignment.withdrawn_at.is_(None))


def standing_assignments(session: Session) -> list[Assigned]:
    """All assignments that stand."""
    return _assignments(session, Assignment.withdrawn_at.is_(None))


def assignments_of(session: Session, person_id: int) -> list[Assigned]:
    """The assignments that require something of a person."""
    return [Assigned(**row) for row in rows(session, _of_person(), person_id=person_id).mappings()]


def assignment(session: Session, assignment_id: int) -> Assigned:
    """The assignment of this id while it stands, or NotFound."""
    found = _assignments(session, Assignment.id == assignment_id, Assignment.withdrawn_at.is_(None))
    if not found:
        raise NotFound("assignment")
    return found[0]


def organisation_of_assignment(session: Session, assignment_id: int) -> str | None:
    """The key of the organisation that requires it: where the assignment belongs."""
    statement = select(Organisation.key).join(Assignment, Assignment.organisation_id == Organisation.id)
    return session.scalar(statement.where(Assignment.id == assignment_id))


def required(session: Session, assignment_ids: Iterable[int], *, person_id: int | None = None) -> list[Required]:
    """The people of whom these assignments require something, in one statement; `person_id` asks for one of them."""
    people = _required()
    wanted: list[ColumnElement[bool]] = [people.c.assignment_id.in_(list(assignment_ids))]
    if person_id is not None:
        wanted.append(people.c.person_id == person_id)
    taken = and_(Enrolment.person_id == Person.id, Enrolment.module_id == Assignment.module_id)
    found = session.execute(
        select(people.c.assignment_id, Person.id, Person.created_at, Person.wants_reminders, Completion.completed_at)
        .join(Assignment, Assignment.id == people.c.assignment_id)
        .join(Person, Person.id == people.c.person_id)
        .outerjoin(Enrolment, taken)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(*wanted)
        .order_by(people.c.assignment_id, Person.id)
    )
    return _gathered(found)


def _gathered(told: Iterable[Any]) -> list[Required]:
    found: dict[tuple[int, int], tuple[Any, list[datetime]]] = {}
    for row in told:
        _, moments = found.setdefault((row.assignment_id, row.id), (row, []))
        if row.completed_at:
            moments.append(row.completed_at)
    return [
        Required(
            assignment_id=assignment_id,
            person_id=person_id,
            joined_at=row.created_at,
            wants_reminders=row.wants_reminders,
            completed_at=tuple(moments),
        )
        for (assignment_id, person_id), (row, moments) in found.items()
    ]


def _required() -> Subquery:
    """Return whom each assignment asks: people of its organisation and of all below it; of a list, those on it."""
    asked = select(Assignment.id.label("assignment_id"), Assignment.organisation_id).cte("asked", recursive=True)
    part = aliased(Organisation)
    below = select(asked.c.assignment_id, part.id).join(part, part.parent_id == asked.c.organisation_id)
    asked = asked.union(below)
    named = exists().where(AssignedPerson.assignment_id == asked.c.assignment_id, AssignedPerson.person_id == Person.id)
    return (
        select(asked.c.assignment_id, Person.id.label("person_id"))
        .join(Person, Person.organisation_id == asked.c.organisation_id)
        .join(Assignment, Assignment.id == asked.c.assignment_id)
        .where(Person.disabled_at.is_(None), Person.erased_at.is_(None), Assignment.listed.is_(False) | named)
        .subquery("required")
    )


@cache
def _of_person() -> Select[*tuple[Any, ...]]:
    people = _required()
    mine = select(people.c.assignment_id).where(people.c.person_id == bindparam("person_id"))
    standing = Assignment.id.in_(mine), Assignment.withdrawn_at.is_(None)
    return _columns().where(*standing).order_by(Assignment.due_on, Assignment.id)


def _assignments(session: Session, *conditions: ColumnElement[bool]) -> list[Assigned]:
    found = session.execute(_columns().where(*conditions).order_by(Assignment.due_on, Assignment.id)).mappings()
    return [Assigned(**row) for row in found]


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Assignment.id,
            ModuleRow.key.label("module"),
            Assignment.module_id,
            Organisation.key.label("organisation"),
            Organisation.name.label("organisation_name"),
            Assignment.listed,
            Assignment.due_on,
            Assignment.repeat_months,
            Assignment.compulsory,
            Assignment.assigned_at,
            Region.time_zone,
        )
        .join(ModuleRow, ModuleRow.id == Assignment.module_id)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
    )
