"""Can a training officer require learning, see it by name, and nobody else?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.assignments.offices import Town
from training.accounts.models import Person
from training.assignments.models import AssignedPerson, Assignment
from training.foundation.audit import AuditEntry
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
LIST = "/en/required-learning"
NEW = f"{LIST}/new"
NAMES = "/en/organisations/hall/completions"
FORM = {
    "module": "craft",
    "organisation": "hall",
    "people": "",
    "due_on": "2027-03-31",
    "repeat": "12",
    "compulsory": "yes",
}


@pytest.fixture
def officer(client: FlaskClient, town: Town, sign_in: SignIn, clock: object) -> FlaskClient:
    """Give the browser of the training officer, at the moment at which everything here came to be."""
    return sign_in(client, town.officer)


def test_a_module_is_required_of_an_organisation(officer: FlaskClient, session: Session, town: Town) -> None:
    answer = officer.post(NEW, data=FORM)

    assert (answer.status_code, answer.location) == (303, f"{LIST}?saved=assigned")
    made = session.scalars(select(Assignment)).one()
    assert (made.organisation_id, made.repeat_months, made.compulsory, made.listed) == (town.hall.id, 12, True, False)
    assert "again every 12 months" in officer.get(LIST).text


def test_a_module_is_required_of_a_list(officer: FlaskClient, session: Session, town: Town) -> None:
    jana = make.person(session, organisation=town.archive, email="jana@example.org")

    officer.post(NEW, data={**FORM, "people": " Jana@example.org ;\njana@example.org", "repeat": "once"})

    assert session.scalars(select(AssignedPerson.person_id)).all() == [jana.id]
    assert session.scalars(select(Assignment.repeat_months)).one() is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"module": ""}, "Choose a module."),
        ({"organisation": "elsewhere"}, "Choose an organisation."),
        ({"organisation": ""}, "Choose an organisation."),
        ({"due_on": "31.3.2027"}, "This day could not be read."),
        ({"due_on": ""}, "Choose the day by which it is due."),
        ({"due_on": "2020-01-01"}, "This day is past."),
        ({"due_on": "2207-03-31"}, "more than five years away"),
        ({"repeat": "7"}, "Choose one of the repetitions."),
        ({"people": "stranger@example.org"}, "belong to nobody with an open account in this organisation: stranger@"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    officer: FlaskClient, session: Session, change: dict[str, str], says: str
) -> None:
    answer = officer.post(NEW, data={**FORM, **change})

    assert answer.status_code == 422
    assert says in answer.text
    assert change.get("people", "") in answer.text
    assert session.scalars(select(Assignment)).all() == []


def test_the_list_counts_who_is_done_and_who_is_late(officer: FlaskClient, session: Session, town: Town) -> None:
    town.complete(make.person(session, organisation=town.archive), make.NOW)
    town.require()

    row = " ".join(officer.get(LIST).text.split())

    assert '<td class="number">2</td><td class="number">1</td><td class="number">0</td>' in row


def test_the_list_costs_the_same_for_many(
    officer: FlaskClient,
    session: Session,
    town: Town,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    town.require()
    officer.get(LIST)
    with statements() as few:
        officer.get(LIST)
    for _ in range(4):
        make.person(session, organisation=town.hall)
        town.require()
    session.flush()

    with statements() as many:
        officer.get(LIST)

    assert len(many) == len(few)


def test_names_are_shown_to_the_officer_those_first_who_are_late_and_the_look_is_noted(
    officer: FlaskClient, session: Session, town: Town
) -> None:
    town.complete(make.person(session, organisation=town.archive, name="Anna Done"), make.NOW)
    make.person(session, organisation=town.elsewhere, name="Eva Elsewhere")
    id_ = town.require()

    text = officer.get(f"{LIST}/{id_}").text

    assert text.index("Olga Officer") < text.index("Anna Done")
    assert "Eva Elsewhere" not in text
    assert _events(session)[-1] == ("completions-seen", f"assignment {id_}")


def test_completions_of_the_organisation_are_listed_and_saved_as_a_file(
    officer: FlaskClient, session: Session, town: Town
) -> None:
    town.complete(make.person(session, organisation=town.archive, name="=Anna Done"), make.NOW)

    page, file = officer.get(NAMES), officer.post(f"{NAMES}/export")

    assert "=Anna Done" in page.text
    lines = file.text.splitlines()
    assert lines[0] == '\ufeff"name","email","organisation","module","round","begun","completed"'
    assert lines[1].startswith('"\'=Anna Done",')
    assert lines[1].endswith(',"Archive","craft","1","2026-11-20","2026-11-20"')
    assert [event for event, _ in _events(session)] == ["completions-seen", "completions-exported"]


def test_an_assignment_is_saved_as_a_file(officer: FlaskClient, town: Town) -> None:
    id_ = town.require()

    answer = officer.post(f"{LIST}/{id_}/export")

    assert answer.mimetype == "text/csv"
    assert answer.text.splitlines()[1].startswith('"Olga Officer",')
    assert answer.text.splitlines()[1].endswith(',"Town hall","craft","1","2027-03-31","open","",""')
    # In a German office a list is cut at semicolons.
    assert officer.post(f"/de/required-learning/{id_}/export").text.splitlines()[1].startswith('"Olga Officer";')


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTNER, Role.TRAINER, Role.LEARNER])
def test_names_are_closed_to_everybody_else(
    client: FlaskClient, session: Session, town: Town, sign_in: SignIn, role: Role
) -> None:
    id_ = town.require()
    sign_in(client, make.person(session, role=role, everywhere=True, organisation=town.hall))

    for answer in (client.get(f"{LIST}/{id_}"), client.get(NAMES), client.post(f"{NAMES}/export")):
        assert answer.status_code == 403
        assert "Olga" not in answer.text


def test_an_officer_sees_no_other_organisation(officer: FlaskClient, town: Town) -> None:
    id_ = town.require(organisation=town.elsewhere)

    for answer in (
        officer.get(f"{LIST}/{id_}"),
        officer.post(f"{LIST}/{id_}/withdraw"),
        officer.get("/en/organisations/elsewhere/completions"),
    ):
        assert answer.status_code == 403


def test_what_is_required_no_longer_is_gone_from_the_list(officer: FlaskClient, town: Town) -> None:
    id_ = town.require()

    answer = officer.post(f"{LIST}/{id_}/withdraw", follow_redirects=True)

    assert "It is required no longer." in answer.text
    assert "Nothing is required yet." in answer.text


def test_a_learner_reads_what_is_required(
    client: FlaskClient, session: Session, town: Town, sign_in: SignIn, clock: object
) -> None:
    town.require()
    jana = sign_in(client, make.person(session, organisation=town.archive))

    text = jana.get("/en/my-learning").text

    assert "Required of you" in text
    assert "due on 31\u00a0March\u00a02027" in text


def test_a_learner_begins_a_round_again(
    client: FlaskClient, session: Session, town: Town, sign_in: SignIn, clock: object
) -> None:
    jana = make.person(session, organisation=town.archive)
    town.complete(jana, make.NOW - timedelta(days=800))
    id_ = town.require(repeat_months=12)
    sign_in(client, jana)
    assert "Begin again" in client.get("/en/my-learning").text

    answer = client.post(f"{LIST}/{id_}/begin")

    assert (answer.status_code, answer.location) == (303, "/en/modules/craft")
    assert "Begin the module" not in client.get("/en/modules/craft").text


def test_reminders_of_what_is_recommended_are_switched_off(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    jana = make.person(session)
    sign_in(client, jana)

    answer = client.post("/en/account/reminders", data={}, follow_redirects=True)

    assert "Saved." in answer.text
    session.refresh(jana)
    assert jana.wants_reminders is False


def _events(session: Session) -> list[tuple[str, str]]:
    noted = AuditEntry.event.like("completions-%")
    rows = session.execute(select(AuditEntry.event, AuditEntry.subject).where(noted).order_by(AuditEntry.id))
    return [(event, subject) for event, subject in rows]
