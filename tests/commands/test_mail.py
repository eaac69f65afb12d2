"""Do letters leave, each in a transaction of its own, and is nothing about a person left behind on the way?"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from tests.mail.server import MailServer
from training.app import create_app
from training.commands.mail import deliver
from training.config import Config
from training.foundation import outbox
from training.foundation.extensions import db
from training.foundation.outbox import Letter, OutboxLetter
from training.mail.rules import mark

NAME, ADDRESS = "Canary Ptáčková", "canary@nest.example"


def letters(session: Session) -> dict[str, list[str | None]]:
    """List what became of the letters, by their person's address."""
    session.expire_all()
    rows = session.execute(text("SELECT email, state, fault FROM outbox_letter JOIN person ON person.id = person_id"))
    return {email: [state, fault] for email, state, fault in rows}


def invite(session: Session, *emails: str, name: str = "Jana") -> None:
    """Post a letter to new people."""
    for email in emails:
        person = make.person(session, email=email, name=name)
        outbox.post(session, Letter.INVITATION, person_id=person.id, now=make.NOW)
    session.commit()


def test_what_is_due_leaves_and_is_marked(session: Session, sending: Callable[..., Flask], server: MailServer) -> None:
    invite(session, "jana@example.org", "petr@example.org")

    assert deliver(sending(mail_return="bounces@example.eu")) == 2

    assert letters(session) == {"jana@example.org": ["sent", None], "petr@example.org": ["sent", None]}
    assert [letter["To"].addresses[0].username for letter in server.letters] == ["jana", "petr"]
    assert server.connections == 1
    assert all(back.startswith("bounces+l") for back in server.returns)
    assert deliver(sending()) == 0


def test_one_refused_address_does_not_keep_the_others(
    session: Session, sending: Callable[..., Flask], server: MailServer
) -> None:
    invite(session, "gone@example.org", "not an address", "jana@example.org")
    server.recipients["gone@example.org"] = "550 5.1.1 <gone@example.org> is gone"

    assert deliver(sending()) == 1

    assert letters(session) == {
        "gone@example.org": ["bounced", "recipient 550 5.1.1"],
        "not an address": ["bounced", "address"],
        "jana@example.org": ["sent", None],
    }


def test_a_server_that_lets_nobody_in_is_asked_once(
    session: Session, sending: Callable[..., Flask], server: MailServer
) -> None:
    invite(session, "jana@example.org", "petr@example.org")
    server.senders["training@example.eu"] = "451 later"

    assert deliver(sending()) == 0

    assert letters(session) == {"jana@example.org": ["waiting", "sender 451"], "petr@example.org": ["waiting", None]}


def test_a_letter_that_cannot_be_written_waits_and_keeps_nobody(
    session: Session, sending: Callable[..., Flask], server: MailServer
) -> None:
    person = make.person(session, email="jana@example.org")
    outbox.post(session, Letter.LEARNING_REMINDER, person_id=person.id, now=make.NOW)
    invite(session, "petr@example.org")

    assert deliver(sending()) == 1

    assert letters(session)["jana@example.org"] == ["waiting", "writing"]


@pytest.mark.parametrize("column", ["disabled_at", "erased_at"])
def test_a_closed_account_gets_no_letter(
    session: Session, sending: Callable[..., Flask], server: MailServer, column: str
) -> None:
    invite(session, "jana@example.org")
    session.execute(text(f"UPDATE person SET {column} = :now"), {"now": make.NOW})  # noqa: S608 (ours)
    session.commit()

    assert deliver(sending()) == 0

    assert letters(session) == {"jana@example.org": ["given-up", "account closed"]}
    assert server.letters == []


@pytest.mark.parametrize("settings", [{"demonstration": True}, {"mail_server": None}])
def test_nothing_leaves_from_a_demonstration_and_without_a_server(
    session: Session, sending: Callable[..., Flask], server: MailServer, settings: dict[str, object]
) -> None:
    invite(session, "jana@example.org")

    assert deliver(sending(**settings)) == 0

    assert letters(session) == {"jana@example.org": ["waiting", None]}
    assert server.letters == []


