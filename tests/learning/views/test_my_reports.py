"""Does a learner hear what came of a report, until they have seen it?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make, reports
from tests.learning.views.conftest import Learner
from training.accounts.models import Person
from training.learning.models import QuestionReport

Statements = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[FlaskClient, Person], FlaskClient]
SAID = {"about": "1", "kind": "unclear", "words": "The word is another one."}


def _decided(learner: Learner, session: Session, *, reply: str = "You are right.") -> QuestionReport:
    trainer = make.person(session, role="trainer", name="Tina Trainer")
    row = reports.report(session, learner.person, learner.published, words="Two fit.")
    reports.decision(session, row, trainer, reply=reply)
    return row


def test_my_reports_tell_what_was_received(learner: Learner) -> None:
    learner.send(f"{learner.begin()}/questions/1/report", **SAID)
    page = learner.get("/en/my-reports").text
    assert "Which of these is public?" in page
    assert "It can be understood in several ways" in page
    assert "The word is another one." in page
    assert "Received. The trainers and translators of the module read it; the trainers have not decided yet." in page
    assert "I have seen this" not in page


def test_my_reports_name_the_text_that_was_meant(learner: Learner) -> None:
    learner.send(f"{learner.begin()}/questions/1/report", **(SAID | {"about": "3"}))
    assert "The town museum" in learner.get("/en/my-reports").text


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ("corrected", "You were right: the text has been corrected."),
        ("regraded", "You were right: attempts have been graded again."),
        ("no-change", "Looked at: the question stays as it is."),
        ("forwarded", "Passed on to those who write or translate the module."),
    ],
)
def test_my_reports_tell_every_decision_in_words(
    learner: Learner, session: Session, decision: str, sentence: str
) -> None:
    row = reports.report(session, learner.person, learner.published)
    reports.decision(session, row, make.person(session, role="trainer"), decision=decision)
    assert sentence in learner.get("/en/my-reports").text


def test_my_reports_show_the_reply_and_not_who_wrote_it(learner: Learner, session: Session) -> None:
    _decided(learner, session, reply="Line one.\n<b>Line two.</b>")
    page = learner.get("/en/my-reports").text
    assert "Line one.<br>&lt;b&gt;Line two.&lt;/b&gt;" in page
    assert "Tina Trainer" not in page


def test_my_reports_are_nobody_elses(learner: Learner, session: Session) -> None:
    reports.report(session, make.person(session), learner.published, words="Not mine.")
    page = learner.get("/en/my-reports").text
    assert "Not mine." not in page
    assert "You have not reported a question." in page


def test_my_learning_leads_to_the_reports_once_there_is_one(learner: Learner, session: Session) -> None:
    assert "/en/my-reports" not in learner.get("/en/my-learning").text
    reports.report(session, learner.person, learner.published)
    page = learner.get("/en/my-learning").text
    assert 'href="/en/my-reports"' in page
    assert "has been decided" not in page


def test_my_learning_tells_of_a_decision_until_it_has_been_seen(
    learner: Learner, session: Session, sign_in: SignIn
) -> None:
    _decided(learner, session)
    sentence = "1 of your reports about questions has been decided."
    assert sentence in learner.get("/en/my-learning").text
    learner.get("/en/my-reports")
    learner.sign_out()
    sign_in(learner.client, learner.person)
    assert sentence in learner.get("/en/my-learning").text
    assert learner.send("/en/my-reports").location == "/en/my-reports"
    learner.sign_out()
    sign_in(learner.client, learner.person)
    assert sentence not in learner.get("/en/my-learning").text
    assert "I have seen this" not in learner.get("/en/my-reports").text


def test_a_decision_that_came_after_the_page_stays_new(learner: Learner, session: Session) -> None:
    _decided(learner, session)
    typed = learner.hidden("/en/my-reports")
    _decided(learner, session)
    learner.client.post("/en/my-reports", data=typed)
    assert "1 of your reports about questions has been decided." in learner.get("/en/my-learning").text


def test_nobody_sees_for_somebody_else(learner: Learner, session: Session, sign_in: SignIn) -> None:
    row = _decided(learner, session)
    sign_in(learner.client, make.person(session, everywhere=True))
    learner.client.post("/en/my-reports", data={"report": [str(row.id), str(uuid4()), "nonsense"]})
    sign_in(learner.client, learner.person)
    assert "has been decided." in learner.get("/en/my-learning").text


@pytest.mark.parametrize("count", [1, 12])
def test_my_reports_take_a_fixed_number_of_statements(
    learner: Learner, session: Session, statements: Statements, count: int
) -> None:
    rows = [_decided(learner, session) for _ in range(count)]
    learner.get("/sl/my-reports")
    with statements() as seen:
        learner.get("/sl/my-reports")
    assert len(seen) <= 2, seen
    typed = {"report": [str(row.id) for row in rows]}
    with statements() as seen:
        learner.client.post("/sl/my-reports", data=typed)
    assert len(seen) <= 2, seen


def test_the_notice_costs_my_learning_one_statement(learner: Learner, session: Session, statements: Statements) -> None:
    learner.get("/en/my-learning")
    for _ in range(12):
        _decided(learner, session)
    with statements() as seen:
        learner.get("/en/my-learning")
    assert len([statement for statement in seen if "question_report" in statement]) == 1
