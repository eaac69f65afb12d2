"""What changes about people and what they may do?"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.actions.sessions import end_sessions
from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.accounts.rules import check_email, check_grant, normal_email
from training.accounts.rules.grants import is_leading
from training.foundation import outbox
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound, Refused
from training.foundation.permissions import Grant, Role

#: Whoever takes an administrator away waits for whoever does the same: two must not take each other away.
_ADMINISTRATORS = -1


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
    organisation: Organisation | None = None,
    language: str | None = None,
    module: str | None = None,
    now: datetime,
    actor_id: int | None = None,
) -> RoleGrant:
    """Give a role in a region, for an organisation with all below it, for a module (its key), or everywhere.

    A second time changes nothing.

    Raises Refused("grant-unfitting") where the role cannot be granted so; see `check_grant`.
    """
    grant = Grant(role, region.key if region else None, organisation.key if organisation else None, language, module)
    check_grant(grant)
    held = queries.role_grant(session, person, grant)
    if held:
        return held
    place = {"region_id": region.id if region else None, "organisation_id": organisation.id if organisation else None}
    about = {"person_id": person.id, "role": role.value, "language": language or "", "module": module, **place}
    row = RoleGrant(**about, granted_by=actor_id, granted_at=now)
    session.add(row)
    session.flush()
    record(session, Event.ROLE_GRANTED, f"person {person.id}", at=now, actor_id=actor_id, **_facts(grant))
    return row


def correct_person(
    session: Session,
    person: Person,
    *,
    email: str,
    name: str,
    language: str,
    organisation: Organisation,
    now: datetime,
    actor_id: int | None,
) -> None:
    """Put right how somebody is called, reached and greeted, and where they belong; the entry names the columns only.

    Raises Refused("address-taken") and Refused("address-malformed").
    """
    check_email(email)
    holder = queries.person_by_email(session, email)
    if holder and holder is not person:
        raise Refused("address-taken")
    wanted = {"email": normal_email(email), "name": name.strip(), "language": language}
    changed = _changed(person, **wanted, organisation_id=organisation.id)
    session.flush()
    if changed:
        record(session, Event.PERSON_CORRECTED, f"person {person.id}", at=now, actor_id=actor_id, changed=changed)
    if "email" in changed:
        outbox.clear_bounces(session, person.id, now=now)


def withdraw_role(session: Session, person: Person, grant: Grant, *, now: datetime, actor_id: int | None) -> None:
    """Take a role away and sign the person out everywhere, or raise NotFound; no page of before opens any more.

    Raises Refused("last-administrator") where nobody would be left who administers everywhere.
    """
    held = queries.role_grant(session, person, grant)
    if held is None:
        raise NotFound("grant")
    if is_leading(grant):
        require_another_administrator(session, person)
    session.delete(held)
    session.flush()
    end_sessions(session, person.id, now=now, actor_id=actor_id)
    record(session, Event.ROLE_WITHDRAWN, f"person {person.id}", at=now, actor_id=actor_id, **_facts(grant))


def close_account(session: Session, person: Person, *, now: datetime, actor_id: int | None) -> None:
    """Let a person in no longer, from the next request on, and end what is open; all else stays as it is.

    Raises Refused("last-administrator") where nobody would be left who administers everywhere.
    """
    if person.disabled_at:
        return
    require_another_administrator(session, person)
    person.disabled_at = now
    session.flush()
    end_sessions(session, person.id, now=now, actor_id=actor_id)
    record(session, Event.ACCOUNT_CLOSED, f"person {person.id}", at=now, actor_id=actor_id)


def open_account(session: Session, person: Person, *, now: datetime, actor_id: int | None) -> None:
    """Let a person in again whose account was closed; raise NotFound where it was erased."""
    if person.erased_at:
        raise NotFound("person")
    if person.disabled_at is None:
        return
    person.disabled_at = None
    session.flush()
    record(session, Event.ACCOUNT_OPENED, f"person {person.id}", at=now, actor_id=actor_id)


def choose_language(session: Session, *, person_id: int, language: str) -> None:
    """Remember the language that the person wants to be greeted in."""
    session.get_one(Person, person_id).language = language
    session.flush()


def choose_reminders(session: Session, *, person_id: int, wanted: bool) -> None:
    """Remember whether the person wants to be reminded of what is not compulsory."""
    session.get_one(Person, person_id).wants_reminders = wanted
    session.flush()


def grant_extra_time(
    session: Session, person: Person, *, percent: int, now: datetime, actor_id: int | None = None
) -> None:
    """Give a person so many per cent more time in tests; 0 takes it away. The log does not tell how much."""
    person.extra_time_percent = percent
    session.flush()
    record(session, Event.EXTRA_TIME_GRANTED, f"person {person.id}", at=now, actor_id=actor_id)


def require_another_administrator(session: Session, person: Person) -> None:
    """Raise Refused("last-administrator") where this person alone administers everywhere."""
    if person.id not in queries.administrators(session):
        return
    one_after_another(session, _ADMINISTRATORS)
    if not queries.administrators(session) - {person.id}:
        raise Refused("last-administrator")


def _changed(person: Person, **wanted: Any) -> list[str]:
    """Set what is wanted, and name the columns that were different."""
    changed = [column for column, value in wanted.items() if getattr(person, column) != value]
    for column in changed:
        setattr(person, column, wanted[column])
    return changed


def _facts(grant: Grant) -> dict[str, Any]:
    place = {"region": grant.region, "organisation": grant.organisation, "language": grant.language}
    module = {"module": grant.module} if grant.module else {}
    return {"role": grant.role.value, **place, **module}
