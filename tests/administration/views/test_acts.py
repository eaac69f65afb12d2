"""Do acts on accounts and roles stop at the own reach, and leave an entry each?"""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.administration.conftest import Entering, Tree
from training.accounts.models import Person, RoleGrant, SignIn
from training.foundation.audit import AuditEntry
from training.foundation.outbox import OutboxLetter
from training.foundation.permissions import Role

PEOPLE = "/en/administration/people"


@pytest.fixture
def dora(session: Session, tree: Tree) -> Person:
    """Give a learner of the desk."""
    return make.person(session, organisation=tree.desk, name="Dora Desk", email="dora@linz.example")


def typed(person: Person, **other: str) -> dict[str, str]:
    """Fill in the form as it is shown, with something else."""
    shown = {"name": person.name, "email": person.email, "organisation": "desk", "preferred": person.language}
    return shown | other


def events(session: Session) -> list[str]:
    """List the entries of the log."""
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))


def roles(session: Session, person: Person) -> list[str]:
    """List what a person has been granted."""
    return sorted(session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person.id)))


def test_a_person_is_corrected_and_the_entry_names_columns_only(
    administering: FlaskClient, session: Session, dora: Person
) -> None:
    sent = typed(dora, name=" Dora  Żywiec ", email="New@linz.example", organisation="library", preferred="pl")
    answer = administering.post(f"{PEOPLE}/{dora.id}", data=sent)
    assert (answer.status_code, answer.location) == (303, f"{PEOPLE}/{dora.id}?saved=corrected")
    session.refresh(dora)
    assert (dora.name, dora.email, dora.language, dora.folded) == (
        "Dora Żywiec",
        "new@linz.example",
        "pl",
        "dora zywiec new@linz.example",
    )
    entry = session.scalars(select(AuditEntry)).one()
    changed = sorted(["email", "name", "language", "organisation_id"])
    assert (entry.event, sorted(entry.facts["changed"])) == ("person-corrected", changed)
    assert "wiec" not in str(entry.facts)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("name", " "), "Write first and last name."),
        (("email", "no address"), "This is no e-mail address."),
        (("email", "taken@example.org"), "Another account has this address."),
        (("organisation", "comune"), "There is no open organisation of this name within your reach."),
        (("organisation", ""), "Choose an organisation."),
        (("preferred", "xx"), "Choose one of the seven languages."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    administering: FlaskClient, session: Session, dora: Person, wrong: tuple[str, str], sentence: str
) -> None:
    make.person(session, email="taken@example.org")
    answer = administering.post(f"{PEOPLE}/{dora.id}", data=typed(dora, **dict([wrong])))
    assert answer.status_code == 422
    assert f'<a href="#{wrong[0]}">' in answer.text
    assert sentence in answer.text
    session.refresh(dora)
    assert (dora.name, dora.email, dora.language) == ("Dora Desk", "dora@linz.example", "en")


@pytest.mark.parametrize("act", ["", "/close", "/invite", "/end-sessions", "/extra-time", "/reset-factors"])
def test_an_account_that_can_do_more_than_the_own_is_left_alone(
    entering: Entering, session: Session, tree: Tree, of_office: Person, act: str
) -> None:
    """Whoever could give it another address could take it over by the next letter."""
    higher = make.person(session, role=Role.TRANSLATOR, everywhere=True, organisation=tree.desk, email="up@x.example")
    sent = typed(higher, email="mine@x.example", percent="50")
    answer = entering(of_office).post(f"{PEOPLE}/{higher.id}{act}", data=sent)
    assert answer.status_code == 422
    assert "reaches further than yours" in answer.text
    session.refresh(higher)
    assert (higher.email, higher.disabled_at, higher.extra_time_percent) == ("up@x.example", None, 0)
    assert events(session) == []


def test_an_account_is_closed_and_opened_again(administering: FlaskClient, session: Session, dora: Person) -> None:
    administering.post(f"{PEOPLE}/{dora.id}/close")
    session.refresh(dora)
    assert dora.disabled_at is not None
    administering.post(f"{PEOPLE}/{dora.id}/open")
    session.refresh(dora)
    assert dora.disabled_at is None
    assert events(session) == ["account-closed", "account-opened"]


def test_somebody_is_signed_out_everywhere(administering: FlaskClient, session: Session, dora: Person) -> None:
    make.sign_in(session, dora)
    answer = administering.post(f"{PEOPLE}/{dora.id}/end-sessions", follow_redirects=True)
    assert "signed out everywhere" in answer.text
    assert session.scalars(select(SignIn.ended_at).where(SignIn.person_id == dora.id)).one()
    assert events(session) == ["sessions-ended"]


@pytest.mark.parametrize("act", ["close", "end-sessions", "extra-time", "reset-factors"])
def test_nobody_does_this_to_the_own_account(
    administering: FlaskClient, session: Session, of_linz: Person, act: str
) -> None:
    answer = administering.post(f"{PEOPLE}/{of_linz.id}/{act}", data={"percent": "50"})
    assert answer.status_code == 422
    assert "This is your own account." in answer.text
    session.refresh(of_linz)
    assert (of_linz.disabled_at, of_linz.extra_time_percent) == (None, 0)


