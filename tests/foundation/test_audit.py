"""Does an entry say who did what, and stay as it is?"""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests import make
from training.foundation.audit import AuditEntry, Event, record


def test_an_entry_says_who_did_what_and_when(session: Session) -> None:
    actor = make.person(session)

    record(session, Event.ROLE_GRANTED, "person 7", at=make.NOW, actor_id=actor.id, role="trainer", region=None)

    session.flush()
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.at, entry.actor_id, entry.event, entry.subject) == (make.NOW, actor.id, "role-granted", "person 7")
    assert entry.facts == {"role": "trainer", "region": None}


@pytest.mark.parametrize(
    "change", [update(AuditEntry).values(subject="nobody"), delete(AuditEntry)], ids=["update", "delete"]
)
def test_an_entry_cannot_be_changed(session: Session, change: object) -> None:
    record(session, Event.SIGNED_IN, "person 7", at=make.NOW, actor_id=None)
    session.flush()

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(change)  # type: ignore[call-overload]
