"""Which organisations are there, seen from somebody's reach?"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Region
from training.accounts.rules.offices import Line, Office, offices_of
from training.foundation.db import rows
from training.foundation.permissions import Grant, Permission


def offices(
    session: Session, grants: Iterable[Grant], *, permission: Permission = Permission.MANAGE_PEOPLE
) -> list[Office]:
    """All organisations as a tree reads, region by region, and whether these grants reach them, in one statement."""
    return offices_of((Line(**row._asdict()) for row in rows(session, _lines())), grants, permission)


@cache
def _lines() -> Executable:
    return (
        select(
            Organisation.id,
            Organisation.key,
            Organisation.name,
            Organisation.kind,
            Organisation.parent_id,
            Region.key.label("region"),
            Organisation.closed_at.is_(None).label("is_open"),
        )
        .join(Region, Region.id == Organisation.region_id)
        .order_by(Region.position, Organisation.folded, Organisation.id)
    )
