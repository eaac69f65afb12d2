"""Are roles taken away and accounts closed with an entry, once?"""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts import actions
from training.accounts.models import Person, SignIn
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.foundation.permissions import Grant, Role


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person who learns."""
    return make.person(session)


def test_a_role_for_an_organisation_is_granted_once_and_taken_away(
    session: Session, now: datetime, jana: Person
) -> None:
    town = make.organisation(session, key="town")
    for _ in range(2):
        actions.grant_role(session, jana, Role.TRAINING_OFFICER, organisation=town, now=now)

    actions.withdraw_role(session, jana, Grant(Role.TRAINING_OFFICER, organisation="town"), now=now, actor_id=None)

    found = make.current_person(session, jana)
    assert found
    assert [grant.role for grant in found.grants] == [Role.LEARNER]
    facts = {"role": "training-officer", "region": None, "organisation": "town", "language": None}
    assert _entries(session) == [("role-granted", facts), ("role-withdrawn", facts)]


def test_whoever_loses_a_role_is_signed_out_everywhere(session: Session, now: datetime, jana: Person) -> None:
    actions.grant_role(session, jana, Role.TRANSLATOR, language="sl", now=now)
    make.sign_in(session, jana)

    actions.withdraw_role(session, jana, Grant(Role.TRANSLATOR, language="sl"), now=now, actor_id=None)

    assert session.scalars(select(SignIn.ended_at)).one()
    assert [event for event, _ in _entries(session)] == ["role-granted", "sessions-ended", "role-withdrawn"]


def test_a_role_for_one_language_is_not_that_for_another(session: Session, now: datetime, jana: Person) -> None:
    actions.grant_role(session, jana, Role.TRANSLATOR, language="sl", now=now)

    with pytest.raises(NotFound):
        actions.withdraw_role(session, jana, Grant(Role.TRANSLATOR, language="cs"), now=now, actor_id=None)


def test_an_unfitting_role_is_refused(session: Session, now: datetime, jana: Person) -> None:
    with pytest.raises(Refused, match="grant-unfitting"):
        actions.grant_role(session, jana, Role.TRAINER, organisation=make.organisation(session), now=now)


def test_a_closed_account_is_closed_once_and_can_be_opened(session: Session, now: datetime, jana: Person) -> None:
    for _ in range(2):
        actions.close_account(session, jana, now=now, actor_id=None)
    assert make.current_person(session, jana) is None

    for _ in range(2):
        actions.open_account(session, jana, now=now, actor_id=None)

    assert make.current_person(session, jana)
    assert [event for event, _ in _entries(session)] == ["account-closed", "account-opened"]


def test_an_erased_account_stays_closed(session: Session, now: datetime) -> None:
    nobody = make.person(session, erased_at=make.NOW, disabled_at=make.NOW)

    with pytest.raises(NotFound):
        actions.open_account(session, nobody, now=now, actor_id=None)


def _entries(session: Session) -> list[tuple[str, dict[str, object]]]:
    found = session.execute(select(AuditEntry.event, AuditEntry.facts).order_by(AuditEntry.id))
    return [(event, facts) for event, facts in found]
