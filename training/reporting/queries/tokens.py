"""Whose is a token, and which tokens has a person?"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.accounts.models import Person
from training.accounts.queries.granting import asks_for_second_factor, grants_in, with_grants
from training.accounts.rules import held_meanwhile, owes_second_factor
from training.foundation.db import UtcDateTime, rows
from training.foundation.permissions import Reach
from training.reporting.models import AccessToken
from training.reporting.rules.cells import place_of
from training.reporting.rules.tokens import Bearer, figures_only, token_digest


def bearer(session: Session, token: str, *, now: datetime) -> Bearer | None:
    """Whoever bears this token, with the grants of today, in one statement.

    None when it was revoked or is over, and when the account is closed. Where the site asks for a second factor, a
    token from a session that had not proven one gives nothing.
    """
    found = rows(session, _bearer(), digest=token_digest(token), now=now).all()
    if not found:
        return None
    first = found[0]
    grants = grants_in(found)
    if owes_second_factor(grants, required=first.required, proven=first.second_factor):
        grants = held_meanwhile(grants)
    return Bearer(
        id=first.person_id,
        token_id=first.id,
        grants=figures_only(grants),
        place=first.place,
        used_on=first.used_on,
        taken=tuple(first.taken),
    )


def tokens(session: Session, person_id: int) -> list[AccessToken]:
    """The tokens of a person, the newest first, those that are over as well."""
    own = select(AccessToken).where(AccessToken.person_id == person_id)
    return list(session.scalars(own.order_by(AccessToken.made_at.desc(), AccessToken.id.desc())))


def token_count(session: Session, person_id: int) -> int:
    """How many tokens a person has."""
    return session.scalar(select(func.count()).where(AccessToken.person_id == person_id)) or 0


def own_places(session: Session, reach: Reach, language: str) -> dict[str, str]:
    """The places that a token may be narrowed to, with their names: regions, then organisations by name."""
    regions = accounts.regions(session)
    keys = {region.id: region.key for region in regions}
    within = {
        region.key: region.names[language] for region in regions if reach.everywhere or region.key in reach.regions
    }
    offices = accounts.open_organisations_within(session, reach)
    return within | {place_of(keys[office.region_id], office.key): office.name for office in offices}


@cache
def _bearer() -> Select[*tuple[Any, ...]]:
    of_token = (AccessToken.id, AccessToken.person_id, AccessToken.place, AccessToken.used_on, AccessToken.taken)
    statement = (
        select(*of_token, AccessToken.second_factor, asks_for_second_factor())
        .join(Person, Person.id == AccessToken.person_id)
        .where(*_standing())
    )
    return with_grants(statement, AccessToken.person_id)


def _standing() -> tuple[ColumnElement[bool], ...]:
    return (
        AccessToken.digest == bindparam("digest"),
        AccessToken.expires_at > bindparam("now", type_=UtcDateTime),
        Person.disabled_at.is_(None),
        Person.erased_at.is_(None),
    )
