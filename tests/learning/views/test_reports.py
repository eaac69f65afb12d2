"""Can a learner object to a question?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make, reports
from tests.learning.views.conftest import Learner
from training.accounts.models import Person
from training.learning.models import QuestionReport, ReportMessage
from training.learning.rules.reports import MOST_REPORTS

Statements = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[FlaskClient, Person], FlaskClient]
SAID = {"about": "1", "kind": "unclear", "words": "The word is another one."}
_VALUES = re.compile(r'name="about" value="([^"]*)"')


def _rows(session: Session) -> list[QuestionReport]:
    return list(session.scalars(select(QuestionReport).order_by(QuestionReport.reported_at)))


def _form(learner: Learner, *, language: str = "en", number: int = 1) -> str:
    return f"{learner.begin(language=language)}/questions/{number}/report"


def test_the_question_and_the_result_lead_to_the_form(learner: Learner) -> None:
    attempt = learner.begin()
    link = f'href="{attempt}/questions/2/report"'
    assert link in learner.get(f"{attempt}/questions/2").text
    result = learner.client.post(f"{attempt}/finish").location
    assert link in learner.get(str(result)).text


@pytest.mark.parametrize("language", ["en", "sl"])
def test_the_form_shows_the_texts_and_not_which_is_right(learner: Learner, language: str) -> None:
    page = learner.get(_form(learner, language=language)).text
    for text in ("Which of these is public?", "The town museum", "The games studio"):
        assert text in page
    assert "the town pays for it" not in page
    assert 'value="museum"' not in page
    assert _VALUES.findall(page) == ["0", "1", "2", "3"]


def test_a_report_is_kept_and_the_learner_hears_what_will_happen(learner: Learner, session: Session) -> None:
    form = _form(learner, language="sl")
    answer = learner.send(form, **(SAID | {"kind": "translation"}))
    assert (answer.status_code, answer.location) == (303, f"{form}?sent=1")
    row = _rows(session)[0]
    assert (row.person_id, row.quiz, row.question) == (learner.person.id, "final-test", "final-single")
    assert (row.segment, row.kind, row.language) == ("final/final-test/final-single/stem", "translation", "sl")
    assert row.publication_id == learner.published.publication.id
    assert session.scalars(select(ReportMessage.text)).one() == "The word is another one."
    thanks = learner.get(str(answer.location).replace("/sl/", "/en/")).text
    assert "Thank you for your report" in thanks
    assert "They do not see your name." in thanks


def test_a_report_stores_no_answer_and_leads_back_to_the_question(learner: Learner) -> None:
    form = _form(learner)
    learner.send(form, **SAID)
    question = form.removesuffix("/report")
    assert f'href="{question}"' in learner.get(f"{form}?sent=1").text
    assert "No answer is saved yet." in learner.get(question).text


def test_after_handing_in_the_form_is_still_there_and_leads_back_to_the_result(
    learner: Learner, session: Session
) -> None:
    attempt = learner.begin()
    learner.client.post(f"{attempt}/finish")
    form = f"{attempt}/questions/1/report"
    assert f'href="{attempt}/result"' in learner.get(form).text
    assert learner.send(form, **SAID).status_code == 303
    assert len(_rows(session)) == 1


def test_a_double_click_sends_one_report(learner: Learner, session: Session) -> None:
    form = _form(learner)
    typed = learner.hidden(form) | SAID
    for _ in range(2):
        assert learner.client.post(form, data=typed).status_code == 303
    assert len(_rows(session)) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Choose what is wrong."),
        ({"kind": "other", "words": ""}, "Write in a few words what is wrong."),
        ({"words": "ä" * 1001}, "That is too long: 1000 characters fit."),
    ],
)
def test_what_cannot_be_sent_is_explained_and_stays_in_the_form(
    learner: Learner, session: Session, typed: dict[str, str], sentence: str
) -> None:
    form = _form(learner)
    answer = learner.send(form, **(SAID | typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (SAID | typed)["words"] in answer.text
    assert _rows(session) == []


@pytest.mark.parametrize(
    "typed", [{"kind": "translation"}, {"about": "9"}, {"about": "final/final-test/final-single/stem"}]
)
def test_what_was_not_offered_is_refused(learner: Learner, session: Session, typed: dict[str, str]) -> None:
    assert learner.send(_form(learner), **(SAID | typed)).status_code == 422
    assert _rows(session) == []


@pytest.mark.usefixtures("clock")
def test_too_many_reports_are_refused_and_the_words_stay_in_the_form(learner: Learner, session: Session) -> None:
    form = _form(learner)
    for _ in range(MOST_REPORTS):
        reports.report(session, learner.person, learner.published)
    answer = learner.send(form, **SAID)
    assert answer.status_code == 429
    assert "At most 20 reports in twenty-four hours." in answer.text
    assert SAID["words"] in answer.text
    assert len(_rows(session)) == MOST_REPORTS


def test_the_attempt_of_somebody_else_is_not_there(learner: Learner, session: Session, sign_in: SignIn) -> None:
    form = _form(learner)
    typed = learner.hidden(form) | SAID
    sign_in(learner.client, make.person(session, everywhere=True))
    assert learner.get(form).status_code == 404
    assert learner.client.post(form, data=typed).status_code == 404
    assert _rows(session) == []


@pytest.mark.parametrize("address", ["questions/0/report", "questions/9/report"])
def test_a_question_that_is_not_there_cannot_be_reported(learner: Learner, session: Session, address: str) -> None:
    form = f"{learner.begin()}/{address}"
    assert learner.get(form).status_code == 404
    assert learner.client.post(form, data=SAID).status_code == 404
    assert _rows(session) == []


def test_nobody_reports_without_signing_in(learner: Learner, session: Session) -> None:
    form = _form(learner)
    learner.sign_out()
    for answer in (learner.get(form), learner.client.post(form, data=SAID), learner.get("/en/my-reports")):
        assert "/en/sign-in" in str(answer.location)
    assert _rows(session) == []


@pytest.mark.usefixtures("csrf")
def test_a_form_without_its_token_is_refused(learner: Learner, session: Session) -> None:
    form = f"/en/attempts/{make.attempt(session, learner.enrolment, learner.published).id}/questions/1/report"
    typed = {**learner.hidden(form), **SAID}
    bare = {name: value for name, value in typed.items() if name != "csrf_token"}
    from_here = {"Referer": f"https://localhost{form}"}
    assert learner.client.post(form, data=bare, headers=from_here, base_url="https://localhost").status_code == 400
    assert _rows(session) == []
    assert learner.client.post(form, data=typed, headers=from_here, base_url="https://localhost").status_code == 303


@pytest.mark.parametrize("language", ["en", "sl"])
def test_the_form_takes_a_fixed_number_of_statements(
    learner: Learner, session: Session, statements: Statements, language: str
) -> None:
    form = _form(learner, language=language)
    typed = learner.hidden(form) | SAID
    for _ in range(MOST_REPORTS - 1):
        reports.report(session, learner.person, learner.published)
    with statements() as seen:
        learner.get(form)
    assert len(seen) <= 2, seen
    with statements() as seen:
        assert learner.client.post(form, data=typed).status_code == 303
    assert len(seen) <= 5, seen
