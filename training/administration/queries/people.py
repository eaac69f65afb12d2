"""Who is within reach, and what is there to know about one of them?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Identity, Organisation, Passkey, Person, Region, RoleGrant, SignIn
from training.accounts.queries import organisations_within
from training.administration.rules.people import PAGE, Search, State
from training.foundation.outbox import Letter, OutboxLetter
from training.foundation.permissions import Grant, Reach, Role

#: The letters by which somebody comes in for the first time.
_FIRST_LETTERS = (Letter.INVITATION.value, Letter.ADDRESS_CONFIRMATION.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person in the list; the roles are those besides learning."""

    id: int
    name: str
    email: str
    organisation: str
    region: str
    state: State
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an administrator is told about a person; the letter is the last one that led in for the first time."""

    state: State
    organisation: str
    organisation_name: str
    region: str
    region_names: dict[str, str]
    seen_at: datetime | None
    letter_at: datetime | None
    letter_state: str | None
    letter_fault: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role of a person and where it comes from: somebody (none where erased), a provider, or neither."""

    grant: Grant
    granted_at: datetime
    by: str | None
    from_provider: bool
    region_names: dict[str, str] | None
    organisation_name: str | None


def found_people(session: Session, reach: Reach, search: Search, *, after: int = 0) -> list[Listed]:
    """The people who are looked for, by name, at most one more than a page shows, from behind a person (an id) on."""
    statement = _found(reach, search).order_by(Person.folded, Person.id).limit(PAGE + 1)
    if after:
        last = aliased(Person)
        name = select(last.folded).where(last.id == after).scalar_subquery()
        statement = statement.where(or_(Person.folded > name, and_(Person.folded == name, Person.id > after)))
    people = session.execute(statement).all()
    roles = _roles(session, [person.id for person in people])
    return [_listed(person._asdict(), roles) for person in people]


def person(session: Session, person_id: int) -> Person | None:
    """The account of this id, unless it is erased."""
    return session.scalar(select(Person).where(Person.id == person_id, Person.erased_at.is_(None)))


def person_told(session: Session, person_id: int) -> Told | None:
    """What there is to know about a person who is not erased, in one statement."""
    letter = _last_letter(person_id)
    seen = select(func.max(SignIn.seen_at)).where(SignIn.person_id == Person.id).scalar_subquery()
    row = session.execute(
        select(
            _state().label("state"),
            Organisation.key.label("organisation"),
            Organisation.name.label("organisation_name"),
            Region.key.label("region"),
            Region.names.label("region_names"),
            seen.label("seen_at"),
            letter.c.posted_at.label("letter_at"),
            letter.c.state.label("letter_state"),
            letter.c.fault.label("letter_fault"),
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .outerjoin(letter, literal(value=True))
        .where(Person.id == person_id, Person.erased_at.is_(None))
    ).first()
    return Told(**{**row._asdict(), "state": State(row.state)}) if row else None


def held_roles(session: Session, person_id: int) -> list[HeldRole]:
    """The roles of a person with their places and givers, in the order in which they were given."""
    giver = aliased(Person)
    name = case((giver.erased_at.is_(None), giver.name))
    found = session.execute(
        select(RoleGrant, Region.key, Region.names, Organisation.key, Organisation.name, name)
        .outerjoin(Region, Region.id == RoleGrant.region_id)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .outerjoin(giver, giver.id == RoleGrant.granted_by)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    ).all()
    given = _given_by_providers(session, person_id)
    return [
        HeldRole(
            grant=(grant := Grant(Role(row.role), region, organisation, row.language or None, row.module)),
            granted_at=row.granted_at,
            by=by,
            from_provider=grant in given,
            region_names=names,
            organisation_name=organisation_name,
        )
        for row, region, names, organisation, organisation_name, by in found
    ]


def _listed(person: dict[str, Any], roles: Mapping[int, tuple[Role, ...]]) -> Listed:
    return Listed(**{**person, "state": State(person["state"])}, roles=roles.get(person["id"], ()))


def _found(reach: Reach, search: Search) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Person.id,
            Person.name,
            Person.email,
            Organisation.name.label("organisation"),
            Region.key.label("region"),
            _state().label("state"),
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .where(Person.erased_at.is_(None), *_wanted(search))
    )
    if not reach.everywhere:
        statement = statement.where(Person.organisation_id.in_(organisations_within(reach)))
    return statement


def _wanted(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.folded.contains(word, autoescape=True) for word in search.words]
    if search.organisation:
        below = Reach(everywhere=False, regions=frozenset(), organisations=frozenset({search.organisation}))
        conditions.append(Person.organisation_id.in_(organisations_within(below)))
    if search.role:
        conditions.append(exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == search.role))
    if search.state:
        conditions.append(_state() == search.state)
    return conditions


def _state() -> ColumnElement[str]:
    """Say how it stands with an account: who has no way in has been invited and has never come."""
    no_way_in = and_(
        Person.password_hash.is_(None),
        ~exists().where(Identity.person_id == Person.id),
        ~exists().where(Passkey.person_id == Person.id),
    )
    return case(
        (Person.disabled_at.is_not(None), State.CLOSED.value),
        (no_way_in, State.INVITED.value),
        else_=State.ACTIVE.value,
    )


def _roles(session: Session, person_ids: Collection[int]) -> dict[int, tuple[Role, ...]]:
    more = RoleGrant.person_id.in_(person_ids), RoleGrant.role != Role.LEARNER.value
    held: dict[int, set[Role]] = {}
    for person_id, role in session.execute(select(RoleGrant.person_id, RoleGrant.role).where(*more)):
        held.setdefault(person_id, set()).add(Role(role))
    return {person_id: tuple(role for role in Role if role in roles) for person_id, roles in held.items()}


def _last_letter(person_id: int) -> Subquery:
    first = OutboxLetter.person_id == person_id, OutboxLetter.letter.in_(_FIRST_LETTERS)
    return select(OutboxLetter).where(*first).order_by(OutboxLetter.id.desc()).limit(1).subquery()


def _given_by_providers(session: Session, person_id: int) -> frozenset[Grant]:
    rows = session.scalars(select(Identity.given).where(Identity.person_id == person_id)).all()
    return frozenset(Grant(Role(role), *place) for given in rows for role, *place in given if role)
