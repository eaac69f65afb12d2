"""Do readers see the figures of their own regions, protected, and never anything but released cells?"""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.crowds import AFTER, REGIONS, Crowds, Group
from training.accounts.models import Person
from training.foundation.permissions import Role
from training.reporting.actions import Made, make_release
from training.reporting.files.figures import HIDDEN
from training.reporting.queries.earlier import earlier_releases
from training.reporting.rules.quarters import Quarter

SignIn = Callable[[FlaskClient, Person], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]
PAGE, CSV, JSON = "/en/statistics", "/en/statistics.csv", "/en/statistics.json"
#: Tables that a page of figures may ask: releases, and those by which somebody is signed in.
ALLOWED = {"release", "release_cell", "sign_in", "person", "role_grant", "organisation", "region", "site_setting"}


@pytest.fixture
def partner(client: FlaskClient, session: Session, sign_in: SignIn, releases: list[Made]) -> FlaskClient:
    """Give the browser of a partner for Linz, after two releases."""
    return sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))


def test_a_partner_reads_the_figures_of_the_own_region(partner: FlaskClient) -> None:
    text = _plain(partner.get(PAGE).text)

    assert "Linz (en), 2. quarter of 2026. As of the end of 30\xa0June\xa02026, by the clock of each region." in text
    assert "Enrolled = Not started + In progress + Completed: 132 = 28 + 25 + 79." in text
    assert "Counts from 1 to 4 are hidden" in text
    assert "Padova (en)" not in text


def test_every_region_out_of_reach_is_not_found(partner: FlaskClient) -> None:
    for address in (PAGE, CSV, JSON):
        for region in ("padova", "*", "nowhere"):
            assert partner.get(address, query_string={"region": region}).status_code == 404
        assert partner.get(address, query_string={"region": "linz"}).status_code == 200


@pytest.mark.parametrize("quarter", ["2026Q3", "2026Q5", "x", "2026q2", "\uff12026Q2"])
def test_a_quarter_that_was_not_released_is_not_found(partner: FlaskClient, quarter: str) -> None:
    assert partner.get(PAGE, query_string={"quarter": quarter}).status_code == 404


def test_nobody_sees_a_hidden_figure_anywhere(
    client: FlaskClient, session: Session, sign_in: SignIn, releases: list[Made]
) -> None:
    reader = sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True))
    hidden = {key: one.table.values[key] for one in earlier_releases(session) for key in one.hidden}

    for quarter, region in {key[:2] for key in hidden}:
        told = _json(reader, quarter, region)
        for (when, where, module, language, measure), value in hidden.items():
            if (when, where) == (quarter, region):
                line = next(each for each in told["modules"] if each["module"] == module)
                shown = line[measure] if language == "*" else line["completed_by_language"][language]
                assert shown is None, (when, where, module, language, measure, value)


def test_an_officer_of_one_organisation_gets_no_figures_of_others(
    client: FlaskClient, session: Session, sign_in: SignIn, releases: list[Made]
) -> None:
    office = make.organisation(session, region="linz")
    person = make.person(session, organisation=office)
    make.grant(session, person, role=Role.TRAINING_OFFICER, organisation=office)
    reader = sign_in(client, person)

    assert "There are no figures for you yet." in reader.get(PAGE).text
    assert reader.get(CSV).status_code == 404
    assert reader.get(PAGE, query_string={"region": "linz"}).status_code == 404


def test_a_learner_gets_none(client: FlaskClient, session: Session, sign_in: SignIn, releases: list[Made]) -> None:
    reader = sign_in(client, make.person(session, region="linz"))

    assert [reader.get(address).status_code for address in (PAGE, CSV, JSON)] == [403, 403, 403]


def test_an_administrator_of_everything_sees_the_sum_and_every_region(
    client: FlaskClient, session: Session, sign_in: SignIn, releases: list[Made]
) -> None:
    reader = sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True))

    assert "All regions, 2. quarter of 2026" in _plain(reader.get(PAGE).text)
    assert "Padova (en), 1. quarter of 2026" in _plain(reader.get(f"{PAGE}?quarter=2026Q1&region=padova").text)


