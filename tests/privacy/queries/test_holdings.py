"""Is everything that is kept about a person found, and nothing of others?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from tests import make
from tests.privacy.canaries import CANARY, traces
from training.privacy.queries import everything_about
from training.privacy.rules import holdings


def test_whatever_somebody_has_left_is_told(session: Session) -> None:
    person = traces(session)

    told = everything_about(session, person.id)

    rows = {holding.table: rows for held in told.values() for holding, rows in held if rows}
    assert rows["person"] == [
        {
            "name": f"Zofia {CANARY}",
            "email": "kanarek@example.org",
            "organisation": "Town hall",
            "language": "pl",
            "since": make.NOW,
            "extra_time": 50,
            "reminders": True,
        }
    ]
    assert rows["note"][0]["text"] == f"My note, {CANARY}"
    assert {row["module"] for row in rows["reading"] + rows["completion"] + rows["note"]} == {"craft"}
    expected = {"person", "note", "answer", "report_message", "outbox_letter", "sign_in", "passkey", "audit_entry"}
    assert expected <= set(rows)


def test_nothing_of_others_is_told(session: Session) -> None:
    traces(session)
    other = make.person(session, role=None)

    told = everything_about(session, other.id)

    assert {holding.table for held in told.values() for holding, rows in held if rows} == {"person"}


def test_each_holding_costs_one_statement_however_much_there_is(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    person = traces(session)

    with statements() as asked:
        everything_about(session, person.id)

    assert len(asked) == len(holdings())
