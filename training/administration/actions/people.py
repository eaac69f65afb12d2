"""What does an administrator change about accounts? Never one that can do more than the administrator's own."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.accounts import actions as accounts
from training.accounts import queries
from training.accounts.models import Organisation, Person
from training.accounts.queries.offices import offices
from training.accounts.rules import CurrentPerson
from training.accounts.rules.grants import is_beyond
from training.accounts.rules.offices import places_of
from training.foundation.errors import Refused
from training.privacy import actions as privacy


def add(
    session: Session, *, email: str, name: str, organisation: str, language: str, actor: CurrentPerson, now: datetime
) -> Person:
    """Open an account in an organisation (its key) within reach, and invite the person.

    Raises Refused("organisation-unknown"), Refused("address-taken") and Refused("address-malformed").
    """
    office = _office(session, organisation, actor)
    values: dict[str, Any] = {"email": email, "name": name, "language": language, "organisation": office}
    made = accounts.add_person(session, **values, now=now, actor_id=actor.id)
    accounts.invite(session, made, now=now, actor_id=actor.id)
    return made


def correct(
    session: Session,
    person: Person,
    *,
    email: str,
    name: str,
    organisation: str,
    language: str,
    actor: CurrentPerson,
    now: datetime,
) -> None:
    """Put right what is known of a person; the organisation (its key) must be within reach as well."""
    require_changeable(session, person, actor)
    office = _office(session, organisation, actor, unless=person.organisation_id)
    values: dict[str, Any] = {"email": email, "name": name, "language": language, "organisation": office}
    accounts.correct_person(session, person, **values, now=now, actor_id=actor.id)


def close(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Close an account; raises Refused("own-account") where it is the own."""
    if person.id == actor.id:
        raise Refused("own-account")
    require_changeable(session, person, actor)
    accounts.close_account(session, person, now=now, actor_id=actor.id)


def reopen(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Open an account that was closed."""
    require_changeable(session, person, actor)
    accounts.open_account(session, person, now=now, actor_id=actor.id)


def invite_again(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Send the letter once more to whoever has not come yet."""
    require_changeable(session, person, actor)
    accounts.invite(session, person, now=now, actor_id=actor.id)


def grant_extra_time(session: Session, person: Person, *, percent: int, actor: CurrentPerson, now: datetime) -> None:
    """Give more time in tests; raises Refused("own-account"), since nobody decides about the own accommodation."""
    if person.id == actor.id:
        raise Refused("own-account")
    require_changeable(session, person, actor)
    accounts.grant_extra_time(session, person, percent=percent, now=now, actor_id=actor.id)


def take_factors_away(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Let somebody who has lost everything sign in by password alone; raises Refused("own-account") for oneself."""
    if person.id == actor.id:
        raise Refused("own-account")
    require_changeable(session, person, actor)
    accounts.remove_factors(session, person, now=now, actor_id=actor.id)


def end_sessions(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Sign somebody out everywhere; raises Refused("own-account"), since the own account has a page for it."""
    if person.id == actor.id:
        raise Refused("own-account")
    require_changeable(session, person, actor)
    accounts.end_sessions(session, person.id, now=now, actor_id=actor.id)


def erase(session: Session, person: Person, *, actor: CurrentPerson, now: datetime) -> None:
    """Erase somebody for good; raises Refused with "own-account", "person-beyond" or "last-administrator"."""
    if person.id == actor.id:
        raise Refused("own-account")
    require_changeable(session, person, actor)
    privacy.erase_person(session, person.id, now=now, actor_id=actor.id)


def require_changeable(session: Session, person: Person, actor: CurrentPerson) -> None:
    """Raise Refused("person-beyond") where the account has a role that reaches further than those of the actor."""
    held = queries.grants_of(session, person.id)
    if is_beyond(held, actor.grants, places_of(offices(session, actor.grants))):
        raise Refused("person-beyond")


def _office(session: Session, key: str, actor: CurrentPerson, *, unless: int | None = None) -> Organisation:
    """Find an open organisation within reach; the one where somebody is already may be closed by now."""
    found = next((office for office in offices(session, actor.grants) if office.key == key and office.within), None)
    if found is None or not (found.is_open or found.id == unless):
        raise Refused("organisation-unknown")
    return session.get_one(Organisation, found.id)
