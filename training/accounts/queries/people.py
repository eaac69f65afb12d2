"""Which people are there, and what may they do?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.accounts.models import Organisation, Person, Region, RoleGrant, SignIn
from training.accounts.queries.granting import asks_for_second_factor, grants_in, with_grants
from training.accounts.rules import (
    SEEN_EVERY,
    CurrentPerson,
    held_meanwhile,
    normal_email,
    owes_second_factor,
    token_digest,
)
from training.foundation.db import UtcDateTime, rows
from training.foundation.permissions import Grant, Role


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a person belongs; the region's names and countries by language."""

    email: str
    organisation: str
    region: str
    region_names: dict[str, str]
    region_countries: dict[str, str]
    wants_reminders: bool


def current_person(session: Session, token: str, *, now: datetime, lifetime: timedelta) -> CurrentPerson | None:
    """The person of the session with this token, with grants, in one statement.

    None when the session was ended or is older than its lifetime, and when the account is closed.
    """
    moments = {"begun_after": now - lifetime, "seen_before": now - SEEN_EVERY}
    found = rows(session, _person_with_grants(), digest=token_digest(token), **moments).all()
    if not found:
        return None
    first = found[0]
    grants = grants_in(found)
    owes = owes_second_factor(grants, required=first.required, proven=first.proven)
    return CurrentPerson(
        id=first.id,
        name=first.name,
        language=first.language,
        organisation_id=first.organisation_id,
        region_id=first.region_id,
        region=first.region,
        extra_time_percent=first.extra_time_percent,
        grants=held_meanwhile(grants) if owes else grants,
        sign_in_id=first.sign_in_id,
        owes_second_factor=owes,
        long_unseen=first.long_unseen,
    )


def person_by_email(session: Session, email: str) -> Person | None:
    """The account with this address, however it was typed."""
    return session.scalar(select(Person).where(Person.email == normal_email(email)))


def role_grant(session: Session, person: Person, grant: Grant) -> RoleGrant | None:
    """The row of exactly this grant."""
    region = _id_or_null(RoleGrant.region_id, Region, grant.region)
    organisation = _id_or_null(RoleGrant.organisation_id, Organisation, grant.organisation)
    held = RoleGrant.person_id == person.id, RoleGrant.role == grant.role.value
    language = RoleGrant.language == (grant.language or "")
    module = RoleGrant.module == grant.module if grant.module else RoleGrant.module.is_(None)
    return session.scalar(select(RoleGrant).where(*held, region, organisation, language, module))


def administrators(session: Session) -> frozenset[int]:
    """The ids of those who administer everywhere and may sign in."""
    leading = RoleGrant.role == Role.ADMINISTRATOR.value, RoleGrant.region_id.is_(None)
    everywhere = select(RoleGrant.person_id).where(*leading, RoleGrant.organisation_id.is_(None))
    open_ones = select(Person.id).where(Person.disabled_at.is_(None), Person.erased_at.is_(None))
    return frozenset(session.scalars(open_ones.where(Person.id.in_(everywhere))))


def membership(session: Session, person_id: int) -> Membership:
    """The person's address, organisation and region."""
    row = session.execute(
        select(Person.email, Organisation.name, Region.key, Region.names, Region.countries, Person.wants_reminders)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .where(Person.id == person_id)
    ).one()
    return Membership(*row)


def _id_or_null(
    column: InstrumentedAttribute[int | None], table: type[Region | Organisation], key: str | None
) -> ColumnElement[bool]:
    if key is None:
        return column.is_(None)
    return column == select(table.id).where(table.key == key).scalar_subquery()


@cache
def _person_with_grants() -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Person.id,
            Person.name,
            Person.language,
            Person.organisation_id,
            Person.extra_time_percent,
            Organisation.region_id,
            Region.key.label("region"),
            *_about_the_session(),
        )
        .join(SignIn, SignIn.person_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .where(*_standing())
    )
    return with_grants(statement, Person.id)


def _standing() -> tuple[ColumnElement[bool], ...]:
    return (
        SignIn.digest == bindparam("digest"),
        SignIn.ended_at.is_(None),
        SignIn.started_at > bindparam("begun_after", type_=UtcDateTime),
        Person.disabled_at.is_(None),
        Person.erased_at.is_(None),
    )


def _about_the_session() -> tuple[ColumnElement[Any], ...]:
    return (
        SignIn.id.label("sign_in_id"),
        SignIn.second_factor_at.is_not(None).label("proven"),
        (SignIn.seen_at < bindparam("seen_before", type_=UtcDateTime)).label("long_unseen"),
        asks_for_second_factor(),
    )
