"""What happens when somebody registers? The same, to whoever looks on, whether the address is known or not."""

from datetime import datetime

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from training.accounts import queries
from training.accounts.models import Organisation, Person, RoleGrant
from training.accounts.queries.registration import letter_for_registration
from training.accounts.rules import check_email, folded, normal_email
from training.foundation import outbox
from training.foundation.audit import Event, record
from training.foundation.db import UtcDateTime, insert_once
from training.foundation.permissions import Role


def register(
    session: Session, *, email: str, name: str, language: str, organisation: Organisation, now: datetime
) -> None:
    """Open an account without a password where there is none, and post a letter to the address.

    The same statements are carried out either way, so that the time they take does not tell either. Nothing changes
    about an account that is there. Raises Refused("address-malformed").
    """
    check_email(email)
    address = normal_email(email)
    is_new = insert_once(
        session,
        Person,
        email=address,
        name=name,
        language=language,
        organisation_id=organisation.id,
        created_at=now,
        folded=folded(f"{name} {address}"),
    )
    _let_learn(session, address, now=now)
    outbox.post_selected(session, letter_for_registration(address), now=now)
    person = queries.person_by_email(session, address)
    if person:
        record(session, Event.REGISTERED, f"person {person.id}", at=now, actor_id=None, new=is_new)


def _let_learn(session: Session, address: str, *, now: datetime) -> None:
    """Give the role to whoever has just been added; somebody of this address who was here before is left alone."""
    moment = literal(now, type_=UtcDateTime())
    just_added = select(Person.id, literal(Role.LEARNER.value), moment, literal("")).where(
        Person.email == address, Person.created_at == now
    )
    columns = ["person_id", "role", "granted_at", "language"]
    session.connection().execute(insert(RoleGrant).from_select(columns, just_added))