def test_somebody_is_invited_and_invited_again(administering: FlaskClient, session: Session, tree: Tree) -> None:
    sent = {"name": "Ina Invited", "email": "Ina@linz.example", "organisation": "desk", "preferred": "de"}
    answer = administering.post(f"{PEOPLE}/new", data=sent)
    ina = session.scalars(select(Person).where(Person.email == "ina@linz.example")).one()
    assert answer.location == f"{PEOPLE}/{ina.id}?saved=invited"
    administering.post(f"{PEOPLE}/{ina.id}/invite")
    letters = session.execute(select(OutboxLetter.letter, OutboxLetter.person_id)).all()
    assert letters == [("invitation", ina.id)] * 2
    ina.password_hash = "has come"
    session.flush()
    assert "This person has come already." in administering.post(f"{PEOPLE}/{ina.id}/invite").text


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"organisation": "comune"}, "within your reach"),
        ({"email": "dora@linz.example"}, "Another account has this address."),
        ({"name": ""}, "Write first and last name."),
    ],
)
def test_nobody_is_invited_where_it_cannot_be(
    administering: FlaskClient, session: Session, dora: Person, other: dict[str, str], sentence: str
) -> None:
    sent = {"name": "Ina", "email": "ina@x.example", "organisation": "desk", "preferred": "de"} | other
    answer = administering.post(f"{PEOPLE}/new", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalar(select(Person).where(Person.email == "ina@x.example")) is None


@pytest.mark.parametrize(("percent", "kept"), [("50", (303, 50)), ("301", (422, 0)), ("-1", (422, 0)), ("", (422, 0))])
def test_more_time_has_bounds(
    administering: FlaskClient, session: Session, dora: Person, percent: str, kept: tuple[int, int]
) -> None:
    answer = administering.post(f"{PEOPLE}/{dora.id}/extra-time", data={"percent": percent})
    session.refresh(dora)
    assert (answer.status_code, dora.extra_time_percent) == kept


def test_a_role_is_given_within_the_own_reach_and_taken_again(
    entering: Entering, session: Session, dora: Person, of_office: Person
) -> None:
    client = entering(of_office)
    sent = {"role": "training-officer", "place": "organisation:desk", "spoken": ""}
    assert client.post(f"{PEOPLE}/{dora.id}/roles", data=sent).status_code == 303
    assert roles(session, dora) == ["learner", "training-officer"]
    assert client.post(f"{PEOPLE}/{dora.id}/roles/take", data=sent).status_code == 303
    assert roles(session, dora) == ["learner"]
    assert events(session) == ["role-granted", "role-withdrawn"]
    letters = session.scalars(select(OutboxLetter.facts).where(OutboxLetter.person_id == dora.id)).all()
    assert letters == [{"change": "roles"}] * 2


@pytest.mark.parametrize("place", ["organisation:hall", "organisation:library", "region:linz", "everywhere", "moon:x"])
def test_no_role_is_given_beyond_the_own_reach(
    entering: Entering, session: Session, dora: Person, of_office: Person, place: str
) -> None:
    sent = {"role": "administrator", "place": place, "spoken": ""}
    client = entering(of_office)
    answer = client.post(f"{PEOPLE}/{dora.id}/roles", data=sent)
    assert answer.status_code == 422
    assert "Choose a place within your reach." in answer.text
    assert roles(session, dora) == ["learner"]
    assert f'value="{place}"' not in client.get(f"{PEOPLE}/{dora.id}").text


def test_nobody_widens_the_own(administering: FlaskClient, session: Session, of_linz: Person) -> None:
    sent = {"role": "training-officer", "place": "region:linz", "spoken": ""}
    answer = administering.post(f"{PEOPLE}/{of_linz.id}/roles", data=sent)
    assert answer.status_code == 422
    assert "Nobody gives roles to themselves." in answer.text
    assert roles(session, of_linz) == ["administrator", "learner"]


@pytest.mark.parametrize(
    "sent",
    [
        {"role": "trainer", "place": "organisation:desk", "spoken": ""},
        {"role": "trainer", "place": "region:linz", "spoken": "de"},
        {"role": "learner", "place": "region:linz", "spoken": ""},
    ],
)
def test_a_role_that_cannot_be_given_so_is_refused(
    administering: FlaskClient, session: Session, dora: Person, sent: dict[str, str]
) -> None:
    answer = administering.post(f"{PEOPLE}/{dora.id}/roles", data=sent)
    assert answer.status_code == 422
    assert "This role cannot be given so" in answer.text
    assert roles(session, dora) == ["learner"]


def test_the_last_administrator_everywhere_stays(
    entering: Entering, session: Session, tree: Tree, everywhere: Person
) -> None:
    """Neither the role nor the account of the last one is taken away; with a second one, both may be."""
    sent = {"role": "administrator", "place": "everywhere", "spoken": ""}
    client = entering(everywhere)
    refused = client.post(f"{PEOPLE}/{everywhere.id}/roles/take", data=sent)
    assert "This is the last administrator for everywhere." in refused.text
    closed = make.person(session, role=Role.ADMINISTRATOR, everywhere=True, disabled_at=make.NOW)
    assert client.post(f"{PEOPLE}/{everywhere.id}/roles/take", data=sent).status_code == 422
    closed.disabled_at = None
    session.flush()
    assert client.post(f"{PEOPLE}/{everywhere.id}/roles/take", data=sent).status_code == 303
    assert roles(session, everywhere) == ["learner"]


def test_the_table_says_who_may_do_what_to_everybody(entering: Entering, session: Session) -> None:
    page = entering(make.person(session)).get("/en/who-may-do-what")
    assert page.status_code == 200
    assert "Give and take roles" in page.text
    assert "/en/administration/people" not in page.text
