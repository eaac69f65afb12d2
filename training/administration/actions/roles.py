"""What changes about roles, and how far may whoever gives them go?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.accounts import actions as accounts
from training.accounts import queries
from training.accounts.models import Person
from training.accounts.queries.offices import offices
from training.accounts.rules import CurrentPerson, may_grant
from training.accounts.rules.grants import place_of_grant
from training.accounts.rules.offices import places_of
from training.foundation import outbox
from training.foundation.errors import Refused
from training.foundation.outbox import Letter
from training.foundation.permissions import Grant


def give(session: Session, person: Person, grant: Grant, *, actor: CurrentPerson, now: datetime) -> None:
    """Give a role and tell the person by letter.

    Raises Refused("own-roles") where it is for oneself: another administrator gives it. Refused("place-unknown") where
    the place is not there or not within reach. Refused("grant-unfitting") where the role cannot be granted so.
    """
    if person.id == actor.id:
        raise Refused("own-roles")
    if grant.module:
        # Whoever looks after a module invites to it.
        raise Refused("place-unknown")
    _require_within(session, grant, actor)
    accounts.grant_role(
        session,
        person,
        grant.role,
        region=queries.region_by_key(session, grant.region) if grant.region else None,
        organisation=queries.organisation_by_key(session, grant.organisation) if grant.organisation else None,
        language=grant.language,
        now=now,
        actor_id=actor.id,
    )
    _tell(session, person, now=now)


def take(session: Session, person: Person, grant: Grant, *, actor: CurrentPerson, now: datetime) -> None:
    """Take a role, perhaps an own one, and tell the person by letter.

    Raises Refused("place-unknown"), Refused("last-administrator") and NotFound.
    """
    _require_within(session, grant, actor)
    accounts.withdraw_role(session, person, grant, now=now, actor_id=actor.id)
    _tell(session, person, now=now)


def _require_within(session: Session, grant: Grant, actor: CurrentPerson) -> None:
    places = places_of(offices(session, actor.grants)) if grant.organisation else {}
    known = grant.organisation is None or grant.organisation in places
    known = known and (grant.region is None or queries.region_by_key(session, grant.region) is not None)
    if not known or not may_grant(actor.grants, place_of_grant(grant, places)):
        raise Refused("place-unknown")


def _tell(session: Session, person: Person, *, now: datetime) -> None:
    outbox.post(session, Letter.ACCOUNT_CHANGED, person_id=person.id, now=now, change="roles")
