"""How does a person stand to modules, and what have they begun?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from training.content.models import ModuleRow, Publication
from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.learning.models import Completion, Enrolment


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a module; its publication is the last one with a version, none if there never was one."""

    module_id: int
    publication_id: int | None
    withdrawn: bool | None
    enrolment_id: int | None
    enrolled_at: datetime | None
    completed_at: datetime | None
    certificate: UUID | None


@dataclass(frozen=True, slots=True)
class TakenModule:
    """One enrolment of a person, with its current publication and completion."""

    enrolment_id: int
    module: str
    publication_id: int
    enrolled_at: datetime
    completed_at: datetime | None
    certificate: UUID | None
    points: float | None
    max_points: float | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """The round in which a person took a module last."""

    number: int
    completed: bool


def last_round(session: Session, person_id: int, *, module_id: int) -> Round | None:
    """The round in which this person took a module last; None where they never did."""
    row = session.execute(
        select(Enrolment.round, Completion.enrolment_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id, Enrolment.module_id == module_id)
        .order_by(Enrolment.round.desc())
        .limit(1)
    ).first()
    return Round(number=row[0], completed=row[1] is not None) if row else None


def standing(session: Session, person_id: int, *, module: str) -> Standing:
    """How this person stands to the module of this key, in one statement; raises NotFound."""
    row = rows(session, _standing(), person_id=person_id, module=module).first()
    if row is None:
        raise NotFound("module")
    return Standing(*row)


def taken_modules(session: Session, person_id: int) -> list[TakenModule]:
    """A person's enrolments, the youngest first; those of withdrawn modules with their last publication."""
    return [TakenModule(*row) for row in rows(session, _taken_modules(), person_id=person_id)]


@cache
def _taken_modules() -> Executable:
    columns = (Enrolment.id, ModuleRow.key, _last_publication(with_version=True), Enrolment.enrolled_at)
    completed = (Completion.completed_at, Completion.certificate, Completion.points, Completion.max_points)
    return (
        select(*columns, *completed, Completion.language)
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == bindparam("person_id"))
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
    )


@cache
def _standing() -> Executable:
    columns = (Enrolment.id, Enrolment.enrolled_at, Completion.completed_at, Completion.certificate)
    last, latest = _last_publication(with_version=True), _last_publication(with_version=False)
    taken = (Enrolment.module_id == ModuleRow.id) & (Enrolment.person_id == bindparam("person_id"))
    return (
        select(ModuleRow.id, last, last != latest, *columns)
        .select_from(ModuleRow)
        .outerjoin(Enrolment, taken)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(ModuleRow.key == bindparam("module"))
        .order_by(Enrolment.round.desc())
        .limit(1)
    )


def _last_publication(*, with_version: bool) -> ScalarSelect[int]:
    publication = aliased(Publication)
    statement = select(func.max(publication.id)).where(publication.module_id == ModuleRow.id).correlate(ModuleRow)
    if with_version:
        statement = statement.where(publication.version_id.is_not(None))
    return statement.scalar_subquery()
