"""Is a list carried out as it was agreed to, and not at all where somebody was faster?"""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.actions.rosters import carry_out
from training.accounts.models import Organisation, Person
from training.accounts.rules.planning import Outcome, Plan, Row
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused


def plan(office: Organisation, *emails: str) -> Plan:
    """Plan people who are new."""
    return Plan(
        rows=tuple(
            Row(
                number=number,
                email=email,
                name="New",
                outcome=Outcome.CREATED,
                language="de",
                organisation_id=office.id,
                organisation=office.key,
            )
            for number, email in enumerate(emails, 2)
        )
    )


def test_another_plan_than_the_one_agreed_to_is_refused(session: Session) -> None:
    office = make.organisation(session)
    agreed = plan(office, "a@x.at").digest
    with pytest.raises(Refused, match="plan-outdated"):
        carry_out(session, plan(office, "b@x.at"), confirmed=agreed, now=make.NOW, actor_id=None)
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_whoever_has_come_in_another_way_in_the_meantime_stops_the_whole(session: Session) -> None:
    office = make.organisation(session)
    make.person(session, email="b@x.at", name="Faster")
    wanted = plan(office, "a@x.at", "b@x.at")
    with session.begin_nested() as changes:
        with pytest.raises(Refused, match="plan-outdated"):
            carry_out(session, wanted, confirmed=wanted.digest, now=make.NOW, actor_id=None)
        changes.rollback()
    assert session.scalars(select(Person.name)).all() == ["Faster"]


def test_each_person_and_the_list_leave_entries(session: Session) -> None:
    office = make.organisation(session)
    wanted = plan(office, "a@x.at", "b@x.at")
    carry_out(session, wanted, confirmed=wanted.digest, now=make.NOW, actor_id=None)
    events = session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)).all()
    assert events == ["person-added", "person-added", "person-invited", "person-invited", "people-imported"]
