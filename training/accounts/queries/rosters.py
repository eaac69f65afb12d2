"""Whom of a list of people is there already, and what may change about them?"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.accounts.rules.grants import is_beyond
from training.accounts.rules.offices import Office, places_of
from training.accounts.rules.planning import Known
from training.foundation.permissions import Grant, Role

#: As many addresses as both databases take in one statement without slowing down.
_AT_ONCE = 1000
_COLUMNS = (Person.id, Person.email, Person.name, Person.language, Person.organisation_id, Person.disabled_at)


def known_people(
    session: Session, emails: Collection[str], offices: Collection[Office], grants: Iterable[Grant]
) -> dict[str, Known]:
    """Those who have one of these addresses, by address, seen from the reach of these grants."""
    within = {office.id for office in offices if office.within}
    own, places, found = tuple(grants), places_of(offices), {}
    for some in _batches(emails):
        held = _grants(session, some)
        for person in session.execute(select(*_COLUMNS).where(Person.email.in_(some))):
            found[person.email] = Known(
                id=person.id,
                name=person.name,
                language=person.language,
                organisation_id=person.organisation_id,
                within=person.organisation_id in within,
                beyond=is_beyond(held.get(person.id, ()), own, places),
                closed=person.disabled_at is not None,
            )
    return found


def _grants(session: Session, emails: Collection[str]) -> dict[int, list[Grant]]:
    held: dict[int, list[Grant]] = {}
    found = session.execute(
        select(RoleGrant.person_id, RoleGrant.role, Region.key, Organisation.key, RoleGrant.language, RoleGrant.module)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Region, Region.id == RoleGrant.region_id)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(Person.email.in_(emails), RoleGrant.role != Role.LEARNER.value)
    )
    for person_id, role, region, organisation, language, module in found:
        held.setdefault(person_id, []).append(Grant(Role(role), region, organisation, language or None, module))
    return held


def _batches(emails: Collection[str]) -> Iterator[list[str]]:
    left = iter(emails)
    while some := list(islice(left, _AT_ONCE)):
        yield some
