"""Who is it that must learn, or has learnt, by name? Only for those who may see names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Person
from training.accounts.queries import organisations_within
from training.content.models import ModuleRow
from training.foundation.permissions import Reach
from training.learning.models import Completion, Enrolment

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person with the organisation that they belong to today."""

    id: int
    name: str
    email: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCompletion:
    """How far a person has come with a module in a round; neither points nor language, which are theirs."""

    name: str
    email: str
    organisation: str
    module: str
    round: int
    enrolled_at: datetime
    completed_at: datetime | None


def people_within(session: Session, organisation: str) -> dict[int, NamedPerson]:
    """The people of an organisation (its key) and of all below it, erased ones left out, by name."""
    found = session.execute(
        select(Person.id, Person.name, Person.email, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.organisation_id.in_(organisations_within(_of(organisation))), Person.erased_at.is_(None))
        .order_by(Person.folded, Person.id)
    )
    return {id_: NamedPerson(id=id_, name=name, email=email, organisation=office) for id_, name, email, office in found}


def people_by_address(session: Session, organisation: str, addresses: list[str]) -> dict[str, int]:
    """Which of these addresses (in small letters) belong to open accounts of an organisation or of what lies below."""
    within = Person.organisation_id.in_(organisations_within(_of(organisation)))
    standing = Person.disabled_at.is_(None), Person.erased_at.is_(None)
    found = session.execute(select(Person.email, Person.id).where(within, *standing, Person.email.in_(addresses)))
    return {row.email: row.id for row in found}


def completions_within(session: Session, organisation: str) -> Iterator[NamedCompletion]:
    """What people who belong to an organisation today have begun and completed; read as it is asked for."""
    statement = (
        select(
            Person.name,
            Person.email,
            Organisation.name.label("organisation"),
            ModuleRow.key.label("module"),
            Enrolment.round,
            Enrolment.enrolled_at,
            Completion.completed_at,
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Person.organisation_id.in_(organisations_within(_of(organisation))), Person.erased_at.is_(None))
        .order_by(Person.folded, Person.id, ModuleRow.key, Enrolment.round)
    )
    for row in session.execute(statement.execution_options(yield_per=_AT_ONCE)).mappings():
        yield NamedCompletion(**row)


def _of(organisation: str) -> Reach:
    return Reach(everywhere=False, regions=frozenset(), organisations=frozenset({organisation}))
