"""Does an administrator see and change the tree of organisations as far as the own reach goes?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.administration.conftest import Entering, Tree
from training.accounts.models import Organisation, Person
from training.foundation.audit import AuditEntry

ALL = "/en/administration/organisations"


def key_of(session: Session, name: str) -> str | None:
    """Find the key of an organisation by its name."""
    return session.scalar(select(Organisation.key).where(Organisation.name == name))


def test_the_tree_shows_what_is_within_reach(
    entering: Entering, session: Session, tree: Tree, of_office: Person, of_linz: Person
) -> None:
    page = entering(of_linz).get(ALL).text
    order = [page.index(name) for name in ("Bücherei", "Rathaus Linz", "Kulturamt", "Förderstelle")]
    assert order == sorted(order)
    assert "Comune" not in page
    page = entering(of_office).get(ALL).text
    assert ("Kulturamt" in page, "Förderstelle" in page, "Rathaus Linz" in page) == (True, True, False)
    assert "Add an organisation" not in page


def test_an_organisation_and_a_department_are_added_with_keys_from_their_names(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    sent = {"name": "Město Loket", "kind": "authority", "region": "linz"}
    assert administering.post(ALL, data=sent).location == f"{ALL}/mesto-loket?saved=added"
    assert administering.post(ALL, data=sent).location == f"{ALL}/mesto-loket-2?saved=added"
    administering.post(f"{ALL}/mesto-loket/departments", data={"name": "Odbor", "kind": "authority"})
    made = session.scalars(select(Organisation).where(Organisation.key == "odbor")).one()
    assert made.parent_id == session.scalar(select(Organisation.id).where(Organisation.key == "mesto-loket"))
    assert made.region_id == tree.hall.region_id
    assert session.scalars(select(AuditEntry.event)).all() == ["organisation-added"] * 3


def test_nothing_is_added_to_a_region_out_of_reach(
    entering: Entering, session: Session, tree: Tree, of_linz: Person, of_office: Person
) -> None:
    for person, region in ((of_linz, "padova"), (of_office, "linz"), (of_linz, "moon")):
        sent = {"name": "New", "kind": "authority", "region": region}
        assert entering(person).post(ALL, data=sent).status_code == 422
    assert key_of(session, "New") is None


@pytest.mark.parametrize("act", ["", "/departments", "/move", "/close", "/open"])
def test_an_organisation_out_of_reach_is_closed(
    entering: Entering, session: Session, tree: Tree, of_office: Person, act: str
) -> None:
    client = entering(of_office)
    for key in ("hall", "library", "comune"):
        assert client.post(f"{ALL}/{key}{act}", data={"name": "Mine", "kind": "authority"}).status_code == 403
    assert key_of(session, "Mine") is None


def test_name_kind_and_domains_are_corrected(administering: FlaskClient, session: Session, tree: Tree) -> None:
    sent = {"name": "Stadt Linz", "kind": "partner", "domains": "LINZ.at, @ooe.gv.at linz.at"}
    assert administering.post(f"{ALL}/hall", data=sent).status_code == 303
    session.refresh(tree.hall)
    assert (tree.hall.name, tree.hall.kind, tree.hall.mail_domains) == ("Stadt Linz", "partner", "linz.at ooe.gv.at")
    again = administering.post(f"{ALL}/library", data={"name": "B", "kind": "authority", "domains": "ooe.gv.at"})
    assert "Another organisation has this domain. (ooe.gv.at)" in again.text
    wrong = administering.post(f"{ALL}/library", data={"name": "B", "kind": "authority", "domains": "linz"})
    assert (wrong.status_code, "Write domains as they stand behind the @" in wrong.text) == (422, True)


def test_an_organisation_is_moved_within_reach_and_region(
    entering: Entering, session: Session, tree: Tree, of_linz: Person, of_office: Person
) -> None:
    client = entering(of_linz)
    assert client.post(f"{ALL}/office/move", data={"parent": "library"}).status_code == 303
    session.refresh(tree.office)
    assert tree.office.parent_id == tree.library.id
    for key, parent in (("office", "desk"), ("office", "office"), ("office", "comune"), ("office", "nowhere")):
        assert client.post(f"{ALL}/{key}/move", data={"parent": parent}).status_code == 422
    client = entering(of_office)
    for parent in ("hall", ""):
        assert client.post(f"{ALL}/desk/move", data={"parent": parent}).status_code == 422
    session.refresh(tree.desk)
    assert tree.desk.parent_id == tree.office.id


def test_an_organisation_closes_when_nobody_is_left_in_it(
    administering: FlaskClient, session: Session, tree: Tree
) -> None:
    person = make.person(session, organisation=tree.desk)
    refused = administering.post(f"{ALL}/desk/close")
    assert (refused.status_code, "There is still 1 account." in refused.text) == (422, True)
    assert administering.post(f"{ALL}/office/close").status_code == 422
    person.disabled_at = make.NOW
    session.flush()
    assert administering.post(f"{ALL}/desk/close").status_code == 303
    assert administering.post(f"{ALL}/office/close").status_code == 303
    assert administering.post(f"{ALL}/office/departments", data={"name": "X", "kind": "authority"}).status_code == 422
    assert administering.post(f"{ALL}/office/open").status_code == 303
    session.refresh(tree.office)
    assert tree.office.closed_at is None


def test_more_organisations_take_no_more_statements(
    administering: FlaskClient,
    session: Session,
    tree: Tree,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    administering.get(ALL)
    for number in range(20):
        make.organisation(session, parent=tree.hall, name=f"Department {number}")
    with statements() as seen:
        administering.get(ALL)
    # The person, the regions, the organisations, the people in them.
    assert len(seen) == 4, seen
