"""What does a certificate say?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Person, Region
from training.content.models import ModuleRow
from training.foundation.errors import NotFound
from training.learning.models import Completion, Enrolment


@dataclass(frozen=True, slots=True)
class Certificate:
    """A completion with all that a certificate says; `name` is None once the person has been erased."""

    number: UUID
    person_id: int
    name: str | None
    organisation: str
    region: str
    publication_id: int
    rule: dict[str, Any]
    points: float
    max_points: float
    language: str
    completed_at: datetime


def certificate(session: Session, number: UUID) -> Certificate:
    """The certificate of this number, whoever asks; raises NotFound."""
    who = (Enrolment.person_id, case((Person.erased_at.is_(None), Person.name)), Organisation.name, Region.key)
    what = (Completion.publication_id, Completion.rule, Completion.points, Completion.max_points)
    statement = (
        select(Completion.certificate, *who, *what, Completion.language, Completion.completed_at)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .join(Region, Region.id == ModuleRow.region_id)
        .where(Completion.certificate == number)
    )
    row = session.execute(statement).first()
    if row is None:
        raise NotFound("certificate")
    return Certificate(*row)
