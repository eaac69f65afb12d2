"""Does whoever is invited get one letter, and does a chosen password tell its owner?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts import actions
from training.accounts.models import Identity
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.foundation.outbox import OutboxLetter

Statements = Callable[[], AbstractContextManager[list[str]]]


def letters(session: Session) -> list[tuple[str, int, Any]]:
    """List kind, person and facts of the posted letters."""
    rows = session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    return [(row.letter, row.person_id, row.facts) for row in rows]


def entries(session: Session) -> list[tuple[str, str, int | None]]:
    """List the entries of the log."""
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.event, row.subject, row.actor_id) for row in rows]


def test_an_invitation_is_a_letter_and_an_entry(session: Session, now: datetime) -> None:
    person, officer = make.person(session), make.person(session)

    actions.invite(session, person, now=now, actor_id=officer.id)

    assert letters(session) == [("invitation", person.id, {})]
    assert entries(session) == [("person-invited", f"person {person.id}", officer.id)]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"password_hash": "a hash"}, "person-has-come"),
        ({"disabled_at": make.NOW}, "account-closed"),
        ({"erased_at": make.NOW}, "account-closed"),
    ],
)
def test_whom_no_invitation_helps_gets_none(
    session: Session, now: datetime, columns: dict[str, Any], code: str
) -> None:
    person = make.person(session, **columns)

    with pytest.raises(Refused, match=code):
        actions.invite(session, person, now=now, actor_id=None)

    assert letters(session) == []


def test_inviting_a_thousand_takes_no_statement_for_each(
    session: Session, now: datetime, statements: Statements
) -> None:
    office = make.organisation(session)
    people = [make.person(session, organisation=office, role=None).id for _ in range(30)]

    with statements() as seen:
        actions.invite_all(session, people, now=now, actor_id=None)
        session.commit()

    assert len(letters(session)) == len(entries(session)) == 30
    assert len(seen) < 10


def test_a_chosen_password_is_kept_and_told(session: Session, now: datetime) -> None:
    person = make.person(session, email="jana@example.org")
    password = "seven lamps beside water"

    actions.choose_password(session, person, actions.hashed(password, email=person.email), now=now)

    assert actions.is_right(session, "jana@example.org", password)
    assert letters(session) == [("account-changed", person.id, {"change": "password"})]
    assert entries(session) == [("password-chosen", f"person {person.id}", person.id)]


def test_a_password_that_will_not_do_is_not_hashed() -> None:
    with pytest.raises(Refused, match="password-too-short"):
        actions.hashed("short", email="jana@example.org")


def test_whoever_comes_in_by_a_provider_has_no_password_to_forget(session: Session, now: datetime) -> None:
    person = make.person(session, email="jana@example.org")
    session.add(Identity(person_id=person.id, issuer="https://id.example", subject="7", given=[], joined_at=now))
    session.flush()

    actions.forget_password(session, "jana@example.org", now=now)

    assert letters(session) == []