def test_a_coarse_release_says_what_it_does_not_tell(
    client: FlaskClient, session: Session, sign_in: SignIn, crowd: Crowds
) -> None:
    crowd.come([Group(region, "craft", "de", 3, "2026Q1", "2026Q1", "2026Q1") for region in REGIONS])
    make_release(session, Quarter(2026, 1), now=AFTER)
    partner = make.person(session, role=Role.PARTNER, region="linz")
    administrator = make.person(session, role=Role.ADMINISTRATOR, everywhere=True)

    assert "Too few people have learnt here" in sign_in(client, partner).get(PAGE).text
    text = _plain(sign_in(client, administrator).get(PAGE).text)
    assert "Modules are not told apart this time" in text
    assert "This is the first release" in text
    assert "Enrolled = Not started + In progress + Completed: 6 = 0 + 0 + 6." in text


def test_before_the_first_release_the_page_says_so(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    reader = sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))

    assert "Nothing has been released yet." in reader.get(PAGE).text
    assert reader.get(CSV).status_code == 404


def test_no_page_and_no_file_asks_for_facts(partner: FlaskClient, statements: Statements) -> None:
    for address in (PAGE, f"{PAGE}?quarter=2026Q1", CSV, JSON):
        with statements() as seen:
            assert partner.get(address).status_code == 200

        asked = set(re.findall(r"(?:FROM|JOIN) \"?(\w+)", " ".join(seen)))
        assert {"release", "release_cell"} <= asked
        assert asked <= ALLOWED, asked
        assert len(seen) <= 4


def test_the_table_is_what_the_chart_says(partner: FlaskClient) -> None:
    text = partner.get(PAGE).text

    assert 'role="img" aria-labelledby="chart-title chart-description"' in text
    drawn = re.findall(r'<text class="drawn"[^>]*>([^<]+)</text>', text)
    figures = _json(partner, "2026Q2", "linz")["modules"]
    assert drawn == [str(each["completed"]) if each["completed"] is not None else "hidden" for each in figures[:-1]]


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("de", ";"), ("cs", ";"), ("sl", ";"), ("nl", ";")])
def test_a_table_opens_in_an_office_of_each_language(partner: FlaskClient, language: str, separator: str) -> None:
    answer = partner.get(f"/{language}/statistics.csv")

    assert answer.mimetype == "text/csv"
    assert f"statistics-2026Q2-linz-{language}.csv" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=separator))
    total = next(line for line in lines if line["module"] == "*")
    assert (total["quarter"], total["region"], total["enrolled"]) == ("2026Q2", "linz", "132")
    assert {line["quarter"] for line in lines} >= {"as_of", "release_digest", "minimum", "rule", "enrolled"}


def test_a_file_says_the_same_as_the_other(partner: FlaskClient) -> None:
    lines = list(csv.DictReader(io.StringIO(partner.get(CSV).data.decode("utf-8-sig"))))
    told = _json(partner, "2026Q2", "linz")

    assert told["as_of"] == "2026-06-30"
    for line, each in zip(lines, told["modules"], strict=False):
        assert line["module"] == each["module"]
        for measure in told["measures"]:
            assert line[measure] == (HIDDEN if each[measure] is None else str(each[measure]))


def test_the_same_request_gives_the_same_bytes(partner: FlaskClient, session: Session, crowd: Crowds) -> None:
    before = [partner.get(address).data for address in (CSV, JSON)]

    linz = make.region(session, "linz")
    linz.names = dict.fromkeys(linz.names, "Renamed")
    session.flush()

    assert [partner.get(address).data for address in (CSV, JSON)] == before


def _json(reader: FlaskClient, quarter: str, region: str) -> dict[str, Any]:
    answer = reader.get(JSON, query_string={"quarter": quarter, "region": region})
    assert answer.status_code == 200
    told: dict[str, Any] = json.loads(answer.data)
    return told


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split(" ")).replace("\n", " ")
