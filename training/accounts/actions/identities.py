"""What changes when somebody signs on by a provider? The account follows what the provider says of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.actions.people import add_person, correct_person, grant_role, withdraw_role
from training.accounts.actions.sessions import end_sessions
from training.accounts.models import Identity, Organisation, Person, Region, SignIn
from training.accounts.rules.identities import Claimed, WayIn, grant_changes, way_in
from training.accounts.rules.sessions import Way
from training.foundation.audit import Event, record
from training.foundation.errors import Refused
from training.foundation.outbox import Letter, post
from training.foundation.permissions import Grant, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOn:
    """Who came in, and which places the table of claims names that are not here (keys, for the log)."""

    person_id: int
    missing: tuple[str, ...]


def sign_on(session: Session, claimed: Claimed, *, joins: bool, language: str, now: datetime) -> SignedOn:
    """Find or make the person whom a provider describes, and bring name, language and roles up to date.

    `joins`: an address that the provider has verified opens the account that has it. `language` is for somebody new of
    whom the provider says none. Raises Refused with what hinders them; that leaves an entry too: commit it.
    """
    try:
        identity = _identity(session, claimed, joins=joins, language=language, now=now)
    except Refused as refusal:
        record(
            session, Event.SIGN_IN_FAILED, "nobody", at=now, actor_id=None, way=Way.PROVIDER.value, reason=refusal.code
        )
        raise
    person = session.get_one(Person, identity.person_id)
    if person.disabled_at or person.erased_at:
        record(session, Event.SIGN_IN_FAILED, f"person {person.id}", at=now, actor_id=None, way=Way.PROVIDER.value)
        raise Refused("sign-on-closed")
    _correct(session, person, identity, claimed, now=now)
    missing = _follow(session, person, identity, claimed.grants, now=now)
    session.flush()
    return SignedOn(person_id=person.id, missing=missing)


def name_session(session: Session, sign_in_id: int, *, provider_session: str) -> None:
    """Note what the provider calls a session, so that it can end it."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(provider_session=provider_session))


def sign_off(
    session: Session, *, issuer: str, subject: str | None, provider_session: str | None, now: datetime
) -> None:
    """End the session that a provider has ended, or all of the person where it names no single one."""
    if provider_session:
        for sign_in in queries.sign_ins_of_provider(session, provider_session):
            sign_in.ended_at = now
            facts = {"count": 1, "way": Way.PROVIDER.value}
            record(session, Event.SESSIONS_ENDED, f"person {sign_in.person_id}", at=now, actor_id=None, **facts)
        session.flush()
        return
    known = queries.identity(session, issuer=issuer, subject=subject or "")
    if known:
        end_sessions(session, known.person_id, now=now)


def _identity(session: Session, claimed: Claimed, *, joins: bool, language: str, now: datetime) -> Identity:
    known = queries.identity(session, issuer=claimed.issuer, subject=claimed.subject)
    holder = queries.person_by_email(session, claimed.email) if claimed.email and not known else None
    bound = holder and queries.identity_of_person(session, person_id=holder.id, issuer=claimed.issuer)
    way = way_in(claimed, joins=joins, known=known is not None, taken=holder is not None, bound=bound is not None)
    if known:
        return known
    person = holder if way is WayIn.JOINED and holder else _new_person(session, claimed, language=language, now=now)
    identity = Identity(
        person_id=person.id,
        issuer=claimed.issuer,
        subject=claimed.subject,
        language=claimed.language,
        given=[],
        joined_at=now,
    )
    session.add(identity)
    session.flush()
    record(session, Event.IDENTITY_ADDED, f"person {person.id}", at=now, actor_id=None, way=way.value)
    if way is WayIn.JOINED:
        post(session, Letter.ACCOUNT_CHANGED, person_id=person.id, now=now, change="provider-added")
    return identity


def _new_person(session: Session, claimed: Claimed, *, language: str, now: datetime) -> Person:
    found = queries.organisations_of_keys(session, frozenset({claimed.organisation or ""}))
    if not found:
        raise Refused("sign-on-not-expected", organisation=claimed.organisation)
    return add_person(
        session,
        email=claimed.email or "",
        name=claimed.name,
        organisation=next(iter(found.values())),
        language=claimed.language or language,
        now=now,
    )


def _correct(session: Session, person: Person, identity: Identity, claimed: Claimed, *, now: datetime) -> None:
    """Call and greet somebody as the provider says now."""
    # A language that the person has chosen here stays until the provider says another than last time.
    said_anew = claimed.language if claimed.language != identity.language else None
    name, language = claimed.name or person.name, said_anew or person.language
    identity.language = claimed.language or identity.language
    if (name, language) == (person.name, person.language):
        return
    organisation = session.get_one(Organisation, person.organisation_id)
    told = {"email": person.email, "name": name, "language": language, "organisation": organisation}
    correct_person(session, person, **told, now=now, actor_id=None)  # type: ignore[arg-type]


def _follow(
    session: Session, person: Person, identity: Identity, claimed: frozenset[Grant], *, now: datetime
) -> tuple[str, ...]:
    """Give and take roles as the provider says, and return the keys of places that are not here."""
    places = _places(session, claimed)
    known = frozenset(grant for grant in claimed if places.have(grant))
    given = frozenset(Grant(Role(role), *scope) for role, *scope in identity.given)
    changes = grant_changes(claimed=known, given=given, held=queries.grants_of(session, person.id))
    for grant in _in_order(changes.give):
        region, organisation = (
            places.regions.get(grant.region or ""),
            places.organisations.get(grant.organisation or ""),
        )
        scope = {"region": region, "organisation": organisation, "language": grant.language}
        grant_role(session, person, grant.role, **scope, now=now)  # type: ignore[arg-type]
    kept = frozenset(grant for grant in _in_order(changes.take) if not _taken(session, person, grant, now=now))
    identity.given = [_written(grant) for grant in _in_order(changes.given | kept)]
    return tuple(sorted({place for grant in claimed - known for place in (grant.region, grant.organisation) if place}))


def _taken(session: Session, person: Person, grant: Grant, *, now: datetime) -> bool:
    try:
        withdraw_role(session, person, grant, now=now, actor_id=None)
    except Refused:
        # The last administrator: a mistake in a directory must not leave the site to nobody. Next time, perhaps.
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Places:
    """The regions and organisations that grants name, as far as they are here."""

    regions: Mapping[str, Region]
    organisations: Mapping[str, Organisation]

    def have(self, grant: Grant) -> bool:
        """Tell whether a grant names nothing that is not here."""
        return (not grant.region or grant.region in self.regions) and (
            not grant.organisation or grant.organisation in self.organisations
        )


def _places(session: Session, grants: frozenset[Grant]) -> _Places:
    regions = frozenset(grant.region for grant in grants if grant.region)
    organisations = frozenset(grant.organisation for grant in grants if grant.organisation)
    return _Places(queries.regions_of_keys(session, regions), queries.organisations_of_keys(session, organisations))


def _in_order(grants: frozenset[Grant]) -> list[Grant]:
    return sorted(grants, key=lambda grant: [part or "" for part in _written(grant)])


def _written(grant: Grant) -> list[str | None]:
    return [grant.role.value, grant.region, grant.organisation, grant.language]
