"""Is everything closed that says nothing, and everybody kept to the region of the address?"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from tests import make
from tests.conftest import address_of, joined
from training.accounts.models import Person
from training.foundation import permissions
from training.foundation.gate import can, need_of, public, requires
from training.foundation.permissions import Permission, Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def app(make_app: Callable[[str], Flask], engine: Engine, connection: Connection) -> Iterator[Flask]:
    """Give an application with an open, a closed and some guarded addresses, and one that says nothing."""
    app = make_app(address_of(engine))
    app.add_url_rule("/test/open", "open", public(lambda: "open"))
    app.add_url_rule("/test/silent", "silent", lambda: "silent")
    app.add_url_rule("/test/guarded", "guarded", requires(Permission.TAKE_MODULE)(lambda: "guarded"))
    app.add_url_rule("/test/modules/<module>", "draft", requires(Permission.TAKE_MODULE)(lambda module: module))
    app.add_url_rule("/test/posted", "posted", requires(Permission.TAKE_MODULE)(lambda: "posted"), methods=["POST"])
    somewhere = requires(Permission.REGRADE, anywhere=True)(lambda: "within reach")
    app.add_url_rule("/test/anywhere", "anywhere", somewhere)
    app.add_url_rule("/test/can", "can", public(lambda: str([can("take-module"), can("take-module", region="linz")])))
    yield from joined(app, connection)


@pytest.fixture(autouse=True)
def _bordered(monkeypatch: pytest.MonkeyPatch) -> None:
    # Learning knows no borders; what the gate does at one is seen with a permission that does.
    monkeypatch.setattr(permissions, "BORDERLESS", frozenset())


@pytest.fixture
def trainer(session: Session) -> Person:
    """Give a person who holds a role in Linz and nowhere else."""
    person = make.person(session, role=None, region="linz")
    make.grant(session, person, role=Role.TRAINER, region="linz")
    return person


def test_a_route_that_says_nothing_is_closed(client: FlaskClient) -> None:
    answer = client.get("/test/silent")

    assert answer.status_code == 403


def test_a_route_that_says_nothing_is_closed_to_those_who_may_everything(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True))

    answer = client.get("/test/silent")

    assert answer.status_code == 403


def test_a_public_route_is_open(client: FlaskClient) -> None:
    answer = client.get("/test/open")

    assert answer.text == "open"


def test_an_address_that_is_not_there_says_so(client: FlaskClient) -> None:
    answer = client.get("/test/nowhere")

    assert answer.status_code == 404


def test_a_stranger_signs_in_and_comes_back(client: FlaskClient) -> None:
    answer = client.get("/test/guarded?page=2", headers={"Accept-Language": "sl"})

    assert answer.status_code == 303
    assert answer.location == "/sl/sign-in?next=/test/guarded?page%3D2"


def test_a_stranger_who_posts_does_not_come_back_to_an_address_without_a_page(client: FlaskClient) -> None:
    answer = client.post("/test/posted", headers={"Accept-Language": "de"})

    assert answer.location == "/de/sign-in?next=/de/"


def test_a_person_with_the_permission_everywhere_goes_on(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, make.person(session))

    answer = client.get("/test/guarded")

    assert answer.text == "guarded"


def test_a_person_without_a_role_is_refused(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make.person(session, role=None))

    answer = client.get("/test/guarded")

    assert answer.status_code == 403


def test_a_trainer_opens_a_module_of_the_own_region(
    client: FlaskClient, session: Session, sign_in: SignIn, trainer: Person
) -> None:
    make.module(session, make.module_value("here", region="linz"))

    answer = sign_in(client, trainer).get("/test/modules/here")

    assert answer.text == "here"


def test_a_trainer_cannot_open_a_module_of_another_region_by_typing_its_address(
    client: FlaskClient, session: Session, sign_in: SignIn, trainer: Person
) -> None:
    make.module(session, make.module_value("there", region="padova"))

    answer = sign_in(client, trainer).get("/test/modules/there")

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/test/guarded", "/test/modules/nothing"])
def test_an_address_without_a_region_asks_for_the_permission_everywhere(
    client: FlaskClient, sign_in: SignIn, trainer: Person, path: str
) -> None:
    answer = sign_in(client, trainer).get(path)

    assert answer.status_code == 403


def test_a_page_about_what_grants_reach_needs_a_grant_in_any_region(
    client: FlaskClient, sign_in: SignIn, trainer: Person
) -> None:
    answer = sign_in(client, trainer).get("/test/anywhere")

    assert answer.text == "within reach"


def test_a_page_about_what_grants_reach_is_closed_to_those_who_hold_none(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    answer = sign_in(client, make.person(session, everywhere=True)).get("/test/anywhere")

    assert answer.status_code == 403


def test_a_closed_account_is_a_stranger(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make.person(session, disabled_at=make.NOW))

    answer = client.get("/test/guarded")

    assert answer.status_code == 303


def test_templates_ask_the_same_table(client: FlaskClient, sign_in: SignIn, session: Session) -> None:
    in_padova = make.person(session, role=None, region="padova")
    make.grant(session, in_padova, role=Role.TRAINER, region="padova")

    answers = [client.get("/test/can").text, sign_in(client, in_padova).get("/test/can").text]

    assert answers == ["[False, False]", "[True, False]"]


def test_a_mark_only_marks() -> None:
    def view() -> str:
        return "seen"

    marked = requires(Permission.TAKE_MODULE)(view)

    assert marked is view
    assert need_of(view) is Permission.TAKE_MODULE
    assert need_of(lambda: "") is None
