"""Does an administrator find and see the people within reach, and nobody else?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.administration.conftest import Entering, Tree
from training.accounts.models import Person
from training.administration.rules import people as rules
from training.foundation.outbox import Letter, post
from training.foundation.permissions import Role

PEOPLE = "/en/administration/people"


def test_whoever_looks_for_a_name_finds_it_with_accents_typed_or_not(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    make.person(session, organisation=tree.hall, name="Łukasz Žižek", email="lz@linz.example")
    make.person(session, organisation=tree.hall, name="Anna Berger")
    for typed in ("zizek lukasz", "ŽIŽEK", "lz@linz"):
        page = administering.get(PEOPLE, query_string={"q": typed}).text
        assert "Łukasz Žižek" in page
        assert "Anna Berger" not in page


def test_the_signs_of_a_search_are_taken_at_their_word(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    make.person(session, organisation=tree.hall, name="Anna Berger")
    assert "Anna Berger" not in administering.get(PEOPLE, query_string={"q": "%"}).text
    assert "Anna Berger" not in administering.get(PEOPLE, query_string={"q": "Anna_Berger"}).text


def test_only_people_within_reach_are_listed(
    entering: Entering, session: Session, tree: Tree, of_office: Person, of_linz: Person
) -> None:
    make.person(session, organisation=tree.desk, name="Dora Desk")
    make.person(session, organisation=tree.hall, name="Hanna Hall")
    make.person(session, organisation=tree.comune, name="Piero Padova")
    page = entering(of_office).get(PEOPLE).text
    assert ("Dora Desk" in page, "Hanna Hall" in page, "Piero Padova" in page) == (True, False, False)
    page = entering(of_linz).get(PEOPLE).text
    assert ("Dora Desk" in page, "Hanna Hall" in page, "Piero Padova" in page) == (True, True, False)


def test_who_administers_an_organisation_asks_for_a_part_of_it(
    entering: Entering, session: Session, tree: Tree, of_office: Person
) -> None:
    make.person(session, organisation=tree.desk, name="Dora Desk")
    make.person(session, organisation=tree.office, name="Otto Office")

    page = entering(of_office).get(PEOPLE, query_string={"organisation": "desk"}).text

    assert ("Dora Desk" in page, "Otto Office" in page) == (True, False)


def test_an_organisation_is_asked_for_with_what_lies_below(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    make.person(session, organisation=tree.desk, name="Dora Desk")
    make.person(session, organisation=tree.library, name="Lidia Library")
    make.person(session, organisation=tree.comune, name="Piero Padova")
    page = administering.get(PEOPLE, query_string={"organisation": "office"}).text
    assert ("Dora Desk" in page, "Lidia Library" in page) == (True, False)
    assert "Piero Padova" not in administering.get(PEOPLE, query_string={"organisation": "comune"}).text


def test_role_and_state_narrow_the_list(administering: FlaskClient, session: Session, tree: Tree) -> None:
    teacher = make.person(session, role=Role.TRAINER, region="linz", organisation=tree.hall, name="Toni Trainer")
    make.person(session, organisation=tree.hall, name="Ina Invited")
    make.person(session, organisation=tree.hall, name="Carl Closed", disabled_at=make.NOW)
    make.person(session, organisation=tree.hall, name="Erased", erased_at=make.NOW)
    teacher.password_hash = "somebody has chosen one"
    session.flush()

    def listed(**wanted: str) -> list[str]:
        page = administering.get(PEOPLE, query_string=wanted).text
        return [name for name in ("Toni Trainer", "Ina Invited", "Carl Closed", "Erased") if name in page]

    assert listed(role="trainer") == ["Toni Trainer"]
    assert listed(state="active") == ["Toni Trainer"]
    assert listed(state="invited") == ["Ina Invited"]
    assert listed(state="closed") == ["Carl Closed"]
    assert listed(role="emperor", state="asleep", after="x") == ["Toni Trainer", "Ina Invited", "Carl Closed"]
    assert listed(after=str(2**31)) == listed()


def test_pages_follow_each_other_without_gap_or_repetition(
    administering: FlaskClient, session: Session, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.administration.queries.people.PAGE", 3)
    monkeypatch.setattr("training.administration.views.people.PAGE", 3)
    names = ["Änne", "Bruno", "Čeněk", "Dora", "Dora", "Ema", "Žofie"]
    for name in names:
        make.person(session, organisation=tree.hall, name=f"{name} Walker")
    address, seen = f"{PEOPLE}?q=walker", []
    while address:
        page = administering.get(address).text
        seen += [name for line in page.splitlines() for name in {*names} if f">{name} Walker<" in line]
        following = re.search(r'href="([^"]+)"><span class="kern-label">More people', page)
        address = unescape(following[1]) if following else ""
    assert seen == names


def test_more_people_take_no_more_statements(
    administering: FlaskClient,
    session: Session,
    tree: Tree,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    for _ in range(rules.PAGE):
        make.person(session, organisation=tree.hall, role=Role.TRAINER, region="linz")
    administering.get(PEOPLE)
    with statements() as seen:
        administering.get(PEOPLE)
    # The person, the organisations, the people, their roles.
    assert len(seen) == 4, seen


def test_the_page_of_a_person_says_what_there_is_to_know(
    administering: FlaskClient, session: Session, tree: Tree, of_linz: Person
) -> None:
    person = make.person(session, organisation=tree.desk, name="Dora Desk", email="dora@linz.example")
    make.grant(session, person, role=Role.TRANSLATOR, region="linz", language="cs").granted_by = of_linz.id
    session.flush()
    post(session, Letter.INVITATION, person_id=person.id, now=make.NOW)
    page = administering.get(f"{PEOPLE}/{person.id}").text
    for told in ("dora@linz.example", "Förderstelle", "Linz (en)", "invited", "Czech", "given by Lena Linz"):
        assert told in page
    assert "waits to be sent" in page


def test_the_page_of_a_person_takes_a_fixed_number_of_statements(
    administering: FlaskClient,
    session: Session,
    tree: Tree,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    person = make.person(session, role=Role.TRAINER, region="linz", organisation=tree.desk)
    for organisation in (tree.hall, tree.office, tree.library):
        make.grant(session, person, role=Role.TRAINING_OFFICER, organisation=organisation)
    administering.get(f"{PEOPLE}/{person.id}")
    with statements() as seen:
        administering.get(f"{PEOPLE}/{person.id}")
    # The visitor, the place, the person, what is told, roles, providers, organisations, factors, regions.
    assert len(seen) == 9, seen


@pytest.mark.parametrize("name", ["hall", "comune"])
def test_a_person_out_of_reach_is_closed(
    entering: Entering, session: Session, tree: Tree, of_office: Person, name: str
) -> None:
    person = make.person(session, organisation=getattr(tree, name))
    client = entering(of_office)
    assert client.get(f"{PEOPLE}/{person.id}").status_code == 403
    assert client.post(f"{PEOPLE}/{person.id}/close").status_code == 403


def test_an_erased_person_is_not_there(entering: Entering, session: Session, tree: Tree, everywhere: Person) -> None:
    person = make.person(session, organisation=tree.hall, erased_at=make.NOW)
    client = entering(everywhere)
    assert client.get(f"{PEOPLE}/{person.id}").status_code == 404
    assert client.get(f"{PEOPLE}/{2**31 - 1}").status_code == 404
