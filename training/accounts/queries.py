"""Which regions, organisations and people are there?"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.accounts.rules import CurrentPerson, normal_email
from training.foundation.db import rows
from training.foundation.permissions import Grant, Role


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a person belongs; the region's names and countries by language."""

    email: str
    organisation: str
    region: str
    region_names: dict[str, str]
    region_countries: dict[str, str]


def current_person(session: Session, person_id: int) -> CurrentPerson | None:
    """The person whom a session remembers, with grants, in one statement; None when the account is closed."""
    found = rows(session, _person_with_grants(), person_id=person_id).all()
    if not found:
        return None
    first = found[0]
    return CurrentPerson(
        id=first.id,
        name=first.name,
        language=first.language,
        organisation_id=first.organisation_id,
        region_id=first.region_id,
        region=first.region,
        extra_time_percent=first.extra_time_percent,
        grants=tuple(Grant(Role(row.role), row.grant_region) for row in found if row.role),
    )


def person_by_email(session: Session, email: str) -> Person | None:
    """The account with this address, however it was typed."""
    return session.scalar(select(Person).where(Person.email == normal_email(email)))


def regions(session: Session) -> list[Region]:
    """The seven regions in the order of the project."""
    return list(session.scalars(_regions()))


def region_by_key(session: Session, key: str) -> Region | None:
    """The region of this key."""
    return session.scalar(select(Region).where(Region.key == key))


def organisation_by_key(session: Session, key: str) -> Organisation | None:
    """The organisation of this key."""
    return session.scalar(select(Organisation).where(Organisation.key == key))


def organisations(session: Session) -> list[Organisation]:
    """The organisations that are open, by key."""
    still_open = select(Organisation).where(Organisation.closed_at.is_(None))
    return list(session.scalars(still_open.order_by(Organisation.key)))


def role_grant(session: Session, person: Person, role: Role, *, region: Region | None) -> RoleGrant | None:
    """The grant of exactly this role in exactly this region, or everywhere."""
    there = RoleGrant.region_id.is_(None) if region is None else RoleGrant.region_id == region.id
    held = RoleGrant.person_id == person.id, RoleGrant.role == role.value
    return session.scalar(select(RoleGrant).where(*held, there))


def membership(session: Session, person_id: int) -> Membership:
    """The person's address, organisation and region."""
    row = session.execute(
        select(Person.email, Organisation.name, Region.key, Region.names, Region.countries)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .where(Person.id == person_id)
    ).one()
    return Membership(*row)


@cache
def _regions() -> Select[Region]:
    return select(Region).order_by(Region.position)


@cache
def _person_with_grants() -> Select[int, str, str, int, int, int, str, str, str]:
    grant_region = aliased(Region)
    return (
        select(
            Person.id,
            Person.name,
            Person.language,
            Person.organisation_id,
            Person.extra_time_percent,
            Organisation.region_id,
            Region.key.label("region"),
            RoleGrant.role,
            grant_region.key.label("grant_region"),
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(grant_region, grant_region.id == RoleGrant.region_id)
        .where(Person.id == bindparam("person_id"), Person.disabled_at.is_(None), Person.erased_at.is_(None))
    )
