"""Can somebody reach what is another person's by typing its address, or by naming it in a form?"""

from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import HIDDEN
from tests.security.conftest import SignIn
from tests.security.walk import Victim, addresses
from training.foundation import tickets
from training.quizzes.models import Answer, Attempt

#: What names something that is one person's.
PERSONAL = {"attempt_id", "report_id", "person_id", "enrolment_id"}
#: A certificate can be checked by whoever was given its number; its file is its holder's.
FOR_EVERYBODY = {"learning.certificate", "learning.verify"}


def test_what_is_anothers_is_not_there(app: Flask, stranger: FlaskClient, victim: Victim) -> None:
    asked = [each for each in addresses(app, victim.values, "GET", "POST") if each.names & PERSONAL]

    reached = {
        (each.method, each.path): answer.status_code
        for each in asked
        if (answer := stranger.open(each.path, method=each.method)).status_code not in (400, 403, 404)
    }

    assert len(asked) > 8
    assert reached == {}


def test_a_name_stands_on_no_page_of_anybody_else(app: Flask, stranger: FlaskClient, victim: Victim) -> None:
    showing = [
        each.path
        for each in addresses(app, victim.values, "GET")
        if each.endpoint not in FOR_EVERYBODY and victim.person.name.encode() in stranger.get(each.path).data
    ]

    assert showing == []


def test_the_file_of_a_certificate_is_its_holders(stranger: FlaskClient, victim: Victim) -> None:
    answer = stranger.get(f"/en/certificates/{victim.values['certificate']}.pdf")

    assert answer.status_code == 303


def test_a_ticket_of_ones_own_opens_nothing_of_anothers(
    app: Flask, stranger: FlaskClient, session: Session, victim: Victim
) -> None:
    with app.test_request_context():
        mine = tickets.issue("answer", str(uuid4()), person_id=victim.person.id + 1)
    path = f"/en/attempts/{victim.attempt.id}/questions/1"

    answer = stranger.post(path, data={"ticket": mine, "answer": str(uuid4()), "response": "b"})

    assert answer.status_code == 400
    assert len(session.scalars(select(Answer)).all()) == 1


def test_a_ticket_for_one_purpose_is_none_for_another(app: Flask, client: FlaskClient, victim: Victim) -> None:
    with app.test_request_context():
        other = tickets.issue("lesson", str(victim.attempt.id), person_id=victim.person.id)

    answer = client.post(f"/en/attempts/{victim.attempt.id}/questions/1", data={"ticket": other, "response": "b"})

    assert answer.status_code == 400


def test_the_number_of_anothers_attempt_begins_no_answers_to_it(
    client: FlaskClient, session: Session, victim: Victim, stranger: FlaskClient
) -> None:
    """A receipt shows the number of its attempt: whoever has seen it must not write there."""
    page = "/en/modules/craft/self-assessment/before"
    stranger.post("/en/modules/craft/enrol")
    typed = dict(HIDDEN.findall(stranger.get(page).text)) | {"form": str(victim.attempt.id), "can-sort": "5"}

    answer = stranger.post(page, data=typed)

    assert answer.status_code == 303
    assert [row.question for row in session.scalars(select(Answer).where(Answer.attempt_id == victim.attempt.id))] == [
        "final-multiple"
    ]
    assert len(session.scalars(select(Attempt)).all()) == 2


def test_a_form_may_not_begin_the_attempt_of_another(stranger: FlaskClient, session: Session, victim: Victim) -> None:
    stranger.post("/en/modules/craft/enrol")

    begun = stranger.post("/en/modules/craft/quizzes/final-test", data={"attempt": str(victim.attempt.id)})

    assert begun.status_code == 303
    assert stranger.get(str(begun.location)).status_code == 404
    assert session.get_one(Attempt, victim.attempt.id).enrolment_id == victim.attempt.enrolment_id


def test_a_trainer_opens_no_quiz_of_another_region(
    client: FlaskClient, session: Session, sign_in: SignIn, victim: Victim, app: Flask
) -> None:
    sign_in(client, make.person(session, role="trainer", region="linz"))

    opened = {
        each.path: status
        for each in addresses(app, victim.values, "GET")
        if each.endpoint.startswith("teaching.") and "module" in each.names
        if (status := client.get(each.path).status_code) != 403
    }

    assert opened == {}
