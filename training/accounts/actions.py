"""What changes about regions, organisations and people? Signing in included, since it leaves an entry."""

from collections.abc import Iterable
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.accounts.rules import PARTNER, RegionEntry, check_email, check_password, normal_email, normal_password
from training.foundation.audit import Event, record
from training.foundation.errors import Refused
from training.foundation.permissions import Role

# 30 ms a check; the library's default costs 208 (docs/decisions).
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# The hash of a password that nobody has: an unknown address costs the same work as a wrong password.
_NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$tpG8g1RsSiBAy8lEAloQLg$gnlbr8iTLfqtpyViO0YmC2060Zpt9NHSMSx7txEcXWQ"


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
        region.position = position
        session.flush()
        for partner in entry.partners:
            keep_organisation(session, key=partner.key, name=partner.name, kind=PARTNER, region=region)
        kept.append(region)
    return kept


def keep_organisation(session: Session, *, key: str, name: str, kind: str, region: Region) -> Organisation:
    """Add or correct an organisation by its key; `kind` is "authority" or "partner"."""
    organisation = queries.organisation_by_key(session, key)
    if organisation is None:
        organisation = Organisation(key=key)
        session.add(organisation)
    organisation.name, organisation.kind, organisation.region_id = name, kind, region.id
    session.flush()
    return organisation


def add_person(
    session: Session,
    *,
    email: str,
    name: str,
    organisation: Organisation,
    language: str,
    now: datetime,
    actor_id: int | None = None,
) -> Person:
    """Open an account that may learn everywhere and has no password yet.

    Raises Refused("address-taken") and Refused("address-malformed").
    """
    check_email(email)
    if queries.person_by_email(session, email):
        raise Refused("address-taken")
    person = Person(
        email=normal_email(email),
        name=name.strip(),
        language=language,
        organisation_id=organisation.id,
        created_at=now,
    )
    session.add(person)
    session.flush()
    record(session, Event.PERSON_ADDED, f"person {person.id}", at=now, actor_id=actor_id)
    grant_role(session, person, Role.LEARNER, now=now, actor_id=actor_id)
    return person


def grant_role(
    session: Session,
    person: Person,
    role: Role,
    *,
    region: Region | None = None,
    now: datetime,
    actor_id: int | None = None,
) -> RoleGrant:
    """Give a role in a region, or everywhere; a second time changes nothing."""
    held = queries.role_grant(session, person, role, region=region)
    if held:
        return held
    grant = RoleGrant(
        person_id=person.id,
        role=role.value,
        region_id=region.id if region else None,
        granted_by=actor_id,
        granted_at=now,
    )
    session.add(grant)
    session.flush()
    where = region.key if region else None
    record(session, Event.ROLE_GRANTED, f"person {person.id}", at=now, actor_id=actor_id, role=role.value, region=where)
    return grant


def set_password(session: Session, person: Person, password: str) -> None:
    """Replace the password, or raise Refused where it is too short, too long or the person's own address."""
    check_password(password, email=person.email)
    person.password_hash = _hasher.hash(normal_password(password))
    session.flush()


def choose_language(session: Session, *, person_id: int, language: str) -> None:
    """Remember the language that the person wants to be greeted in."""
    session.get_one(Person, person_id).language = language
    session.flush()


def sign_in(session: Session, email: str, password: str, *, now: datetime) -> int:
    """Return the id of the person whose address and password these are, or raise Refused("sign-in-failed").

    The refusal leaves an entry too: commit either way.
    """
    return admit(session, email, password, right=is_right(session, email, password), now=now)


def is_right(session: Session, email: str, password: str) -> bool:
    """Tell whether the password is that of the address, after the same 30 ms whether there is such an account or not.

    Only reads, so that it need not stand in a transaction that keeps other writers waiting.
    """
    person = queries.person_by_email(session, email)
    return _matches(person.password_hash if person else None, normal_password(password))


def admit(session: Session, email: str, password: str, *, right: bool, now: datetime) -> int:
    """Let in whoever gave the right password to an open account; every other case has one answer, sign-in-failed."""
    person = queries.person_by_email(session, email)
    if person is None or not right or person.disabled_at or person.erased_at:
        subject = f"person {person.id}" if person else "nobody"
        record(session, Event.SIGN_IN_FAILED, subject, at=now, actor_id=None)
        session.flush()
        raise Refused("sign-in-failed")
    if _hasher.check_needs_rehash(person.password_hash or ""):
        person.password_hash = _hasher.hash(normal_password(password))
    record(session, Event.SIGNED_IN, f"person {person.id}", at=now, actor_id=person.id)
    session.flush()
    return person.id


def _matches(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _NOBODYS_HASH, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def grant_extra_time(session: Session, person: Person, *, percent: int, now: datetime) -> None:
    """Give a person so many per cent more time in tests; 0 takes it away. The log does not tell how much."""
    person.extra_time_percent = percent
    session.flush()
    record(session, Event.EXTRA_TIME_GRANTED, f"person {person.id}", at=now, actor_id=None)
