"""Who leaves a trace everywhere? Somebody whose every word can be found again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from tests import make, reports
from training.accounts.models import Authenticator, Identity, Passkey, Person, RecoveryCode, SignIn
from training.assignments.models import AssignedPerson, Assignment, Reminder
from training.content.actions import keep_text
from training.foundation.audit import Event, record
from training.foundation.outbox import Letter, post
from training.reporting.actions.standings import rebuild
from training.reporting.models import AccessToken, Delivery, OrderedFile
from training.tables import make_models_known

#: In everything that a person typed or that names them.
CANARY = "Kanarek"
PASSWORD = "seven green bicycles in the rain"


def traces(session: Session) -> Person:
    """Let somebody leave something in every table that can hold it."""
    published = make.published_module(session)
    person = make.person(
        session,
        email=f"{CANARY}@example.org".lower(),
        name=f"Zofia {CANARY}",
        password=PASSWORD,
        language="pl",
        extra_time_percent=50,
    )
    make.grant(session, person, role="trainer")
    _learning(session, person, published)
    _ways_in(session, person)
    _required(session, person, published)
    make.release(session)
    make.earlier_translation(session, published.row, person)
    make.decisions(session, published.row, person)
    keep_text(
        session,
        person_id=person.id,
        module_id=published.row.id,
        unit="who/hook",
        basis="",
        typed={"body": [f"As I, {CANARY}, see it"]},
        now=make.NOW,
    )
    post(session, Letter.INVITATION, person_id=person.id, now=make.NOW)
    record(session, Event.PERSON_ADDED, f"person {person.id}", at=make.NOW, actor_id=person.id)
    session.commit()
    return person


def _learning(session: Session, person: Person, published: make.Published) -> None:
    enrolment = make.enrolment(session, person, published)
    make.reading(session, enrolment, published, lesson="who")
    make.note(session, enrolment, text=f"My note, {CANARY}")
    attempt = make.attempt(session, enrolment, published)
    make.answer(session, attempt, question="words", response={"text": f"I am {CANARY}"})
    make.answer(session, attempt, question="first", response={"choices": ["museum"]})
    make.grade(session, attempt)
    make.completion(session, enrolment, published)
    rebuild(session, now=make.NOW)
    report = reports.report(session, person, published, words=f"I am {CANARY}")
    reports.decision(session, report, make.person(session, name="Somebody Else"), reply=f"Thank you, {CANARY}")


def _ways_in(session: Session, person: Person) -> None:
    mine: dict[str, Any] = {"person_id": person.id}
    session.add_all(
        [
            SignIn(
                **mine,
                digest=uuid4().hex,
                started_at=make.NOW,
                seen_at=make.NOW,
                way="password",
                confirmed_at=make.NOW,
                device=CANARY,
            ),
            Authenticator(**mine, sealed=CANARY, last_step=1, added_at=make.NOW),
            Passkey(
                **mine,
                credential=CANARY.encode(),
                public_key=CANARY.encode(),
                sign_count=1,
                name=f"{CANARY}'s key",
                added_at=make.NOW,
                used_at=make.NOW,
            ),
            RecoveryCode(**mine, digest=CANARY, made_at=make.NOW),
            Identity(**mine, issuer="https://id.example", subject=CANARY, language="pl", given=[], joined_at=make.NOW),
            OrderedFile(
                **mine,
                id=uuid4(),
                content="completions",
                kind="csv",
                language="en",
                query={"q": CANARY},
                stage="waiting",
                ordered_at=make.NOW,
                name=CANARY,
                **dict.fromkeys(("size", "lines", "total"), 0),
                reach={},
                second_factor=False,
            ),
            Delivery(
                **mine,
                way="sftp",
                place="*",
                kind="csv",
                language="en",
                target={"user": CANARY},
                sealed=CANARY,
                made_at=make.NOW,
                tries=0,
                second_factor=False,
            ),
            AccessToken(
                **mine,
                digest=uuid4().hex,
                name=f"{CANARY}'s report",
                place="*",
                second_factor=False,
                made_at=make.NOW,
                expires_at=make.NOW + timedelta(days=30),
                taken=[],
            ),
        ]
    )
    session.flush()


def _required(session: Session, person: Person, published: make.Published) -> None:
    assignment = Assignment(
        module_id=published.row.id,
        organisation_id=person.organisation_id,
        listed=True,
        due_on=(make.NOW + timedelta(days=30)).date(),
        compulsory=True,
        assigned_by=person.id,
        assigned_at=make.NOW,
    )
    session.add(assignment)
    session.flush()
    key = {"assignment_id": assignment.id, "person_id": person.id}
    session.add_all([AssignedPerson(**key), Reminder(**key, round=1, name="opened", posted_at=make.NOW)])
    session.flush()


def found_in(session: Session, canary: str = CANARY) -> list[str]:
    """Name every column of every table in which the canary still sings."""
    places = []
    for table in make_models_known().sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column in table.columns:
                value = row[column.name]
                text = bytes(value).decode("latin-1") if isinstance(column.type, LargeBinary) and value else str(value)
                if canary.lower() in text.lower():
                    places.append(f"{table.name}.{column.name}")
    return sorted(set(places))
