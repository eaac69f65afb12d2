"""Does somebody order files, fetch their own alone, and leave an entry when names leave the house?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.towns import Town, town
from training.accounts.models import Person
from training.config import Config
from training.foundation.audit import AuditEntry
from training.foundation.clock import now
from training.foundation.permissions import Role
from training.reporting.actions.exports import note_made
from training.reporting.models import OrderedFile
from training.reporting.rules.exports import MOST_FILES, Made

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/statistics/files"
ORDER = {"content": "completions", "kind": "xlsx", "organisation": "archive", "q": "anna", "else": "1"}


@pytest.fixture
def hall(session: Session) -> Town:
    """Give a town whose training officer orders files."""
    return town(session)


@pytest.fixture
def officer(client: FlaskClient, hall: Town, sign_in: SignIn) -> FlaskClient:
    """Give the officer's browser."""
    return sign_in(client, hall.officer)


@pytest.fixture
def folder(app: Flask) -> Path:
    """Give the folder of made files."""
    config: Config = app.config["TRAINING"]
    config.made_files_folder().mkdir(exist_ok=True)
    return config.made_files_folder()


def _made(session: Session, folder: Path, **changed: Any) -> UUID:
    """Make the file that was ordered."""
    wanted = session.scalars(select(OrderedFile)).one()
    reach = {"everywhere": False, "regions": [], "organisations": ["hall"]} | changed
    (folder / str(wanted.id)).write_bytes(b"names")
    note_made(session, wanted.id, Made(name="completions.xlsx", size=5, lines=3, reach=reach), now=now())
    return wanted.id


def test_what_the_page_before_was_asked_for_is_ordered_and_nothing_else(officer: FlaskClient, session: Session) -> None:
    answer = officer.post(PAGE, data=ORDER)

    assert (answer.status_code, answer.location) == (303, PAGE)
    wanted = session.scalars(select(OrderedFile)).one()
    assert wanted.query == {"organisation": "archive", "q": "anna"}
    assert "It waits for its turn." in officer.get(PAGE).text


def test_what_cannot_be_made_is_refused(officer: FlaskClient, session: Session) -> None:
    assert officer.post(PAGE, data=ORDER | {"content": "secrets"}).status_code == 404
    assert officer.post(PAGE, data=ORDER | {"kind": "exe"}).status_code == 422
    answers = [officer.post(PAGE, data=ORDER).status_code for _ in range(MOST_FILES + 1)]

    assert answers == [303] * MOST_FILES + [409]
    assert len(session.scalars(select(OrderedFile)).all()) == MOST_FILES


def test_the_owner_fetches_it_with_an_entry_without_names(officer: FlaskClient, session: Session, folder: Path) -> None:
    officer.post(PAGE, data=ORDER)
    address = f"{PAGE}/{_made(session, folder)}"

    answer = officer.get(address)

    assert (answer.status_code, answer.data) == (200, b"names")
    assert "completions.xlsx" in answer.headers["Content-Disposition"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "completions-exported")).one()
    assert (entry.facts["rows"], entry.facts["organisation"]) == (3, "archive")
    assert "anna" not in str(entry.facts)


def test_nobody_else_gets_it_nor_the_owner_who_may_see_less_by_now(
    officer: FlaskClient, session: Session, folder: Path, sign_in: SignIn
) -> None:
    officer.post(PAGE, data=ORDER)
    address = f"{PAGE}/{_made(session, folder, organisations=['hall', 'elsewhere'])}"
    partner = make.person(session, role=Role.PARTNER, region="linz")
    other = sign_in(officer.application.test_client(), partner)

    assert officer.get(address).status_code == 403
    assert [other.get(address).status_code, other.post(f"{address}/delete").status_code] == [404, 404]
    assert session.scalars(select(AuditEntry).where(AuditEntry.event == "completions-exported")).all() == []


def test_a_partner_orders_no_names(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    partner = sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))

    assert partner.post(PAGE, data=ORDER).status_code == 404
    assert partner.post(PAGE, data={"content": "figures", "kind": "zip"}).status_code == 303
    assert [one.content for one in session.scalars(select(OrderedFile))] == ["figures"]


def test_its_owner_deletes_it_with_its_bytes(officer: FlaskClient, session: Session, folder: Path) -> None:
    officer.post(PAGE, data=ORDER)
    number = _made(session, folder)

    assert officer.post(f"{PAGE}/{number}/delete").status_code == 303

    assert session.scalars(select(OrderedFile)).all() == []
    assert not (folder / str(number)).exists()
    assert officer.get(f"{PAGE}/{number}").status_code == 404