def test_no_row_and_no_line_holds_a_name_an_address_or_a_link(
    session: Session, sending: Callable[..., Flask], server: MailServer, capfd: pytest.CaptureFixture[str]
) -> None:
    """Both where a letter leaves, and where the server writes the address into what it says, and where ours fails."""
    invite(session, ADDRESS, name=NAME)
    deliver(sending())
    server.recipients[ADDRESS] = f"550 5.1.1 <{ADDRESS}>: {NAME.encode('ascii', 'replace').decode()} is unknown"
    person_id = session.scalar(select(OutboxLetter.person_id)) or 0
    outbox.post(session, Letter.PASSWORD_RESET, person_id=person_id, now=make.NOW)
    session.commit()
    deliver(sending())
    outbox.clear_bounces(session, person_id, now=make.NOW)
    outbox.post(session, Letter.ACCOUNT_CHANGED, person_id=person_id, now=make.NOW)
    session.commit()
    deliver(sending())

    rows = [str(tuple(row)) for row in session.execute(text("SELECT * FROM outbox_letter"))]
    said = capfd.readouterr()
    lines = said.err.splitlines()
    assert [letter["Subject"] for letter in server.letters] == ["Your account at InduCCI Training"]
    assert len(rows) == 3
    assert sum(json.loads(line)["event"] == "letter" for line in lines) == 3
    for kept in (*rows, *lines, said.out):
        assert not [word for word in ("anary", "nest.example", "/password/", "http") if word in kept], kept


RETURNED = """\
To: {to}
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.eu

Final-Recipient: rfc822; jana@example.org
Action: failed
Status: 5.1.1

--B--
"""


def test_what_comes_back_by_the_pipe_of_the_mail_server_is_marked(
    call: Run, settings: dict[str, str], now: datetime
) -> None:
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        person = make.person(session)
        outbox.post(session, Letter.INVITATION, person_id=person.id, now=now)
        letter_id = session.scalar(select(OutboxLetter.id)) or 0
    ours = mark(letter_id, now, key=settings["TRAINING_SECRET_KEY"])

    known = call("mail", "bounce", typed=RETURNED.format(to=f"bounces+{ours}@example.eu"), **settings)
    unknown = call("mail", "bounce", typed=RETURNED.format(to="bounces@example.eu"), **settings)

    assert known.stdout == f"Letter {letter_id} has bounced.\n"
    assert (unknown.returncode, unknown.stdout) == (0, "Nothing to do: it tells of no letter of ours.\n")
    with Session(engine) as session:
        assert session.execute(text("SELECT state, fault FROM outbox_letter")).all() == [("bounced", "returned 5.1.1")]
    engine.dispose()


def test_an_invitation_is_posted_by_a_command(call: Run, settings: dict[str, str]) -> None:
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        make.person(session, email="new@example.org")
        make.person(session, email="here@example.org", password_hash="a hash")

    done = call("person", "invite", "New@example.org", **settings)

    assert done.returncode == 0, done.stderr
    assert "password already" in one_line(call("person", "invite", "here@example.org", **settings))
    assert "Nobody signs in" in one_line(call("person", "invite", "nobody@example.org", **settings))
    with Session(engine) as session:
        assert [letter.letter for letter in session.scalars(select(OutboxLetter))] == ["invitation"]
    engine.dispose()


def test_in_a_demonstration_letters_are_held(call: Run, settings: dict[str, str]) -> None:
    """By a command, and by the site."""
    demonstration = settings | {"TRAINING_DEMONSTRATION": "1"}
    assert call("db", "upgrade", **demonstration).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        make.person(session, email="new@example.org")

    assert call("person", "invite", "new@example.org", **demonstration).returncode == 0
    site = create_app(Config.from_environment(demonstration))
    site.config["WTF_CSRF_ENABLED"] = False
    answer = site.test_client().post("/en/forgotten-password", data={"email": "new@example.org"})
    assert answer.status_code == 303
    with site.app_context():
        db.engine.dispose()

    with Session(engine) as session:
        assert session.scalars(select(OutboxLetter.state)).all() == ["held", "held"]
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [("TRAINING_MAIL_SERVER", "ftp://mail.example.eu"), ("TRAINING_MAIL_SERVER", "smtp://user:pa ss@:x")],
)
def test_a_wrong_mail_server_is_one_line_without_its_password(
    call: Run, settings: dict[str, str], tmp_path: Path, name: str, value: str
) -> None:
    words = settings | {name: value, "TRAINING_MAIL_FROM": "training@example.eu"}

    line = one_line(call("mail", "send", **words))

    assert "smtp://user:password@host:587" in line
    assert "pa ss" not in line


def test_a_mail_server_needs_a_sender(call: Run, settings: dict[str, str]) -> None:
    line = one_line(call("mail", "send", TRAINING_MAIL_SERVER="smtp://127.0.0.1", **settings))

    assert "TRAINING_MAIL_FROM" in line
