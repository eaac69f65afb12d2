"""Does the page say what leaves the house, and is what comes back taken from whoever bears the ticket, once?"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.machines import PASSWORD, FalseMachine, false_machine
from tests.translation.views.test_overview import words
from training.accounts.models import Person
from training.commands.drafts import _callback
from training.content.models import ModuleRow
from training.content.rules.segments import segments
from training.foundation.permissions import Role
from training.translation.actions.drafts import note_sent, take_order
from training.translation.files.machines import MachineOrder, machine_of
from training.translation.models import DraftOrder, Translation
from training.translation.queries.drafts import Ordered, ordered
from training.translation.rules.drafts import Progress, job_of

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/translation/craft/de/drafts"
SOURCES = dict(segments(make.module_value()))


@pytest.fixture
def machine(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FalseMachine]:
    """Let the eTranslation draft on this site."""
    with false_machine() as made:
        config = replace(app.config["TRAINING"], machine=made.etranslation())
        monkeypatch.setitem(app.config, "TRAINING", config)
        yield made


@dataclass(frozen=True, slots=True)
class Desk:
    """A module with one German translation, of an older text, and a translator with a browser."""

    browser: FlaskClient
    craft: ModuleRow
    nina: Person


@pytest.fixture
def desk(client: FlaskClient, session: Session, sign_in: SignIn) -> Desk:
    """Let a translator sit down."""
    make.version(session)
    craft = make.module(session)
    make.translation(session, craft, segment="module/title", source="Older", text="Älter")
    nina = make.person(session, role=Role.TRANSLATOR)
    return Desk(sign_in(client, nina), craft, nina)


def test_there_is_no_page_without_a_machine(desk: Desk) -> None:
    browser = desk.browser

    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, data={"which": "missing"}).status_code == 404
    assert PAGE not in browser.get("/en/translation/craft").text


def test_the_page_says_what_is_sent_where_and_orders_it(
    session: Session, desk: Desk, machine: FalseMachine, sign_in: SignIn
) -> None:
    browser = desk.browser

    page = browser.get(PAGE).text
    said = words(page)

    assert f"{len(SOURCES) - 1} texts are missing" in said
    assert "1 text is out of date" in said
    assert "eTranslation, the machine translation of the European Commission (127.0.0.1)" in said
    assert "no personal data" in said
    assert PASSWORD not in page
    assert PAGE in browser.get("/en/translation/craft").text
    assert browser.post(PAGE, data={"which": "everything"}).status_code == 422
    done = browser.post(PAGE, data={"which": "both"})
    assert (done.status_code, done.location) == (303, PAGE)
    (order,) = session.scalars(select(DraftOrder))
    ordered_by = order.ordered_by, order.module_id, order.provider
    assert (len(order.segments), *ordered_by) == (len(SOURCES), desk.nina.id, desk.craft.id, "etranslation")
    # The worker sends it.
    assert not machine.asked
    assert browser.get(PAGE.replace("/de/", "/en/")).status_code == 404
    assert sign_in(browser, make.person(session)).get(PAGE).status_code == 403


@pytest.mark.usefixtures("machine")
def test_the_page_tells_what_became_of_orders(
    session: Session, desk: Desk, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    desk.browser.post(PAGE, data={"which": "both"})
    with statements() as first:
        said = words(desk.browser.get(PAGE).text)

    assert f"{len(SOURCES)} texts were ordered. The order waits to be sent" in said
    assert "There is nothing to draft at the moment." in said

    over: dict[str, Any] = {"ended_at": make.NOW, "outcome": "failed", "reference": "failed 1 0 refused -20000"}
    for _ in range(3):
        place(session, desk, ["module/title"], refused=1, **over)
    with statements() as second:
        said = words(desk.browser.get(PAGE).text)
    assert "The service refused the order. Its code for that is -20000. 1 draft was refused" in said
    assert len(first) == len(second)


@pytest.mark.usefixtures("csrf")
def test_what_a_machine_delivers_is_kept_once(app: Flask, session: Session, desk: Desk, machine: FalseMachine) -> None:
    wanted, callback = taken(app, session, desk)
    job = job_of(wanted.module, wanted.texts, numbers=wanted.numbers)
    order = MachineOrder(texts=job.texts, source="en", target="de", callback=callback)
    answer = machine_of(machine.etranslation()).translate(order)
    note_sent(session, wanted.id, answer.reference, now=make.NOW)
    delivery = machine.delivered(machine.asked[0][1])
    path = urlsplit(callback).path

    # It says first that it is done, then brings it; now and then it brings it twice.
    parts = (b'{"requestId": 4711}', delivery, delivery)
    assert [app.test_client().post(path, data=said).status_code for said in parts] == [200, 200, 200]

    (row,) = session.scalars(select(DraftOrder))
    assert (row.outcome, row.kept, row.refused) == ("done", len(SOURCES), 0)
    title = select(Translation).where(Translation.segment == "module/title", Translation.origin == "machine")
    assert [found.text for found in session.scalars(title)] == [f"{SOURCES['module/title']} (übersetzt)"]
    assert app.test_client().post(f"{path}x", data=delivery).status_code == 400


@pytest.mark.usefixtures("machine")
def test_a_failure_that_is_delivered_ends_the_order(app: Flask, session: Session, desk: Desk) -> None:
    _, callback = taken(app, session, desk)
    path, browser = urlsplit(callback).path, app.test_client()

    assert browser.post(path, data=b" " * (1024 * 1024 + 1)).status_code == 413
    assert browser.post(path, json={"errorCode": -50000, "errorMessage": "a word of theirs"}).status_code == 200

    (order,) = session.scalars(select(DraftOrder))
    assert (order.outcome, Progress.read(order.reference).said) == ("failed", "refused -50000")


def place(session: Session, desk: Desk, addresses: list[str], *, refused: int = 0, **columns: Any) -> None:
    """Store an order."""
    of_pair = {"module_id": desk.craft.id, "language": "de", "ordered_by": desk.nina.id, "ordered_at": make.NOW}
    row = DraftOrder(**of_pair, segments=addresses, provider="etranslation", kept=0, refused=refused, **columns)
    session.add(row)
    session.flush()


def taken(app: Flask, session: Session, desk: Desk) -> tuple[Ordered, str]:
    """Order everything, and let a worker take it; return what it sends, and where the answer goes."""
    place(session, desk, list(SOURCES))
    order = take_order(session, provider="etranslation", now=make.NOW)
    assert order is not None
    wanted = ordered(session, order)
    return wanted, _callback(app, wanted)
