"""What does an administrator change about organisations, within reach?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.accounts import actions as accounts
from training.accounts import queries
from training.accounts.models import Organisation
from training.accounts.queries.offices import offices
from training.accounts.rules import CurrentPerson
from training.foundation.errors import Refused
from training.foundation.permissions import Permission, Place, allowed

_MANAGE = Permission.MANAGE_ORGANISATIONS


def add_at_the_top(
    session: Session, *, name: str, kind: str, region: str, actor: CurrentPerson, now: datetime
) -> Organisation:
    """Make an organisation of a region (its key); raises Refused("region-unknown") where it is not within reach."""
    found = queries.region_by_key(session, region)
    if found is None or not allowed(actor.grants, _MANAGE, place=Place(region=found.key)):
        raise Refused("region-unknown")
    return accounts.add_organisation(
        session, name=name, kind=kind, region=found, parent=None, now=now, actor_id=actor.id
    )


def move(session: Session, organisation: Organisation, *, parent: str, actor: CurrentPerson, now: datetime) -> None:
    """Put an organisation below another (its key), or at the top of its region where that is empty.

    Both must be within reach: raises Refused("organisation-unknown").
    """
    reached = offices(session, actor.grants, permission=_MANAGE)
    own = next(office for office in reached if office.id == organisation.id)
    above = next((office for office in reached if parent and office.key == parent and office.within), None)
    at_the_top = not parent and allowed(actor.grants, _MANAGE, place=Place(region=own.place.region))
    if not (above or at_the_top):
        raise Refused("organisation-unknown")
    found = session.get_one(Organisation, above.id) if above else None
    accounts.move_organisation(session, organisation, parent=found, now=now, actor_id=actor.id)
