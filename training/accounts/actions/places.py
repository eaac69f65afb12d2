"""What changes about regions and organisations?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.models import Organisation, Region
from training.accounts.rules import PARTNER, RegionEntry
from training.accounts.rules.places import key_from
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import Refused

#: Whoever moves a part of the tree waits for whoever does the same.
_TREE = -2


def keep_regions(session: Session, regions: Iterable[RegionEntry]) -> list[Region]:
    """Add or correct the regions and their partners; the order of the file is the order of the project."""
    kept = []
    for position, entry in enumerate(regions, 1):
        region = queries.region_by_key(session, entry.key)
        if region is None:
            region = Region(key=entry.key)
            session.add(region)
        region.names = dict(entry.names)
        region.countries = dict(entry.countries)
        region.languages = list(entry.languages)
        region.time_zone = entry.time_zone
        region.position = position
        session.flush()
        for partner in entry.partners:
            keep_organisation(session, key=partner.key, name=partner.name, kind=PARTNER, region=region)
        kept.append(region)
    return kept


def keep_organisation(
    session: Session, *, key: str, name: str, kind: str, region: Region, parent: Organisation | None = None
) -> Organisation:
    """Add or correct an organisation by its key; `kind` is "authority" or "partner".

    Raises Refused("organisation-elsewhere") where its parent is of another region, and
    Refused("organisation-within-itself").
    """
    if parent and parent.region_id != region.id:
        raise Refused("organisation-elsewhere")
    organisation = queries.organisation_by_key(session, key)
    if organisation is None:
        organisation = Organisation(key=key)
        session.add(organisation)
    elif parent and _is_below(session, parent, organisation):
        raise Refused("organisation-within-itself")
    organisation.name, organisation.kind, organisation.region_id = name, kind, region.id
    organisation.parent_id = parent.id if parent else None
    session.flush()
    return organisation


def add_organisation(
    session: Session,
    *,
    name: str,
    kind: str,
    region: Region,
    parent: Organisation | None,
    now: datetime,
    actor_id: int | None,
) -> Organisation:
    """Make an organisation at the top of its region or below another, with a key made from its name.

    Raises Refused("organisation-closed") where the one above is.
    """
    if parent and parent.closed_at:
        raise Refused("organisation-closed")
    key = key_from(name, taken=queries.organisation_keys(session))
    made = keep_organisation(session, key=key, name=name.strip(), kind=kind, region=region, parent=parent)
    facts = {"region": region.key, "parent": parent.key if parent else None}
    record(session, Event.ORGANISATION_ADDED, f"organisation {key}", at=now, actor_id=actor_id, **facts)
    return made


def correct_organisation(
    session: Session,
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    domains: Sequence[str],
    now: datetime,
    actor_id: int | None,
) -> None:
    """Put right name, kind, and the domains whose people may register themselves.

    Raises Refused("domain-taken", domain=…) where another open organisation has one of them.
    """
    for other in queries.registering_organisations(session):
        taken = sorted(set(domains) & set(other.mail_domains.split()))
        if taken and other is not organisation:
            raise Refused("domain-taken", domain=taken[0])
    wanted = {"name": name.strip(), "kind": kind, "mail_domains": " ".join(domains)}
    changed = [column for column, value in wanted.items() if getattr(organisation, column) != value]
    for column in changed:
        setattr(organisation, column, wanted[column])
    session.flush()
    if changed:
        _record(session, Event.ORGANISATION_CHANGED, organisation, now=now, actor_id=actor_id, changed=changed)


def move_organisation(
    session: Session, organisation: Organisation, *, parent: Organisation | None, now: datetime, actor_id: int | None
) -> None:
    """Put an organisation with all below it under another of its region, or at the top where there is none.

    Raises Refused("organisation-elsewhere"), Refused("organisation-within-itself") and Refused("organisation-closed").
    """
    # Two that are put below each other at the same time would be a ring.
    one_after_another(session, _TREE)
    if parent and parent.closed_at:
        raise Refused("organisation-closed")
    if parent and parent.region_id != organisation.region_id:
        raise Refused("organisation-elsewhere")
    if parent and _is_below(session, parent, organisation):
        raise Refused("organisation-within-itself")
    if organisation.parent_id == (parent.id if parent else None):
        return
    organisation.parent_id = parent.id if parent else None
    session.flush()
    key = parent.key if parent else None
    _record(session, Event.ORGANISATION_CHANGED, organisation, now=now, actor_id=actor_id, changed=["parent"], to=key)


def close_organisation(session: Session, organisation: Organisation, *, now: datetime, actor_id: int | None) -> None:
    """Let nobody come to an organisation any more; what was learnt there stays counted.

    Raises Refused("organisation-in-use", people=…, departments=…) as long as somebody or something open is in it.
    """
    people, departments = queries.open_within(session, organisation.id)
    if people or departments:
        raise Refused("organisation-in-use", people=people, departments=departments)
    if organisation.closed_at is None:
        organisation.closed_at = now
        session.flush()
        _record(session, Event.ORGANISATION_CLOSED, organisation, now=now, actor_id=actor_id)


def open_organisation(session: Session, organisation: Organisation, *, now: datetime, actor_id: int | None) -> None:
    """Let people come to an organisation again; its domains are given back only by hand."""
    if organisation.closed_at is not None:
        organisation.closed_at, organisation.mail_domains = None, ""
        session.flush()
        _record(session, Event.ORGANISATION_OPENED, organisation, now=now, actor_id=actor_id)


def _record(
    session: Session, event: Event, organisation: Organisation, *, now: datetime, actor_id: int | None, **facts: Any
) -> None:
    record(session, event, f"organisation {organisation.key}", at=now, actor_id=actor_id, **facts)


def _is_below(session: Session, parent: Organisation, organisation: Organisation) -> bool:
    place = queries.place_of_organisation(session, parent.key)
    return place is not None and organisation.key in place.organisations
