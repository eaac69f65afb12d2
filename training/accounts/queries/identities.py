"""Whom does a provider of sign-on know, and what do they hold here?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.accounts.models import Identity, Organisation, Region, RoleGrant, SignIn
from training.foundation.permissions import Grant, Role


def identity(session: Session, *, issuer: str, subject: str) -> Identity | None:
    """The person whom this provider means by this subject."""
    return session.scalar(select(Identity).where(Identity.issuer == issuer, Identity.subject == subject))


def identity_of_person(session: Session, *, person_id: int, issuer: str) -> Identity | None:
    """How this provider knows a person."""
    return session.scalar(select(Identity).where(Identity.person_id == person_id, Identity.issuer == issuer))


def grants_of(session: Session, person_id: int) -> frozenset[Grant]:
    """All that a person has been granted, whether the account is open or not."""
    found = session.execute(
        select(RoleGrant.role, Region.key, Organisation.key, RoleGrant.language, RoleGrant.module)
        .outerjoin(Region, Region.id == RoleGrant.region_id)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
    )
    return frozenset(
        Grant(Role(role), region, organisation, language or None, module)
        for role, region, organisation, language, module in found
    )


def regions_of_keys(session: Session, keys: frozenset[str]) -> dict[str, Region]:
    """The regions that have one of these keys, by key."""
    return {region.key: region for region in session.scalars(select(Region).where(Region.key.in_(keys)))}


def organisations_of_keys(session: Session, keys: frozenset[str]) -> dict[str, Organisation]:
    """The open organisations that have one of these keys, by key."""
    named = select(Organisation).where(Organisation.key.in_(keys), Organisation.closed_at.is_(None))
    return {organisation.key: organisation for organisation in session.scalars(named)}


def sign_ins_of_provider(session: Session, provider_session: str) -> list[SignIn]:
    """The sessions that stand and that the provider calls so."""
    named = SignIn.provider_session == provider_session, SignIn.ended_at.is_(None)
    return list(session.scalars(select(SignIn).where(*named)))
