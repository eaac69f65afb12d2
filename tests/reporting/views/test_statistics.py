"""Do readers see the figures of their own places, on every level, and never anything but what was released?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.told import ORGANISATIONS, history, released
from training.accounts.models import Person
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change
from training.reporting.rules.cells import ALL, Cell
from training.reporting.views.asked import heading
from training.reporting.views.statistics import rendered

SignIn = Callable[[FlaskClient, Person], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]
PAGE = "/en/statistics"
#: Tables that a page of figures may ask: what was released, and those by which somebody is signed in.
ALLOWED = {"release", "release_cell", "release_figure"} | {
    "sign_in",
    "person",
    "role_grant",
    "organisation",
    "region",
    "site_setting",
}


@pytest.fixture
def partner(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of a partner for Linz, after four releases."""
    released(session)
    return sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))


@pytest.fixture
def everywhere(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of an administrator of everything, likewise."""
    released(session)
    return sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True))


def test_a_partner_begins_with_the_own_region_and_the_last_quarter(partner: FlaskClient) -> None:
    text = _plain(partner.get(PAGE).text)

    assert "2nd quarter of 2026: 30 new enrolments, learning begun 24 times and 18 completions." in text
    assert "257 enrolled = 56 not started + 72 in progress + 129 completed." in text
    assert "129 completed = 78 at the first attempt + 51 at a later one + 0 without a test." in text
    assert "As of the end of 30\xa0June\xa02026, by the clock of each region." in text
    assert "30 more than a quarter earlier" in text
    assert "Padova" not in text


def test_every_number_of_a_view_is_one_that_was_released(partner: FlaskClient) -> None:
    told = history().cells["2026Q2"]
    for language, place, module in (("sl", "linz", ""), ("en", "linz/city", ""), ("en", "linz", "craft")):
        text = _plain(partner.get(f"/{language}/statistics", query_string={"place": place, "module": module}).text)

        for measure in ("enrolled", "not-started", "in-progress", "completed", "new", "begun", "finished"):
            cell = Cell("2026Q2", place, module or ALL, ALL, measure)
            assert re.search(rf"\b{told[cell]}\b", text), cell


def test_an_address_says_all_of_a_view_and_the_first_version_still_works(partner: FlaskClient) -> None:
    whole = partner.get(f"{PAGE}?quarter=2026Q1&place=linz/city&module=craft&period=year").text
    assert "1 January to 31" in _plain(whole)
    assert 'href="/en/statistics?quarter=2026Q1&amp;place=linz/city&amp;module=craft&amp;period=year"' in whole
    assert "1st quarter of 2026" in _plain(partner.get(f"{PAGE}?quarter=2026Q1&region=linz").text)


def test_a_released_view_says_the_same_after_the_next_release(partner: FlaskClient, session: Session) -> None:
    address = f"{PAGE}?quarter=2026Q1&place=linz"
    before = _main(partner.get(address).text)

    make.release(session, "2026Q3")

    after = _main(partner.get(address).text)
    assert 'value="2026Q3"' in after
    assert [_without_form(text) for text in (before, after)] == [_without_form(before)] * 2


def test_a_place_out_of_reach_is_not_found_and_the_page_says_why(partner: FlaskClient) -> None:
    for place in ("padova", "padova/comune", ALL, "nowhere", "linz/", "linz/city+", "linz/nowhere"):
        for name in ("place", "region"):
            answer = partner.get(PAGE, query_string={name: place})
            assert answer.status_code == 404
            assert 'id="not-for-you"' in answer.text


def test_what_was_not_released_is_not_found(partner: FlaskClient) -> None:
    for query in ("quarter=2026Q3", "quarter=2026Q5", "quarter=x", "quarter=2026q2", "module=none", "period=month"):
        assert partner.get(f"{PAGE}?{query}").status_code == 404, query


def test_regions_are_compared_only_where_the_site_says_so(partner: FlaskClient, session: Session) -> None:
    assert 'id="peers"' not in partner.get(f"{PAGE}?module=craft").text

    change(session, Settings(regions_compared=True), person_id=None, now=make.NOW)

    text = partner.get(f"{PAGE}?module=craft").text
    assert 'id="peers"' in text
    assert "Padova" in _plain(text)
    assert "Linz (en)" in _plain(partner.get(PAGE).text)
    assert partner.get(PAGE, query_string={"place": ALL}).status_code == 200
    assert partner.get(PAGE, query_string={"place": "padova/comune"}).status_code == 404
    assert "Comune di Padova" not in partner.get(PAGE, query_string={"place": "padova"}).text


def test_an_officer_of_one_organisation_sees_it_with_what_is_below(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    released(session)
    city = make.organisation(session, region="linz", key="city")
    person = make.person(session, organisation=city)
    make.grant(session, person, role=Role.TRAINING_OFFICER, organisation=city)
    reader = sign_in(client, person)

    text = reader.get(PAGE).text
    assert "<h1>City of Linz</h1>" in text
    assert "Art &amp; culture" in text
    assert "Art &amp;amp; culture" not in text
    assert reader.get(PAGE, query_string={"place": "linz/culture"}).status_code == 200
    assert [reader.get(PAGE, query_string={"place": each}).status_code for each in ("linz", "linz/district")] == [
        404,
        404,
    ]


def test_an_office_of_which_nothing_was_released_is_told_so(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    released(session)
    office = make.organisation(session, region="linz")
    person = make.person(session, organisation=office)
    make.grant(session, person, role=Role.TRAINING_OFFICER, organisation=office)

    reader = sign_in(client, person)
    assert "There are no figures for you yet." in reader.get(PAGE).text

    change(session, Settings(regions_compared=True), person_id=None, now=make.NOW)

    assert "<h1>All regions</h1>" in reader.get(PAGE).text


def test_further_ways_are_open_to_whoever_is_shown_them(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    city = make.organisation(session, region="linz", key="city")
    officer = make.person(session, organisation=city)
    make.grant(session, officer, role=Role.TRAINING_OFFICER, organisation=city)
    for person, number in ((make.person(session, role=Role.PARTNER, region="linz"), 3), (officer, 4)):
        reader = sign_in(client, person)
        ways = re.findall(
            r'<li><a href="([^"]+)"', reader.get(PAGE).text.partition('id="ways"')[2].partition("</ul>")[0]
        )
        assert len(ways) == number
        assert [reader.get(way).status_code for way in ways] == [200] * number


def test_a_learner_gets_none(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    released(session)
    assert sign_in(client, make.person(session, region="linz")).get(PAGE).status_code == 403


def test_before_the_first_release_the_page_says_so(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    reader = sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))
    assert "Nothing has been released yet." in reader.get(PAGE).text


def test_a_hidden_number_stands_nowhere_and_the_page_says_why(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    released(session, hidden=[("2026Q2", "linz/district", "craft")])
    reader = sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))

    text = reader.get(f"{PAGE}?place=linz/district&module=craft").text
    assert 'id="hidden"' in text
    assert "Counts from 1 to 4 are hidden" in text
    coarser = re.findall(r'class="coarser" href="([^"]+)"', text)
    assert coarser == [
        "/en/statistics?quarter=2026Q2&amp;place=linz/district",
        "/en/statistics?quarter=2026Q2&amp;place=linz&amp;module=craft",
        "/en/statistics?quarter=2026Q2&amp;place=linz/district&amp;module=craft&amp;period=year",
    ]
    assert 'class="number held"' in reader.get(f"{PAGE}?place=linz&module=craft").text


def test_of_the_quarter_that_is_not_over_nothing_is_told_but_when(everywhere: FlaskClient) -> None:
    page = everywhere.get(PAGE).text
    text = _plain(page[page.index('id="following"') :])

    assert "3rd quarter of 2026" in text
    assert "Nothing is told yet." in text
    assert "after 30\xa0September\xa02026." in text
    assert 'id="following"' not in everywhere.get(f"{PAGE}?quarter=2026Q1").text


def test_no_page_asks_for_facts_and_each_asks_the_same_number_of_questions(
    everywhere: FlaskClient, statements: Statements
) -> None:
    heading.cache_clear()
    rendered.cache_clear()
    places = (ALL, "linz", *ORGANISATIONS)
    counts = set()
    for place in places:
        for more in ({}, {"module": "craft"}, {"period": "year"}):
            with statements() as seen:
                assert everywhere.get(PAGE, query_string={"place": place, **more}).status_code == 200
            asked = set(re.findall(r"(?:FROM|JOIN) \"?(\w+)", " ".join(seen)))
            assert asked <= ALLOWED, asked
            counts.add(len(seen))
            with statements() as seen:
                everywhere.get(PAGE, query_string={"place": place, **more})
            assert len(seen) == 3, "what was rendered is remembered"
    assert counts == {8, 9}, "the heading is read once"


def _main(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def _without_form(text: str) -> str:
    return re.sub(r"<form.*?</form>", "", text, flags=re.DOTALL)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text).replace("\xa0", "\0")).replace("\0", "\xa0")
