"""Which regions and organisations are there, and where does something belong?"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Organisation, Person, Region
from training.foundation.permissions import Place, Reach


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


def open_organisations_within(session: Session, reach: Reach) -> list[Organisation]:
    """The organisations within reach that are open, by name."""
    within = Organisation.id.in_(organisations_within(reach)), Organisation.closed_at.is_(None)
    return list(session.scalars(select(Organisation).where(*within).order_by(Organisation.folded, Organisation.id)))


def organisation_keys(session: Session) -> frozenset[str]:
    """The keys of all organisations, the closed ones too: none is given twice."""
    return frozenset(session.scalars(select(Organisation.key)))


def registering_organisations(session: Session) -> list[Organisation]:
    """The open organisations whose people may register themselves, by key."""
    registering = Organisation.closed_at.is_(None), Organisation.mail_domains != ""
    return list(session.scalars(select(Organisation).where(*registering).order_by(Organisation.key)))


def open_within(session: Session, organisation_id: int) -> tuple[int, int]:
    """How many accounts that are not closed an organisation itself has, and how many departments that are not."""
    people = select(func.count()).where(
        Person.organisation_id == organisation_id, Person.disabled_at.is_(None), Person.erased_at.is_(None)
    )
    parts = select(func.count()).where(Organisation.parent_id == organisation_id, Organisation.closed_at.is_(None))
    found = session.execute(select(people.scalar_subquery(), parts.scalar_subquery())).one()
    return found[0], found[1]


def place_of_organisation(session: Session, key: str) -> Place | None:
    """The region of an organisation, with the keys of itself and all those above it; None if there is none."""
    start = select(Organisation.id).where(Organisation.key == key).scalar_subquery()
    return _place(session, start)


def place_of_person(session: Session, person_id: int) -> Place | None:
    """Where a person belongs: the region and the organisation with all those above it; None if there is none."""
    start = select(Person.organisation_id).where(Person.id == person_id).scalar_subquery()
    return _place(session, start)


def organisations_within(reach: Reach) -> Select[int]:
    """The ids of the organisations that a reach takes in, those below included: to be put into another statement."""
    if reach.everywhere:
        return select(Organisation.id)
    conditions: list[ColumnElement[bool]] = [false()]
    if reach.regions:
        within = select(Region.id).where(Region.key.in_(reach.regions))
        conditions.append(Organisation.region_id.in_(within))
    if reach.organisations:
        conditions.append(Organisation.id.in_(select(_below(reach.organisations).c.id)))
    return select(Organisation.id).where(or_(*conditions))


def _place(session: Session, start: Any) -> Place | None:
    lowest = (
        select(Organisation.id, Organisation.parent_id).where(Organisation.id == start).cte("above", recursive=True)
    )
    above = aliased(Organisation)
    line = lowest.union_all(select(above.id, above.parent_id).join(lowest, above.id == lowest.c.parent_id))
    found = session.execute(
        select(Organisation.key, Region.key)
        .join(line, line.c.id == Organisation.id)
        .join(Region, Region.id == Organisation.region_id)
    ).all()
    if not found:
        return None
    return Place(region=found[0][1], organisations=frozenset(key for key, _ in found))


def _below(keys: Iterable[str]) -> CTE:
    # Without a name: a statement may ask for what lies below several.
    roots = select(Organisation.id).where(Organisation.key.in_(keys)).cte(recursive=True)
    part = aliased(Organisation)
    return roots.union(select(part.id).join(roots, part.parent_id == roots.c.id))


@cache
def _regions() -> Select[Region]:
    return select(Region).order_by(Region.position)
