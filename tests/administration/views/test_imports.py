"""Is a list shown as a plan first, and carried out exactly as it was shown?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.administration.conftest import Tree
from training.accounts.models import Person, RoleGrant
from training.foundation.audit import AuditEntry
from training.foundation.outbox import OutboxLetter

IMPORT = "/en/administration/people/import"
LIST = "Jméno;Příjmení;E-mail;Organizace;Jazyk\nJana;Nováková;jana@x.cz;desk;cs\nŘehoř;Šťastný;r@x.cz;comune;cs\n"


def send(client: FlaskClient, content: bytes, **typed: str) -> TestResponse:
    """Send a file."""
    sent = {"file": (BytesIO(content), "list.csv"), "organisation": "hall", "preferred": "de", **typed}
    return client.post(IMPORT, data=sent, content_type="multipart/form-data")


def carried(page: str) -> dict[str, str]:
    """Read the hidden fields of the form that confirms."""
    form = page[page.index(f'action="{IMPORT}/confirm"') :]
    return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}


def emails(session: Session) -> list[str]:
    """List the addresses of the people of the list."""
    found = select(Person.email).where(Person.email.like("%@x.cz")).order_by(Person.email)
    return list(session.scalars(found))


def test_the_plan_is_shown_and_nothing_is_written(administering: FlaskClient, session: Session) -> None:
    answer = send(administering, LIST.encode("windows-1250"))
    assert answer.status_code == 200
    for told in ("Nothing has been written yet.", "Windows, Central Europe (1250)", "Nováková", "(comune)"):
        assert told in answer.text
    assert emails(session) == []
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_the_confirmed_plan_is_carried_out(administering: FlaskClient, session: Session, tree: Tree) -> None:
    answer = administering.post(f"{IMPORT}/confirm", data=carried(send(administering, LIST.encode()).text))
    assert (answer.status_code, emails(session)) == (303, ["jana@x.cz"])
    assert "1 person is new and gets an invitation." in administering.get(str(answer.location)).text
    jana = session.scalars(select(Person).where(Person.email == "jana@x.cz")).one()
    told = (jana.name, jana.language, jana.organisation_id, jana.folded)
    assert told == ("Jana Nováková", "cs", tree.desk.id, "jana novakova jana@x.cz")
    assert session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == jana.id)).all() == ["learner"]
    letters = session.execute(select(OutboxLetter.person_id, OutboxLetter.letter)).all()
    assert letters == [(jana.id, "invitation")]
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.event for entry in entries] == ["person-added", "person-invited", "people-imported"]
    assert (entries[-1].facts["created"], entries[-1].facts["refused"]) == (1, 1)
    assert "ana" not in " ".join(str(entry.facts) for entry in entries)


def test_people_who_are_here_are_brought_up_to_date(administering: FlaskClient, session: Session, tree: Tree) -> None:
    jana = make.person(session, organisation=tree.library, email="jana@x.cz", name="Jana Stará")
    page = send(administering, LIST.encode()).text
    assert "name, language, organisation" in page
    administering.post(f"{IMPORT}/confirm", data=carried(page))
    session.refresh(jana)
    assert (jana.name, jana.organisation_id, jana.folded) == ("Jana Nováková", tree.desk.id, "jana novakova jana@x.cz")
    assert session.scalar(select(func.count()).select_from(OutboxLetter)) == 0
    assert "There is nothing to carry out." in send(administering, LIST.encode()).text


def test_a_plan_that_has_become_another_is_shown_again_and_not_carried_out(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    confirmed = carried(send(administering, LIST.encode()).text)
    make.person(session, organisation=tree.comune, email="jana@x.cz", name="Somebody else")
    answer = administering.post(f"{IMPORT}/confirm", data=confirmed)
    assert (answer.status_code, "Things have changed since you saw the plan." in answer.text) == (409, True)
    assert session.scalars(select(Person.name).where(Person.email == "jana@x.cz")).all() == ["Somebody else"]


def test_a_changed_file_is_not_carried_out_under_the_old_plan(administering: FlaskClient, session: Session) -> None:
    confirmed = carried(send(administering, LIST.encode()).text)
    other = carried(send(administering, LIST.replace("jana@", "evil@").encode()).text)
    answer = administering.post(f"{IMPORT}/confirm", data=confirmed | {"content": other["content"]})
    assert (answer.status_code, emails(session)) == (409, [])


def test_a_file_is_read_differently_when_asked_to(administering: FlaskClient) -> None:
    page = send(administering, LIST.replace("ť", "t").encode("windows-1250")).text
    again = {**carried(page), "encoding": "windows-1252"}
    assert "Øehoø" in administering.post(IMPORT, data=again).text
    refused = administering.post(IMPORT, data={**again, "encoding": "utf-8"})
    assert (refused.status_code, "cannot be read in this way" in refused.text) == (422, True)


def test_a_workbook_is_carried_out_as_well(administering: FlaskClient, session: Session) -> None:
    book, written = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("Name", "E-Mail"), ("Jana Nováková", "jana@x.cz")):
        sheet.append(row)
    book.save(written)
    page = send(administering, written.getvalue()).text
    assert "Is it read rightly?" not in page
    administering.post(f"{IMPORT}/confirm", data=carried(page))
    assert emails(session) == ["jana@x.cz"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file."),
        (b"a;b\n1;2", "No headings were found."),
        (b"email;name\n", "No row stands under the headings."),
        (b"PK\x03\x04", "This file cannot be read."),
    ],
)
def test_what_is_no_list_is_said(administering: FlaskClient, content: bytes, sentence: str) -> None:
    answer = send(administering, content)
    assert (answer.status_code, sentence in answer.text) == (422, True)


@pytest.mark.parametrize("content", ["%%%", "AAAA", "eJx"])
def test_garbled_content_is_refused(administering: FlaskClient, content: str) -> None:
    sent = {"content": content, "preferred": "en", "plan": "x"}
    assert administering.post(f"{IMPORT}/confirm", data=sent).status_code == 422


def test_a_thousand_people_take_as_many_statements_as_ten(
    administering: FlaskClient, session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def count(number: int) -> int:
        rows = "".join(f"p{each}.{number}@x.cz,Person {each}\n" for each in range(number))
        confirmed = carried(send(administering, f"email,name\n{rows}".encode()).text)
        with statements() as seen:
            assert administering.post(f"{IMPORT}/confirm", data=confirmed).status_code == 303
        return len(seen)

    assert count(10) == count(900)


def test_ten_thousand_rows_fit_into_the_page(administering: FlaskClient) -> None:
    """What the page carries must come back through the form."""
    rows = "".join(f"first.last{each * 7919 % 10_000}@magistrat.linz.example;Person {each}\n" for each in range(10_000))
    page = send(administering, f"email;name\n{rows}".encode()).text
    assert len(carried(page)["content"]) < 500_000
