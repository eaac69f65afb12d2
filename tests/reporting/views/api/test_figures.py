"""Does a program get the released figures within its reach, page by page, and nothing that is hidden?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.views.api.conftest import CELLS, HALL, OFFICE, QUARTERS, Ask
from training.foundation.audit import AuditEntry, Event
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change
from training.reporting.models import AccessToken

Statements = Callable[[], AbstractContextManager[list[str]]]
FIGURES, GROUPS = "/releases/2026Q3/figures", "/releases/2026Q3/groups"
#: Tables that a program may read from: releases, and those by which its person is known.
ALLOWED = {"release", "release_cell", "access_token", "person", "role_grant", "organisation", "region", "site_setting"}


def test_a_program_gets_the_figures_within_reach_and_no_hidden_one(ask: Ask, partner: str) -> None:
    told = ask(FIGURES, partner).get_json()

    assert (told["quarter"], told["digest"], told["next"]) == ("2026Q3", "1" * 64, None)
    assert {each["place"] for each in told["figures"]} == {"linz", HALL, f"{HALL}+", OFFICE}
    for each in told["figures"]:
        value = CELLS[each["place"], each["module"], each["part"], each["measure"]]
        assert (each["value"], each["hidden"]) == (value, value is None)


def test_filters_narrow_and_what_is_out_of_reach_is_not_there(ask: Ask, partner: str) -> None:
    found = ask(FIGURES, partner, place=HALL, module="craft", part="*", measure="completed").get_json()["figures"]

    assert [(each["place"], each["measure"], each["value"]) for each in found] == [(HALL, "completed", 25)]
    for query in ({"place": "padova"}, {"place": "*"}, {"module": "nowhere"}):
        answers = [ask(path, partner, **query) for path in (FIGURES, GROUPS)]
        assert [answer.status_code for answer in answers] == [404, 404], query
    for path in ("/releases/2026Q4", "/releases/2026Q4/figures", "/releases/x/groups"):
        assert ask(path, partner).status_code == 404


@pytest.mark.parametrize("limit", [1, 5, 1000])
def test_pages_follow_one_another_to_the_end_without_a_gap(ask: Ask, partner: str, limit: int) -> None:
    cursor: dict[str, str] = {}
    found, pages = [], 0
    while pages == 0 or cursor["cursor"]:
        told = ask(FIGURES, partner, limit=limit, measure="enrolled", **cursor).get_json()
        found += [(each["place"], each["module"]) for each in told["figures"]]
        cursor, pages = {"cursor": told["next"]}, pages + 1

    places = ("linz", HALL, f"{HALL}+", OFFICE)
    assert sorted(found) == sorted((place, module) for place in places for module in ("*", "craft"))
    assert pages == -(-8 // limit)


def test_a_cursor_of_another_list_is_refused(ask: Ask, partner: str) -> None:
    foreign = ask(FIGURES, partner, limit=1).get_json()["next"]

    assert ask(FIGURES, partner, limit=2, cursor=foreign).status_code == 200
    for path, query in ((FIGURES, {"module": "craft"}), ("/releases/2026Q2/figures", {}), ("/releases", {})):
        answer = ask(path, partner, cursor=foreign, **query)
        assert (answer.status_code, answer.get_json()["title"]) == (404, "This cursor leads nowhere")


def test_a_token_shows_its_own_place_alone(ask: Ask, session: Session, released: None) -> None:
    reader = make.person(session, role=Role.ADMINISTRATOR, everywhere=True)
    change(session, Settings(regions_compared=True), person_id=None, now=make.NOW)
    reached = {
        place: {each["place"] for each in ask(FIGURES, make.token(session, reader, place=place)).get_json()["figures"]}
        for place in ("*", "padova", HALL, OFFICE)
    }

    assert reached["*"] == {"*", "linz", "padova", HALL, f"{HALL}+", OFFICE}
    assert reached["padova"] == {"padova"}
    assert reached[HALL] == {HALL, f"{HALL}+", OFFICE}
    assert reached[OFFICE] == {OFFICE}


def test_a_token_shows_no_more_than_its_person_may_see(ask: Ask, session: Session, released: None) -> None:
    """Whatever stood in its row, and where regions are compared no organisation of another."""
    reader = make.person(session, role=Role.PARTNER, region="padova")
    for place in ("linz", HALL):
        told = ask(FIGURES, make.token(session, reader, place=place)).get_json()
        assert told["figures"] == []
    change(session, Settings(regions_compared=True), person_id=None, now=make.NOW)
    told = ask(FIGURES, make.token(session, reader)).get_json()
    assert {each["place"] for each in told["figures"]} == {"*", "linz", "padova"}


def test_figures_of_groups_come_with_their_bounds(ask: Ask, partner: str) -> None:
    told = ask(GROUPS, partner, module="craft").get_json()["groups"]

    assert told == [{"place": "linz", "module": "craft", "figure": "gain", "value": 0.4, "low": 0.3, "high": 0.5}]
    assert ask(GROUPS, partner, module="*").get_json()["groups"] == []


def test_no_address_asks_for_facts(ask: Ask, partner: str, statements: Statements) -> None:
    ask(FIGURES, partner)  # notes the day and the taking
    for path in ("/releases", "/releases/2026Q3", FIGURES, GROUPS):
        with statements() as seen:
            assert ask(path, partner, limit=2).status_code == (422 if path.endswith(("Q3", "groups")) else 200)
        with statements() as seen:
            assert ask(path, partner).status_code == 200

        asked = set(re.findall(r"(?:FROM|JOIN|UPDATE|INTO) \"?(\w+)", " ".join(seen)))
        assert {"access_token", "release"} & asked
        assert asked <= ALLOWED | {"release_figure"}, asked
        assert len(seen) <= 4, seen


def test_what_has_not_changed_is_not_sent_again(ask: Ask, partner: str, session: Session) -> None:
    for path in ("/releases", "/releases/2026Q3", FIGURES, GROUPS):
        first = ask(path, partner, language="de")
        mark = first.headers["ETag"]

        again = ask(path, partner, language="de", headers={"If-None-Match": mark})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", mark)
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert {"Authorization", "Accept-Language"} <= set(first.vary)
        assert ask(path, partner, language="en", headers={"If-None-Match": mark}).status_code == 200
    mark = ask(FIGURES, partner, limit=1).headers["ETag"]
    assert ask(FIGURES, partner, limit=2, headers={"If-None-Match": mark}).status_code == 200
    narrowed = make.token(session, make.person(session, role=Role.PARTNER, region="padova"))
    assert ask(FIGURES, narrowed, limit=1, headers={"If-None-Match": mark}).status_code == 200


def test_taking_figures_is_an_entry_once_a_day_and_quarter(ask: Ask, partner: str, session: Session) -> None:
    def taken() -> list[str]:
        session.expire_all()
        found = select(AuditEntry.subject).where(AuditEntry.event == Event.STATISTICS_TAKEN)
        return list(session.scalars(found.order_by(AuditEntry.id)))

    with time_machine.travel(make.NOW, tick=False) as clock:
        row = session.scalars(select(AccessToken)).one()
        row.expires_at = make.NOW + timedelta(days=9)
        session.flush()
        ask("/releases", partner)
        assert (taken(), row.used_on) == ([], make.NOW.date())
        for path in (FIGURES, FIGURES, GROUPS):
            ask(path, partner)
        assert taken() == ["release 2026Q3"]
        ask(f"/releases/{QUARTERS[0]}/groups", partner)
        assert taken() == ["release 2026Q3", "release 2026Q2"]
        clock.shift(timedelta(days=1))
        ask(FIGURES, partner)
        assert taken()[2:] == ["release 2026Q3"]
        assert (row.used_on, row.taken) == ((make.NOW + timedelta(days=1)).date(), ["2026Q3"])
