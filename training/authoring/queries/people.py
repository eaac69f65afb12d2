"""Who has been invited to write one module?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.accounts.models import Person, RoleGrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A colleague who may write a module, and since when."""

    person_id: int
    name: str
    email: str
    since: datetime


def invited(session: Session, module: str) -> list[Invited]:
    """The colleagues who were invited to the module of this key, by name."""
    found = session.execute(
        select(Person.id, Person.name, Person.email, RoleGrant.granted_at)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.module == module)
        .order_by(Person.folded, Person.id)
    )
    return [Invited(person_id=id_, name=name, email=email, since=since) for id_, name, email, since in found]
