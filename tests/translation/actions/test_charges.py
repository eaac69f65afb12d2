"""Does somebody begin and end to work on a module once, with an entry each, and who could be asked to?"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.foundation.audit import AuditEntry, Event
from training.foundation.permissions import Role
from training.translation.actions.charges import end_charge, keep_told, put_in_charge
from training.translation.queries.charges import charges, colleagues, own_charges, reached_charges


def test_whoever_works_on_it_is_told_from_then_on_until_they_end(session: Session, now: datetime) -> None:
    trainer = make.person(session, role=Role.TRAINER)
    nina = make.person(session, role=Role.TRANSLATOR, name="Nina Kralj", everywhere=True)
    module = make.module(session)
    make.version(session)
    make.version(session, make.module_value(title="Rooms"), number=2)
    deed: dict[str, Any] = {"person_id": nina.id, "now": now}

    assert put_in_charge(session, module, "sl", given_by=trainer.id, **deed)
    assert not put_in_charge(session, module, "sl", given_by=nina.id, **deed)
    assert [each.name for each in charges(session)[module.id, "sl"]] == ["Nina Kralj"]
    assert own_charges(session, nina.id) == {(module.id, "sl"): 2}
    keep_told(session, nina.id, [(module.id, "sl", 3)])
    keep_told(session, nina.id, [(module.id, "sl", 1)])
    assert own_charges(session, nina.id) == {(module.id, "sl"): 3}
    assert end_charge(session, module, "sl", ended_by=nina.id, **deed)
    assert not end_charge(session, module, "sl", ended_by=nina.id, **deed)
    assert charges(session) == {}
    told = session.scalars(select(AuditEntry).where(AuditEntry.event == Event.TRANSLATION_CHARGED.value)).all()
    assert [(entry.subject, entry.facts["begins"]) for entry in told] == [
        ("module craft", True),
        ("module craft", False),
    ]
    assert all(entry.facts["person"] == nina.id and "Nina" not in str(entry.facts) for entry in told)


def test_those_who_lost_their_role_or_account_are_not_told(session: Session, now: datetime) -> None:
    module = make.module(session)
    make.version(session)
    people = {
        "here": make.person(session, role=Role.TRANSLATOR, name="here"),
        "elsewhere": make.person(session, role=Role.TRANSLATOR, region="linz", name="elsewhere"),
        "closed": make.person(session, role=Role.TRANSLATOR, name="closed", disabled_at=now),
    }
    people["german"] = make.person(session, name="german")
    make.grant(session, people["german"], role=Role.REVIEWER, language="de")
    for person in people.values():
        for language in ("de", "sl"):
            put_in_charge(session, module, language, person_id=person.id, given_by=person.id, now=now)

    reached = {(each.name, each.language) for each in reached_charges(session)}

    assert reached == {("here", "de"), ("here", "sl"), ("german", "de")}
    assert {each.name for each in reached_charges(session, person_id=people["german"].id)} == {"german"}


def test_colleagues_hold_a_role_for_translating_there(session: Session) -> None:
    make.module(session)
    make.person(session, role=Role.TRAINER, name="Trainer")
    make.person(session, role=Role.TRANSLATOR, region="linz", name="Elsewhere")
    make.person(session, role=Role.REVIEWER, everywhere=True, name="Everywhere")
    slovene = make.person(session, name="Slovene")
    make.grant(session, slovene, role=Role.TRANSLATOR, language="sl")

    found = colleagues(session, region="chemnitz", module="craft")

    assert [(each.name, each.language) for each in found] == [("Everywhere", ""), ("Slovene", "sl")]
