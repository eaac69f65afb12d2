"""Does nobody reach a name by any address or parameter but the training officer of the organisation?"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.towns import Town, listed, noted
from training.accounts.models import Person
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
LIST, FILE = "/en/statistics/completions", "/en/statistics/completions.csv"
#: Each parameter that the two addresses know, with something that fits somebody.
PARAMETERS: dict[str, Any] = {
    "q": "anna",
    "organisation": "hall",
    "module": "craft",
    "state": "completed",
    "since": "2026-01-01",
    "until": "2026-12-31",
    "after": 1,
}
#: Those who have learnt.
NAMES = ("Anna Adler", "Bert Beer", "Cleo Cyan", "Eva Elsewhere", "anna@example.org")


# What the gate asks is the same on both kinds of databases.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR, Role.TRAINER, Role.LEARNER])
def test_nobody_else_reaches_a_name_by_any_address_or_parameter(
    client: FlaskClient, session: Session, place: Town, sign_in: SignIn, role: Role
) -> None:
    # Of the same region, of the same organisation, and of everywhere.
    person = make.person(session, role=role, region="linz", organisation=place.hall)
    if role in (Role.PARTNER, Role.ADMINISTRATOR):
        make.grant(session, person, role=role, organisation=place.hall)
    if role is not Role.LEARNER:
        make.grant(session, person, role=role, region=None)
    sign_in(client, person)
    queries = [{}, PARAMETERS, *({name: value} for name, value in PARAMETERS.items())]

    for address, query in product((LIST, FILE), queries):
        answer = client.get(address, query_string=query)
        assert answer.status_code == 403, (address, query)
        assert "Anna" not in answer.text
    assert noted(session) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_partner_meets_no_name_at_any_address_of_figures(
    client: FlaskClient, session: Session, place: Town, sign_in: SignIn
) -> None:
    partner = make.person(session, role=Role.PARTNER, region="linz", organisation=place.hall, name="Paula Partner")
    make.grant(session, partner, role=Role.PARTNER, region=None)
    sign_in(client, partner)
    addresses = list(_addresses(client))
    assert {LIST, FILE, "/en/statistics", "/en/statistics.csv"} <= set(addresses)

    for address, query in product(addresses, ({}, PARAMETERS)):
        said = client.get(address, query_string=query).text
        assert not [name for name in NAMES if name in said], address


def test_an_officer_reaches_nobody_elsewhere_by_any_parameter(
    officer: FlaskClient, session: Session, place: Town
) -> None:
    eva = make.enrolment(session, make.person(session, name="Aaa First", organisation=place.comune), place.craft)
    for address in (LIST, FILE):
        for organisation in ("comune", "nowhere"):
            assert officer.get(address, query_string={"organisation": organisation}).status_code == 404
        for name, value in PARAMETERS.items():
            text = officer.get(address, query_string={name: value}).text
            assert "Eva" not in text
            assert "Comune" not in text
    # Where in the alphabet somebody stands who is out of reach is told by no page.
    assert listed(officer.get(LIST, query_string={"after": eva.id}).text) == []


def _addresses(client: FlaskClient) -> Iterator[str]:
    """Write every address below that of figures, as far as language and kind of file fill it in."""
    adapter = client.application.url_map.bind("localhost")
    for rule in client.application.url_map.iter_rules():
        below = rule.rule.startswith(("/<language:language>/statistics", "/api/"))
        if not below or "GET" not in (rule.methods or ()) or rule.arguments - {"language", "kind"}:
            continue
        for kind in ("csv", "json") if "kind" in rule.arguments else ("",):
            values = {"language": "en", "kind": kind}
            yield adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
