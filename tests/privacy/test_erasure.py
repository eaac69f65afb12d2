"""Is nothing left of somebody who was erased, and everything of what they did?"""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import make
from tests.databases import opened
from tests.privacy.canaries import CANARY, found_in, traces
from training.accounts.models import Person
from training.foundation import migrating
from training.foundation.db import forget_deleted
from training.foundation.errors import NotFound, Refused
from training.privacy.actions import erase_person
from training.privacy.rules import holdings
from training.quizzes.models import Answer
from training.tables import append_only_tables, make_models_known

#: Where the canary sings before; a table that learns to hold words has to join them, or explain itself.
BEFORE = [
    "access_token.name",
    "answer.response",
    "authenticator.sealed",
    "delivery.sealed",
    "delivery.target",
    "identity.subject",
    "kept_text.typed",
    "note.text",
    "ordered_file.name",
    "ordered_file.query",
    "passkey.credential",
    "passkey.name",
    "passkey.public_key",
    "person.email",
    "person.folded",
    "person.name",
    "recovery_code.digest",
    "report_message.text",
    "sign_in.device",
]


def _counts(session: Session) -> dict[str, int]:
    tables = make_models_known().tables
    about_people = {holding.table for holding in holdings()}
    return {
        name: session.scalar(select(func.count()).select_from(tables[name])) or 0
        for name in append_only_tables()
        if name in about_people and name != "audit_entry"
    }


def test_no_trace_of_the_person_is_left_in_any_table(session: Session, now: datetime) -> None:
    person = traces(session)
    assert found_in(session) == BEFORE

    erase_person(session, person.id, now=now, actor_id=None)
    session.commit()

    assert found_in(session) == []


def test_facts_stay_of_nobody(session: Session, now: datetime) -> None:
    person = traces(session)
    before = _counts(session)
    choices = select(Answer.response).where(Answer.question == "first")
    chosen = session.scalars(choices).all()

    erase_person(session, person.id, now=now, actor_id=None)
    session.commit()

    assert all(before.values())
    assert _counts(session) == before
    assert session.scalars(choices).all() == chosen
    kept = session.get_one(Person, person.id)
    assert (kept.name, kept.email, kept.erased_at) == ("", f"erased-{person.id}@nobody.invalid", now)


def test_nobody_else_is_touched(session: Session, now: datetime) -> None:
    person = traces(session)
    other = make.person(session, name="Somebody", email="somebody@example.org")
    enrolment = make.enrolment(session, other, make.published_module(session, make.module_value("other")))
    make.note(session, enrolment, text="A word of somebody")

    erase_person(session, person.id, now=now, actor_id=None)

    assert found_in(session, "somebody") == ["note.text", "person.email", "person.folded", "person.name"]


def test_erasing_is_an_entry_and_happens_once(session: Session, now: datetime) -> None:
    person = make.person(session)
    erase_person(session, person.id, now=now, actor_id=None)

    with pytest.raises(NotFound):
        erase_person(session, person.id, now=now, actor_id=None)


def test_the_last_administrator_stays(session: Session, now: datetime) -> None:
    alone = make.person(session, role="administrator", everywhere=True)

    with pytest.raises(Refused, match="last-administrator"):
        erase_person(session, alone.id, now=now, actor_id=None)


@pytest.mark.parametrize("response", [{"text": ""}, {"text": "other words"}, {"choices": []}])
def test_the_answer_of_somebody_who_is_here_cannot_be_changed(session: Session, response: dict[str, object]) -> None:
    traces(session)

    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(update(Answer).values(response=response))


def test_the_words_of_somebody_erased_can_only_be_taken_out(session: Session, now: datetime) -> None:
    person = traces(session)
    erase_person(session, person.id, now=now, actor_id=None)
    session.commit()

    for change in ({"response": {"text": "planted"}}, {"question": "other"}, {"language": "de"}):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(update(Answer).values(**change))


def test_no_trace_is_left_in_the_file_of_the_database(tmp_path: Path, now: datetime) -> None:
    """SQLite writes over what it deletes, and its log of changes is emptied."""
    file = tmp_path / "site.sqlite"
    engine = opened(f"sqlite:///{file}")
    migrating.upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        person = traces(session)
        session.execute(text("SELECT 1"))
        assert _in_files(file)

        erase_person(session, person.id, now=now, actor_id=None)
        session.commit()
        forget_deleted(session)

    engine.dispose()
    assert _in_files(file) == []


def _in_files(file: Path) -> list[str]:
    sought = (CANARY.encode(), CANARY.lower().encode())
    return [each.name for each in file.parent.iterdir() if any(word in each.read_bytes() for word in sought)]
