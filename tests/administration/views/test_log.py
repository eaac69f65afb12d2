"""Does the page of the log tell administrators everything, and nobody else anything?"""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.foundation.audit import Event, links, record
from training.foundation.chain import Link, verified
from training.foundation.permissions import Role

LOG = "/en/administration/log"
EXPORT = f"{LOG}/export"
SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def administrator(session: Session) -> Person:
    """Give an administrator of everywhere."""
    return make.person(session, role=Role.ADMINISTRATOR, everywhere=True, name="Ada Adamová")


@pytest.fixture
def office(client: FlaskClient, sign_in: SignIn, administrator: Person) -> FlaskClient:
    """Give the browser in which this administrator is signed in."""
    return sign_in(client, administrator)


def test_an_entry_is_a_sentence_with_who_did_it_about_whom(
    office: FlaskClient, session: Session, administrator: Person
) -> None:
    learner = make.person(session, name="Jana Nováková")
    _record(session, Event.ROLE_GRANTED, f"person {learner.id}", administrator, role="trainer", region="linz")

    page = office.get(LOG).text

    assert "A role was given." in page
    assert f'Done by: <a href="{LOG}?person={administrator.id}">Ada Adamová</a>.' in page
    assert f'About: <a href="{LOG}?person={learner.id}">Jana Nováková</a>.' in page
    assert "role: trainer" in page
    assert "20 November 2026, 09:30:00".replace(" ", "\N{NO-BREAK SPACE}", 2) in page
    assert "Times are in UTC." in page


def test_who_was_erased_has_no_name_in_the_log(office: FlaskClient, session: Session) -> None:
    gone = make.person(session, name="Unverwechselbar", erased_at=make.NOW)
    _record(session, Event.SIGNED_IN, f"person {gone.id}", gone)

    page = office.get(LOG).text

    assert "an erased person" in page
    assert "Unverwechselbar" not in page


def test_every_event_has_words(app: Flask) -> None:
    with app.test_request_context("/en/"):
        words = app.extensions["pages"]("en").get_template("administration/_log_words.html").module.words

    assert sorted(words) == sorted(Event)
    assert len(set(words.values())) == len(Event)


