"""Does a trainer read what learners object to, and decide about the own modules alone?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests import reports as made
from tests.teaching.conftest import Course
from training.accounts.models import Person
from training.foundation.permissions import Role
from training.learning.models import QuestionReport, ReportDecision

SignIn = Callable[[FlaskClient, Person], FlaskClient]
REPORTS = "/en/teaching/modules/craft/reports"


@pytest.fixture
def report(session: Session, course: Course) -> QuestionReport:
    """Give a report about the German stem of a question of the practice."""
    return made.report(session, make.person(session, name="Unverwechselbar"), course.published, words="Falsches Wort.")


def decisions(session: Session) -> int:
    """Count what was decided."""
    return session.scalar(select(func.count()).select_from(ReportDecision)) or 0


def test_a_report_shows_the_text_as_it_was_read_the_original_and_no_name(
    teaching: FlaskClient, report: QuestionReport
) -> None:
    page = teaching.get(REPORTS).text
    assert "[de] Which of these is public?" in page
    assert "<dt>Original</dt><dd>Which of these is public?</dd>" in page
    assert "Falsches Wort." in page
    assert "1 open report says this." in page
    assert "Unverwechselbar" not in page


def test_the_module_says_how_many_reports_are_open(teaching: FlaskClient, report: QuestionReport) -> None:
    assert f'<a href="{REPORTS}">Reports of learners</a>: 1 open' in teaching.get("/en/teaching/modules/craft").text


def test_a_report_leads_to_grading_again(teaching: FlaskClient, course: Course, report: QuestionReport) -> None:
    quiz = course.quiz_address.replace("final-test", "who-quiz")
    assert f'href="{quiz}/questions/who-single/regrade"' in teaching.get(REPORTS).text


def test_deciding_tells_the_learner_and_takes_the_report_off_the_list(
    teaching: FlaskClient, session: Session, sign_in: SignIn, report: QuestionReport
) -> None:
    answer = teaching.post(f"{REPORTS}/{report.id}", data={"decision": "corrected", "reply": "Thank you."})
    assert (answer.status_code, answer.location) == (303, f"{REPORTS}?saved=1")
    assert "No report is open." in teaching.get(str(answer.location)).text
    learner = session.get_one(Person, report.person_id)
    assert "Thank you." in sign_in(teaching, learner).get("/en/my-reports").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reply": "Thank you."}, "Choose what comes of the report."),
        ({"decision": "burnt", "reply": "Thank you."}, "Choose what comes of the report."),
        ({"decision": "corrected", "reply": "x" * 1001}, "Shorten the reply to 1000 characters."),
    ],
)
def test_what_cannot_be_decided_is_explained_and_stays_in_the_form(
    teaching: FlaskClient, session: Session, report: QuestionReport, typed: dict[str, str], sentence: str
) -> None:
    answer = teaching.post(f"{REPORTS}/{report.id}", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed["reply"] in answer.text
    assert decisions(session) == 0


def test_what_is_decided_stays(teaching: FlaskClient, session: Session, report: QuestionReport) -> None:
    statuses = [
        teaching.post(f"{REPORTS}/{report.id}", data={"decision": decision}).status_code
        for decision in ("corrected", "no-change")
    ]
    assert statuses == [303, 409]
    assert decisions(session) == 1


def test_a_report_of_another_region_is_not_decided_through_the_own_module(
    client: FlaskClient, session: Session, sign_in: SignIn, report: QuestionReport
) -> None:
    make.published_module(session, make.module_value("steel", region="linz"))
    sign_in(client, make.person(session, role=Role.TRAINER, region="linz"))
    address, typed = f"{REPORTS}/{report.id}", {"decision": "corrected"}
    assert client.get(REPORTS).status_code == 403
    assert client.post(address, data=typed).status_code == 403
    assert client.post(address.replace("/craft/", "/steel/"), data=typed).status_code == 404
    assert decisions(session) == 0


def test_a_learner_reads_no_reports(client: FlaskClient, session: Session, sign_in: SignIn, course: Course) -> None:
    assert sign_in(client, make.person(session, everywhere=True)).get(REPORTS).status_code == 403


def test_a_module_that_was_never_published_has_no_reports(teaching: FlaskClient, session: Session) -> None:
    make.module(session, make.module_value("draft"))
    assert teaching.get("/en/teaching/modules/draft/reports").status_code == 404


def test_more_reports_take_no_more_statements(
    teaching: FlaskClient,
    session: Session,
    course: Course,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    person = make.person(session)
    teaching.get(REPORTS)
    for _ in range(5):
        made.report(session, person, course.published)
    with statements() as seen:
        teaching.get(REPORTS)
    # The person, the publications, the reports.
    assert len(seen) == 3, seen
