"""Can a learner take home what is stored of an attempt?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from babel import dates
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.learning.views.conftest import Learner
from tests.learning.views.finished import UNCHANGED, become, check, code_on, finished, number_of, regrade, row_of
from training.content.rules.blocks import Quiz
from training.content.rules.module import Lesson
from training.foundation.languages import LANGUAGES, locale
from training.quizzes.rules.responses import response_to

_SAID = re.compile(r"<dt>Your answer</dt><dd><div>(.*?)</div>\n<p class=", re.DOTALL)


@pytest.fixture(autouse=True)
def _stopped(clock: time_machine.Traveller) -> None:
    # Before anybody signs in: a session would be over by the time at which the clock stands.
    del clock


@pytest.fixture
def attempt(learner: Learner, clock: time_machine.Traveller) -> str:
    """Give the address of a finished attempt."""
    return finished(learner, clock)


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace(" ,", ",")


def test_a_receipt_lists_what_is_stored(learner: Learner, attempt: str) -> None:
    page = _words(learner.get(f"{attempt}/receipt").text)

    for stored in (
        f"Number {number_of(attempt)}",
        "Module Rooms for makers",
        "Quiz The test",
        f"Publication number {learner.published.publication.id}, version 1",
        "Begun 20 November 2026, 10:30:00",
        "Handed in 20 November 2026, 10:31:53",
        "Stored 3 answers, changed and late ones included",
        "Result 1 of 3 points, not passed",
        "Your answer The town museum 20 November 2026, 10:30:16, English",
        "Before it 1 earlier answer, kept and not counted Points 1",
        "Your answer One contact A new hall 20 November 2026, 10:30:53, Slovenian Points 0",
        "Question 3, not answered",
    ):
        assert stored in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_seconds_are_written_as_each_language_does(learner: Learner, session: Session, language: str) -> None:
    moment = datetime(2026, 11, 20, 4, 5, 7, tzinfo=UTC)
    row = make.attempt(session, learner.enrolment, learner.published, started_at=moment)
    make.grade(session, row)

    page = learner.get(f"/{language}/attempts/{row.id}/receipt").text

    written = dates.format_time(moment, "medium", tzinfo=ZoneInfo("Europe/Berlin"), locale=locale(language))
    assert f", {written}</time>" in page


def test_a_receipt_speaks_the_language_of_the_page(learner: Learner, attempt: str) -> None:
    page = learner.get(f"{attempt}/receipt".replace("/en/", "/sl/")).text

    assert "[sl] Which of these is public?" in page
    assert "[sl] The town museum" in page


def test_a_response_of_every_kind_is_said_in_words(learner: Learner, session: Session) -> None:
    quiz = Quiz(key="all", title="All", purpose="practice", questions=every_kind())
    lesson = Lesson(key="all", title="All", minutes=1, objectives=("sort",), blocks=(quiz,))
    published = make.published_module(session, make.module_value(lessons=(lesson,)), number=2)
    row = make.attempt(session, learner.enrolment, published, quiz="all")
    for question in quiz.questions:
        response = response_to(question, RIGHT_OF_KIND[question.kind])
        make.answer(session, row, question=question.key, response=response)
    make.grade(session, row)

    said = _SAID.findall(learner.get(f"/en/attempts/{row.id}/receipt").text)

    assert len(said) == len(quiz.questions)
    assert all(_words(each) for each in said)


def test_the_result_and_the_certificate_lead_to_receipts(learner: Learner, session: Session, attempt: str) -> None:
    rule = {"read": ["who", "space"], "passed": [{"quiz": "final-test", "percent": 60}]}
    certificate = make.completion(session, learner.enrolment, learner.published, rule=rule).certificate

    assert f'href="{attempt}/receipt"' in learner.get(f"{attempt}/result").text
    assert 'href="/en/receipts"' in learner.get(f"/en/certificates/{certificate}").text


def test_an_unfinished_attempt_has_no_receipt(learner: Learner) -> None:
    attempt = learner.begin()

    answer = learner.get(f"{attempt}/receipt")

    assert (answer.status_code, answer.location) == (303, attempt)


def test_the_receipt_of_somebody_else_is_not_there(learner: Learner, session: Session, attempt: str) -> None:
    become(learner, make.person(session, everywhere=True).id)

    assert learner.get(f"{attempt}/receipt").status_code == 404


def test_a_receipt_is_for_people_who_are_signed_in(learner: Learner, attempt: str) -> None:
    learner.sign_out()

    for address in (f"{attempt}/receipt", "/en/receipts"):
        assert "/sign-in" in str(learner.get(address).location)


def test_a_late_answer_is_listed_and_leaves_the_receipt_true(learner: Learner, clock: time_machine.Traveller) -> None:
    attempt = learner.begin()
    typed = learner.hidden(f"{attempt}/questions/1") | {"response": "museum"}
    clock.shift(60)
    learner.client.post(f"{attempt}/finish")
    code = code_on(learner, attempt)
    clock.shift(9)
    learner.client.post(f"{attempt}/questions/1", data=typed)

    page, checked = learner.get(f"{attempt}/receipt").text, check(learner, number_of(attempt), code)[1]

    assert "Came late" in page
    assert "10:31:09" in page
    assert "Kept and not counted." in page
    assert "not answered" in page
    assert UNCHANGED in checked
    assert "1 answer came after the grade of this receipt." in checked


def test_a_regrade_leaves_a_late_answer_late(
    learner: Learner, session: Session, attempt: str, clock: time_machine.Traveller
) -> None:
    late = make.answer(
        session,
        row_of(session, attempt),
        question="final-numeric",
        response={"number": "4.5", "typed": "4,5"},
        answered_at=datetime.now(UTC),
    )
    clock.shift(60)
    regrade(learner, session, attempt)

    page = learner.get(f"{attempt}/receipt").text

    assert "Came late" in page
    assert late.answered_at.isoformat() in page
    assert UNCHANGED in check(learner, number_of(attempt), code_on(learner, attempt))[1]


def test_a_receipt_takes_a_fixed_number_of_statements(
    learner: Learner, session: Session, attempt: str, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    learner.get(f"{attempt}/receipt")
    with statements() as few:
        learner.get(f"{attempt}/receipt")
    for _ in range(30):
        make.answer(session, row_of(session, attempt), question="final-single", response={"choices": ["museum"]})
    regrade(learner, session, attempt)
    session.expire_all()
    with statements() as many:
        learner.get(f"{attempt}/receipt")

    # Who, which attempt, its grades, its answers.
    assert (len(few), len(many)) == (4, 4), many
