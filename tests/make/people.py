"""Which regions, organisations and people does a test need?"""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.make.rows import NOW, added, numbers
from training.accounts.actions import hashed
from training.accounts.models import Organisation, Person, Region, RoleGrant, SignIn
from training.accounts.queries import current_person as _current_person
from training.accounts.rules import CurrentPerson, check_password, token_digest
from training.foundation.clock import now
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role


def region(session: Session, key: str = "chemnitz", *, languages: Iterable[str] = ("de", "en")) -> Region:
    """Make a region, or find the one of this key; it is called "Chemnitz (de)" in German."""
    if found := session.scalar(select(Region).where(Region.key == key)):
        return found
    name = key.capitalize()
    return added(
        session,
        Region(
            key=key,
            names={language: f"{name} ({language})" for language in LANGUAGES},
            countries={language: f"Country of {name} ({language})" for language in LANGUAGES},
            languages=list(languages),
            position=next(numbers),
        ),
    )


def organisation(
    session: Session,
    *,
    region: str = "chemnitz",
    kind: str = "authority",
    name: str = "Town hall",
    parent: Organisation | None = None,
    **columns: Any,
) -> Organisation:
    """Make a public authority in a region (its key), or a department of another, in that one's region."""
    region_id = parent.region_id if parent else _region(session, region).id
    parent_id = parent.id if parent else None
    columns.setdefault("key", f"office-{next(numbers)}")
    return added(session, Organisation(name=name, kind=kind, region_id=region_id, parent_id=parent_id, **columns))


def person(
    session: Session,
    *,
    role: Role | str | None = Role.LEARNER,
    region: str = "chemnitz",
    everywhere: bool = False,
    email: str | None = None,
    name: str = "Katja Brandt",
    password: str | None = None,
    language: str = "en",
    organisation: Organisation | None = None,
    **columns: Any,
) -> Person:
    """Make a person of a region who may learn everywhere, as every account may, with one more role there or everywhere.

    None gives no role at all.

    A password costs 30 ms when it is first given, as it does in life, and again whenever somebody signs in by it.
    """
    office = organisation or _organisation(session, region=region)
    made = added(
        session,
        Person(
            email=email or f"person{next(numbers)}@example.org",
            name=name,
            language=language,
            organisation_id=office.id,
            **{"created_at": NOW, **columns},
        ),
    )
    if password is not None:
        check_password(password, email=made.email)
        made.password_hash = _hashed(password)
        session.flush()
    if role is not None:
        grant(session, made, role=Role.LEARNER, region=None)
    if role not in (None, Role.LEARNER):
        grant(session, made, role=role, region=None if everywhere else region)
    return made


def grant(
    session: Session,
    person: Person,
    *,
    role: Role | str,
    region: str | None = "chemnitz",
    organisation: Organisation | None = None,
    language: str = "",
    module: str | None = None,
) -> RoleGrant:
    """Give a person a role in a region (its key), for an organisation, for a module (its key), or everywhere (None)."""
    return added(
        session,
        RoleGrant(
            person_id=person.id,
            role=Role(role).value,
            region_id=_region(session, region).id if region and not (organisation or module) else None,
            organisation_id=organisation.id if organisation else None,
            language=language,
            granted_at=NOW,
            module=module,
        ),
    )


def sign_in(session: Session, person: Person | int, **columns: Any) -> dict[str, Any]:
    """Begin a session of a person (or of an id) now, and return what the cookie of the browser holds."""
    person_id = person if isinstance(person, int) else person.id
    token, moment = token_urlsafe(16), now()
    columns = {"started_at": moment, "seen_at": moment, "confirmed_at": moment, "way": "password"} | columns
    columns = {"device": "Firefox, Linux"} | columns
    added(session, SignIn(digest=token_digest(token), person_id=person_id, **columns))
    return {"_user_id": str(person_id), "_fresh": True, "token": token}


def current_person(session: Session, person: Person | int) -> CurrentPerson | None:
    """Begin a session of a person, and return whom its next request would find."""
    token = sign_in(session, person)["token"]
    return _current_person(session, token, now=now(), lifetime=timedelta(hours=12))


# A builder's keyword may be called as another builder is.
_region, _organisation = region, organisation


@cache
def _hashed(password: str) -> str:
    # Made once: that each has a salt of its own is tested where people choose theirs.
    return hashed(password, email="somebody@example.org")
