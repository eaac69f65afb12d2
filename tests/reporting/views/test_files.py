"""Who gets figures as a file, and what does the log say of it?"""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.queries.test_datasets import released
from training.accounts.models import Person
from training.foundation.audit import AuditEntry
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role
from training.reporting.files import TYPES

SignIn = Callable[[FlaskClient, Person], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]
#: Tables that a file of figures may ask and write: releases, those by which somebody is signed in, and the log.
ALLOWED = {"release", "release_cell", "release_figure", "sign_in", "person", "role_grant", "organisation", "region"}
ALLOWED |= {"site_setting", "audit_entry"}


@pytest.fixture
def partner(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of a partner for Linz, after a release."""
    released(session)
    return sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))


def test_a_partner_takes_every_kind_of_file_and_the_log_says_which(partner: FlaskClient, session: Session) -> None:
    for kind, content_type in TYPES.items():
        answer = partner.get(f"/cs/statistics.{kind}", query_string={"module": "craft"})

        assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
        assert f'filename="statistics-2026Q3-linz-craft-cs.{kind}"' in answer.headers["Content-Disposition"]
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.facts["kind"] for entry in entries] == list(TYPES)
    assert {(entry.event, entry.subject) for entry in entries} == {("statistics-taken", "release 2026Q3")}
    assert entries[0].facts == {"place": "linz", "module": "craft", "whole": False, "kind": "csv"}
    assert entries[0].actor_id is not None


def test_a_file_is_in_the_language_and_for_the_office_that_are_asked_for(partner: FlaskClient) -> None:
    told = partner.get("/de/statistics.csv").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told), delimiter=";"))
    english = partner.get("/de/statistics.csv?locale=en").data.decode("utf-8-sig")

    assert lines[1][:4] == ["2026Q3", "linz", "linz", "craft"]
    assert "12,5" in lines[1]
    assert "12.5" in next(csv.reader(io.StringIO(english.splitlines()[1])))
    assert partner.get("/de/statistics.csv?locale=xx").data.decode("utf-8-sig") == told


def test_sheets_and_columns_have_names_of_their_own_in_every_language(partner: FlaskClient) -> None:
    for language in LANGUAGES:
        book = openpyxl.load_workbook(io.BytesIO(partner.get(f"/{language}/statistics.xlsx").data))
        heads = [cell.value for cell in book.worksheets[0][1]]

        assert len({title.casefold() for title in book.sheetnames}) == 3
        assert len(set(heads)) == len(heads)


def test_who_has_a_file_is_not_given_it_again(partner: FlaskClient, session: Session) -> None:
    first = partner.get("/en/statistics.json")
    mark = first.headers["ETag"]
    again = partner.get("/en/statistics.json", headers={"If-None-Match": mark})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", mark)
    others = ("/en/statistics.json?whole=1", "/en/statistics.json?module=craft", "/de/statistics.json")
    answers = [partner.get(address, headers={"If-None-Match": mark}) for address in (*others, "/en/statistics.zip")]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({mark, *(answer.headers["ETag"] for answer in answers)}) == 5
    assert len(session.scalars(select(AuditEntry)).all()) == 5


def test_nobody_takes_what_is_out_of_reach(
    client: FlaskClient, session: Session, sign_in: SignIn, partner: FlaskClient
) -> None:
    everything = json.loads(partner.get("/en/statistics.json?whole=1").data)
    refused = [
        partner.get(f"/en/statistics.csv?{asked}").status_code for asked in ("place=*", "region=padova", "module=x")
    ]

    assert {row["region"] for row in everything["rows"]} == {"linz"}
    assert refused == [404, 404, 404]
    learner = sign_in(client, make.person(session, region="linz"))
    assert [learner.get(f"/en/statistics.{kind}").status_code for kind in TYPES] == [403] * len(TYPES)
    client.get("/en/sign-out")
    stranger = sign_in(client, make.person(session, role=Role.PARTNER, region="padova"))
    assert stranger.get("/en/statistics.csv").status_code == 404
    assert stranger.get("/en/statistics.csv?place=linz").status_code == 404


def test_a_file_takes_a_fixed_number_of_statements_and_asks_for_no_facts(
    partner: FlaskClient, statements: Statements
) -> None:
    for address in ("/en/statistics.csv", "/en/statistics.csv?whole=1", "/en/statistics.xlsx?quarter=2026Q3"):
        with statements() as seen:
            assert partner.get(address).status_code == 200

        asked = set(re.findall(r"(?:FROM|JOIN|INTO) \"?(\w+)", " ".join(seen)))
        assert {"release", "release_cell", "audit_entry"} <= asked <= ALLOWED, asked
        assert len(seen) <= 10, seen
