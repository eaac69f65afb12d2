"""Does every route open to whom the table says, and to nobody else? Each is walked as every role, in and out of scope.

A new route is walked by itself. What it names in its address needs a sample here, with where that lies.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import make
from training.accounts.models import Person
from training.accounts.rules import check_grant
from training.assignments.models import Assignment
from training.foundation.errors import Refused
from training.foundation.gate import asks_anywhere, need_of
from training.foundation.permissions import BORDERLESS, SITE_WIDE, TABLE, Grant, Permission, Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
NUMBER = "00000000-0000-4000-8000-000000000000"
#: What a grant reaches, written down here once more: the hall of Linz has an office, which has a desk; Padova has a
#: comune. "site" is what belongs to no place.
EVERYWHERE = {"site", "module in linz", "module in padova", "hall", "office", "desk", "comune"}
REACHED = {
    **dict.fromkeys(("everywhere", "language"), EVERYWHERE),
    "region": {"module in linz", "hall", "office", "desk"},
    "organisation": {"office", "desk"},
    "module": {"module in linz"},
}
GRANTS = {
    "everywhere": {},
    "language": {"language": "cs"},
    "region": {"region": "linz"},
    "organisation": {"organisation": "office"},
    "module": {"module": "in-linz"},
}
#: A language that something is translated into narrows a place.
INTO = {"cs": " into cs", "sl": " into sl"}
#: What stands in an address and belongs to no place.
PLAIN: dict[str, Any] = {
    "language": "en",
    "act": "pause",
    "block": "film",
    "attempt_id": NUMBER,
    "delivery_id": 1,
    "digest": make.PICTURE_DIGEST,
    "file_id": NUMBER,
    "filename": "favicon.svg",
    "format": "moodle",
    "into": "",
    "kept_id": 1,
    "kind": "csv",
    "lesson": "who",
    "letter_id": 1,
    "moment": "before",
    "passkey_id": 1,
    "publication": 1,
    "quarter": "2026Q3",
    "question": "final-single",
    "quiz": "final-test",
    "report_id": NUMBER,
    "segment": "who/hook/body",
    "sign_in_id": 1,
    "task_id": 1,
    "ticket": "no-ticket",
    "token_id": 1,
    "unit": "who/hook",
    "version": 1,
}


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody with one role besides learning, the cookie of a session, and a token for programs."""

    role: Role
    scope: str
    cookie: str
    token: str

    def may(self, view: Callable[..., Any], place: str) -> bool:
        """Tell what the table says: may this person open a view about something in this place?"""
        need = need_of(view)
        if not isinstance(need, Permission):
            return need == "public"
        if need in BORDERLESS:
            return True
        if need not in TABLE[self.role] or (need in SITE_WIDE and self.scope != "everywhere"):
            return False
        where, _, into = place.partition(" into ")
        return asks_anywhere(view) or (
            where in REACHED[self.scope] and (self.scope != "language" or into in ("", "cs"))
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """The application with its walkers, and what stands in addresses: argument, then value with its place."""

    app: Flask
    connection: Connection
    walkers: list[Walker]
    placed: dict[str, dict[Any, str]]

    def addresses(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Fill in a route in every way there is, each with the place that it is about."""
        arguments = rule.arguments
        lacking = sorted(arguments - PLAIN.keys() - self.placed.keys() - {"number"})
        assert not lacking, f"{rule.rule}: add a sample for {lacking} to this test, with where it lies"
        plain = {name: PLAIN[name] for name in arguments & PLAIN.keys()}
        if "number" in arguments:
            plain["number"] = NUMBER if "uuid:number" in rule.rule else 1
        names = sorted(arguments & self.placed.keys())
        assert len(names) <= 1, f"{rule.rule}: two places in one address"
        samples = self.placed[names[0]].items() if names else ((None, "site"),)
        adapter = self.app.url_map.bind("localhost")
        for value, place in samples:
            given = {**plain, **({names[0]: value} if names else {})}
            for into, at in INTO.items() if "into" in arguments else [(None, "")]:
                yield adapter.build(rule.endpoint, {**given, "into": into}), f"{place}{at}"

    def ask(self, method: str, address: str, walker: Walker | None = None) -> TestResponse:
        """Ask as somebody, or as a stranger; whatever comes of it is forgotten."""
        client = self.app.test_client(use_cookies=False)
        headers = {"Cookie": walker.cookie, "Authorization": f"Bearer {walker.token}"} if walker else {}
        with self.connection.begin_nested() as changes:
            answer = client.open(address, method=method, headers=headers)
            changes.rollback()
        return answer


@pytest.fixture
def ground(app: Flask, connection: Connection, session: Session, sign_in: SignIn) -> Ground:
    """Give people of every role and scope, and something of each kind in and out of their reach."""
    hall = make.organisation(session, region="linz", key="hall")
    office = make.organisation(session, parent=hall, key="office")
    desk = make.organisation(session, parent=office, key="desk")
    comune = make.organisation(session, region="padova", key="comune")
    home = make.organisation(session, region="chemnitz")
    offices = {"hall": hall, "office": office, "desk": desk, "comune": comune}
    people = {name: make.person(session, organisation=each) for name, each in offices.items()}
    modules = {
        region: make.published_module(session, make.module_value(f"in-{region}", region=region))
        for region in ("linz", "padova")
    }
    assignments = {}
    for name in ("office", "comune"):
        row = Assignment(
            module_id=modules["linz"].row.id,
            organisation_id=offices[name].id,
            listed=False,
            due_on=date(2027, 1, 31),
            repeat_months=None,
            compulsory=True,
            assigned_by=people[name].id,
            assigned_at=make.NOW,
        )
        session.add(row)
        session.flush()
        assignments[row.id] = name
    walkers = []
    for role in Role:
        for scope, place in GRANTS.items():
            if not _fits(role, place):
                continue
            person = make.person(session, organisation=home)
            if role is not Role.LEARNER:
                below = office if "organisation" in place else None
                named: dict[str, Any] = {name: place.get(name) for name in ("region", "module")}
                make.grant(session, person, role=role, organisation=below, language=place.get("language", ""), **named)
            cookie = _cookie(sign_in(app.test_client(), person))
            walkers.append(Walker(role, scope, cookie, make.token(session, person)))
    placed: dict[str, dict[Any, str]] = {
        "module": {"in-linz": "module in linz", "in-padova": "module in padova"},
        "organisation": {name: name for name in offices},
        "person_id": {person.id: name for name, person in people.items()},
        "assignment_id": assignments,
    }
    return Ground(app, connection, walkers, placed)


# What the gate asks of the database is the same on both kinds, and tested on both.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_route_opens_to_whom_the_table_says(ground: Ground) -> None:
    faults, walked = [], 0
    for rule, method, address, place in _steps(ground):
        view = ground.app.view_functions[rule.endpoint]
        for walker in ground.walkers:
            answer = ground.ask(method, address, walker)
            walked += 1
            if _is_open(answer) is not walker.may(view, place):
                said = f"{answer.status_code} {answer.location or ''}"
                faults.append(f"{method} {address} about {place} as {walker.role}, {walker.scope}: {said}")
    assert faults == []
    assert walked > 2000, walked


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_stranger_comes_to_public_pages_alone(ground: Ground) -> None:
    faults = []
    for rule, method, address, _ in _steps(ground):
        answer = ground.ask(method, address)
        if _asks_who_is_there(answer) is (need_of(ground.app.view_functions[rule.endpoint]) == "public"):
            faults.append(f"{method} {address}: {answer.status_code} {answer.location or ''}")
    assert faults == []


def _steps(ground: Ground) -> Iterator[tuple[Rule, str, str, str]]:
    for rule in ground.app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"} if rule.endpoint != "static" else ()
        for method in sorted(methods):
            for address, place in ground.addresses(rule):
                yield rule, method, address, place


def _fits(role: Role, place: dict[str, str]) -> bool:
    with suppress(Refused):
        check_grant(Grant(role, **place))
        return True
    return False


def _cookie(client: FlaskClient) -> str:
    name = client.application.config["SESSION_COOKIE_NAME"]
    kept = client.get_cookie(name, domain="localhost")
    assert kept is not None
    return f"{name}={kept.value}"


def _is_open(answer: TestResponse) -> bool:
    return answer.status_code != 403 and not _asks_who_is_there(answer)


def _asks_who_is_there(answer: TestResponse) -> bool:
    """Tell whether somebody was sent to sign in, or a program asked for a token.

    A page of signing in may lead there too, with nowhere to go.
    """
    if answer.status_code == 401:
        return "WWW-Authenticate" in answer.headers
    return answer.status_code == 303 and (answer.location or "").startswith("/en/sign-in?next=")
