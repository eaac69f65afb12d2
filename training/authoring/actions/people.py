"""How does a colleague come to write one module, and stop?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.accounts import actions as accounts
from training.accounts.models import Person
from training.accounts.queries import grants_of, person_by_email
from training.foundation import outbox
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import Letter
from training.foundation.permissions import Grant, Role


def invite(session: Session, module: str, *, email: str, person_id: int, now: datetime) -> Person:
    """Let somebody who has an account write this module (its key), and tell them by letter.

    A second time changes nothing. Raises Refused("colleague-unknown") where no open account has this address.
    """
    person = person_by_email(session, email)
    if person is None or person.disabled_at or person.erased_at:
        raise Refused("colleague-unknown")
    grant = Grant(Role.EDITOR, module=module)
    if grant not in grants_of(session, person.id):
        accounts.grant_role(session, person, Role.EDITOR, module=module, now=now, actor_id=person_id)
        _tell(session, person, now=now)
    return person


def dismiss(session: Session, module: str, *, colleague_id: int, person_id: int, now: datetime) -> None:
    """Let a colleague no longer write this module; raises NotFound where they were not invited to it."""
    person = session.get(Person, colleague_id)
    if person is None:
        raise NotFound("person")
    accounts.withdraw_role(session, person, Grant(Role.EDITOR, module=module), now=now, actor_id=person_id)
    _tell(session, person, now=now)


def _tell(session: Session, person: Person, *, now: datetime) -> None:
    outbox.post(session, Letter.ACCOUNT_CHANGED, person_id=person.id, now=now, change="roles")
