"""What do tests of administration start from? A small tree of organisations, and administrators of different reach."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Organisation, Person
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
Entering = Callable[[Person], FlaskClient]


@dataclass(frozen=True, slots=True)
class Tree:
    """Linz has a town hall with an office, which has a desk, and a library beside; Padova has a comune."""

    hall: Organisation
    office: Organisation
    desk: Organisation
    library: Organisation
    comune: Organisation


@pytest.fixture
def tree(session: Session) -> Tree:
    """Give organisations in two regions."""
    hall = make.organisation(session, region="linz", key="hall", name="Rathaus Linz")
    office = make.organisation(session, parent=hall, key="office", name="Kulturamt")
    desk = make.organisation(session, parent=office, key="desk", name="Förderstelle")
    library = make.organisation(session, region="linz", key="library", name="Bücherei")
    comune = make.organisation(session, region="padova", key="comune", name="Comune")
    return Tree(hall, office, desk, library, comune)


@pytest.fixture
def everywhere(session: Session, tree: Tree) -> Person:
    """Give an administrator everywhere."""
    return make.person(session, role=Role.ADMINISTRATOR, everywhere=True, organisation=tree.hall, name="Eva Everywhere")


@pytest.fixture
def of_linz(session: Session, tree: Tree) -> Person:
    """Give an administrator of the region Linz."""
    return make.person(session, role=Role.ADMINISTRATOR, region="linz", organisation=tree.hall, name="Lena Linz")


@pytest.fixture
def of_office(session: Session, tree: Tree) -> Person:
    """Give an administrator of the office with what lies below it."""
    person = make.person(session, organisation=tree.office, name="Olaf Office")
    make.grant(session, person, role=Role.ADMINISTRATOR, organisation=tree.office)
    return person


@pytest.fixture
def entering(client: FlaskClient, sign_in: SignIn) -> Entering:
    """Sign somebody in; returns the browser, in which whoever was there before is no longer."""
    return partial(sign_in, client)


@pytest.fixture
def administering(entering: Entering, of_linz: Person) -> FlaskClient:
    """Give the browser in which the administrator of Linz is signed in."""
    return entering(of_linz)