def test_an_event_that_this_version_does_not_know_is_shown_by_its_code(office: FlaskClient, session: Session) -> None:
    unknown = type("Unknown", (), {"value": "sent-to-the-moon"})()
    record(session, unknown, "rocket 7", at=make.NOW, actor_id=None)
    session.commit()

    assert "sent-to-the-moon" in office.get(LOG).text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("event=module-imported", ["module silk"]),
        ("subject=module+craft", ["module craft"]),
        ("since=2026-11-21", []),
        ("until=2026-11-20&event=", ["module craft", "module silk"]),
    ],
)
def test_the_page_lists_what_is_looked_for(office: FlaskClient, session: Session, query: str, shown: list[str]) -> None:
    _record(session, Event.MODULE_IMPORTED, "module silk")
    _record(session, Event.MODULE_PUBLISHED, "module craft")

    page = office.get(f"{LOG}?{query}").text

    assert [subject for subject in ("module craft", "module silk") if f">{subject}</a>" in page] == shown
    assert ("There are no such entries." in page) is (not shown)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("person=nobody@example.org", "Nobody here has this address or number."),
        ("person=x", "Nobody here has this address or number."),
        ("event=burnt", "Choose an event from the list."),
        ("since=yesterday", "Write a date as day, month and year."),
        (f"subject={'x' * 201}", "Write no more than 200 characters."),
    ],
)
def test_what_cannot_be_looked_for_is_explained(office: FlaskClient, query: str, sentence: str) -> None:
    answer = office.get(f"{LOG}?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text


def test_one_page_leads_to_the_next_with_what_is_looked_for(
    office: FlaskClient, session: Session, administrator: Person
) -> None:
    for number in range(30):
        _record(session, Event.SIGNED_IN, f"person {administrator.id}", administrator, number=number)
    first = office.get(f"{LOG}?event=signed-in&person={administrator.id}").text
    address = first.split("before=")[1].split('"')[0]

    second = office.get(f"{LOG}?event=signed-in&person={administrator.id}&before={address}").text

    assert f"{LOG}?event=signed-in&amp;person={administrator.id}&amp;before={address}" in first
    numbers = [number for number in range(30) for page in (first, second) if f"number: {number}<" in page]
    assert numbers == list(range(30))
    assert "Older entries" not in second


def test_a_page_that_no_page_leads_to_is_not_found(office: FlaskClient) -> None:
    assert office.get(f"{LOG}?before=yesterday").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_what_is_looked_for_is_had_as_a_file_and_that_is_an_entry(
    office: FlaskClient, session: Session, administrator: Person, kind: str
) -> None:
    _record(session, Event.SIGNED_IN, "person 70")
    _record(session, Event.MODULE_PUBLISHED, "module craft")

    answer = office.post(EXPORT, data={"kind": kind, "event": "signed-in", "subject": "person 70"})

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    assert ("person 70" in answer.text, "module craft" in answer.text) == (True, False)
    *_, entry = links(session)
    assert (entry.event, entry.actor_id, entry.subject) == ("log-exported", administrator.id, "log")
    assert entry.facts == {"kind": kind, "event": "signed-in", "subject_named": True}


def test_the_whole_log_as_a_file_can_be_verified(office: FlaskClient, session: Session) -> None:
    for number in range(3):
        _record(session, Event.SIGNED_IN, f"person {number}")

    lines = office.post(EXPORT, data={"kind": "jsonl"}).text.splitlines()

    read = [Link(**json.loads(line)) for line in reversed(lines)]
    standing = list(links(session))
    assert [entry.digest for entry in read] == [entry.digest for entry in standing]
    assert verified(standing).count == 4


def test_a_file_leaves_as_it_is_read(office: FlaskClient, session: Session) -> None:
    """To compress it, the whole log would have to be in memory."""
    for number in range(30):
        _record(session, Event.SIGNED_IN, f"person {number}")

    answer = office.post(EXPORT, data={"kind": "csv"}, headers={"Accept-Encoding": "gzip"})

    assert len(answer.data) > 1000
    assert not {"Content-Encoding", "Content-Length"} & set(answer.headers.keys())


def test_nothing_is_exported_that_was_not_rightly_asked_for(office: FlaskClient, session: Session) -> None:
    answers = [office.post(EXPORT, data=data) for data in ({"kind": "exe"}, {"kind": "csv", "person": "nobody"})]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert list(links(session)) == []


def test_a_file_needs_a_token(office: FlaskClient, session: Session, csrf: None) -> None:
    assert office.post(EXPORT, data={"kind": "csv"}).status_code == 400
    assert list(links(session)) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_reads_the_log(
    client: FlaskClient, session: Session, sign_in: SignIn, role: Role
) -> None:
    sign_in(client, make.person(session, role=role, everywhere=True))

    assert [client.get(LOG).status_code, client.post(EXPORT, data={"kind": "csv"}).status_code] == [403, 403]


def test_an_administrator_of_one_region_does_not_read_the_log(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    """Whom an entry is about does not tell for every entry to which region it belongs."""
    sign_in(client, make.person(session, role=Role.ADMINISTRATOR, region="linz"))

    assert [client.get(LOG).status_code, client.post(EXPORT, data={"kind": "csv"}).status_code] == [403, 403]


def test_more_entries_take_no_more_statements(
    office: FlaskClient,
    session: Session,
    administrator: Person,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    office.get(LOG)
    for _ in range(30):
        _record(session, Event.ROLE_GRANTED, f"person {make.person(session).id}", make.person(session))
    with statements() as seen:
        office.get(LOG)
    # The person, the entries, the names.
    assert len(seen) == 3, seen
    with statements() as seen:
        office.get(f"{LOG}?person={administrator.id}&event=role-granted&since=2026-11-01")
    # Nobody to look up: no names.
    assert len(seen) == 2, seen


def _record(session: Session, event: Event, subject: str, actor: Person | None = None, **facts: str | int) -> None:
    record(session, event, subject, at=make.NOW, actor_id=actor.id if actor else None, **facts)
    session.commit()
