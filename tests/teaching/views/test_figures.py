"""Does a trainer see at once which question and which translation is wrong, and nothing about a few people?"""

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.modules import RIGHT, who
from tests.teaching.conftest import MUSEUM, STUDIO, Course
from tests.teaching.figures import row, words
from training.accounts.models import Person
from training.content.models import Publication
from training.content.rules.blocks import Quiz
from training.content.rules.module import TEST, CompletionRule, Lesson
from training.foundation.permissions import Role
from training.quizzes.rules.grading import scored
from training.quizzes.rules.kinds import KINDS

SignIn = Callable[[FlaskClient, Person], FlaskClient]

PAGE = "/en/teaching/modules/craft/quizzes/final-test"
ROOT = Path(__file__).parents[3]


def test_the_figures_of_a_question_are_those_worked_out_by_hand(teaching: FlaskClient, course: Course) -> None:
    for _ in range(15):
        course.handed_in(single=MUSEUM, multiple=RIGHT["multiple"])
    for _ in range(5):
        course.handed_in(single=STUDIO)
    page = teaching.get(PAGE).text
    # Wilson for 15 of 20; who knows one of the first two questions knows the other, and nobody the third.
    assert row(page, 1) == ["20", "75%", "53% to 89%", "1", "0 seconds"]
    assert row(page, 3) == ["20", "0%", "0% to 16%", *["cannot be told"] * 2]
    assert re.search(r"right:</span>.*?The town museum.*?75%", page, re.DOTALL)
    assert re.search(r"The games studio.*?25%.*?left open.*?0%", page, re.DOTALL)
    assert re.search(r"another number.*?left open.*?100%", page, re.DOTALL)
    assert 'width="75.0%"' in page


@pytest.mark.parametrize("language", ["en", "sl"])
def test_every_kind_of_question_tells_what_was_picked(teaching: FlaskClient, session: Session, language: str) -> None:
    test = Quiz(key="all-kinds", title="All kinds", purpose="test", pass_percent=50, questions=every_kind())
    lesson = Lesson(key="final", kind=TEST, title="Final test", minutes=8, blocks=(test,))
    value = make.module_value(lessons=(who(), lesson), completion=CompletionRule(passed=("all-kinds",)))
    published = make.published_module(session, value)
    responses = {each.key: KINDS[each.kind].read(each, RIGHT_OF_KIND[each.kind]) for each in scored(test)}
    for _ in range(20):
        enrolment = make.enrolment(session, make.person(session), published)
        attempt = make.attempt(session, enrolment, published, quiz="all-kinds")
        for question, response in responses.items():
            make.answer(session, attempt, question=question, response=response)
        make.grade(session, attempt, marks=dict.fromkeys(responses, 1.0))
    page = teaching.get(PAGE.replace("/en/", f"/{language}/").replace("final-test", "all-kinds")).text
    said = ("the client", "Museum", "Private", "Then", "Ask first", "Lend it")
    assert all((text if language == "en" else f"[sl] {text}") in page for text in said)
    assert page.count('id="question-') == 9
    if language == "en":
        shown = words(page)
        told = (
            *("True 100%", "4.5 euro 100%", "another number 0%", "Gap 1: the client 100%", "Gap 1: the artist 0%"),
            *("Then (in its place) 100%", "Step 2: Lend it 100%"),
            *("Museum \N{EN DASH} Private 0%", "Museum \N{EN DASH} Public 100%"),
        )
        assert [each for each in told if each not in shown] == []


def test_a_quiz_of_few_questions_cannot_compare_languages(teaching: FlaskClient, course: Course) -> None:
    assert "This quiz has too few questions to compare languages: it takes 5." in teaching.get(PAGE).text


def test_below_the_minimum_no_number_is_told(teaching: FlaskClient, course: Course) -> None:
    for _ in range(19):
        course.handed_in(single=MUSEUM)
    page = words(teaching.get(PAGE).text)
    assert "There is not enough data yet. Figures are shown once 20 learners" in page
    assert page.count("not enough data yet") >= 8
    assert "fewer than 20" in page
    assert "19" not in page
    assert "%" not in page


def test_nobody_has_answered_yet(teaching: FlaskClient, course: Course) -> None:
    page = words(teaching.get(PAGE).text)
    assert "There is not enough data yet." in page
    assert "%" not in page


def test_of_one_publication_only_its_answers_are_shown(teaching: FlaskClient, course: Course) -> None:
    for _ in range(20):
        course.handed_in(single=MUSEUM)
    later = make.published_module(course.session, make.module_value(title="New"), number=2)
    for _ in range(30):
        Course(course.session, later).handed_in(single=STUDIO)
    both, first, second = (
        row(teaching.get(f"{PAGE}{which}").text, 1)[:2]
        for which in ("", f"?publication={course.published.publication.id}", f"?publication={later.publication.id}")
    )
    assert (both, first, second) == (["50", "40%"], ["20", "100%"], ["30", "0%"])


def test_a_quiz_that_the_module_has_no_longer_is_shown_as_it_was(teaching: FlaskClient, course: Course) -> None:
    for _ in range(20):
        course.handed_in(single=MUSEUM)
    shorter = make.module_value(lessons=(who(),), completion=CompletionRule(read=("who",)))
    make.published_module(course.session, shorter, number=2)
    course.session.add(Publication(module_id=course.published.row.id, texts={}, published_at=make.NOW))
    course.session.flush()
    assert row(teaching.get(PAGE).text, 1)[:2] == ["20", "100%"]


def test_the_page_of_the_module_leads_here(teaching: FlaskClient, course: Course) -> None:
    assert f'href="{PAGE}"' in teaching.get("/en/teaching/modules/craft").text


def test_nobody_is_named(teaching: FlaskClient, course: Course, session: Session) -> None:
    for _ in range(25):
        learner = make.person(session, name="Katja Unverwechselbar", email=None)
        course.handed_in(make.enrolment(session, learner, course.published), single=MUSEUM)
    page = teaching.get(PAGE).text
    assert "25" in page
    assert "Unverwechselbar" not in page
    assert "example.org" not in page


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRANSLATOR, Role.PARTNER])
def test_nobody_else_sees_figures(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course, role: Role
) -> None:
    assert sign_in(client, make.person(session, role=role, everywhere=True)).get(PAGE).status_code == 403


def test_the_figures_of_another_region_are_not_opened_by_typing_their_address(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course
) -> None:
    make.published_module(session, make.module_value("steel", region="linz"))
    sign_in(client, make.person(session, role=Role.TRAINER, region="linz"))
    assert client.get(PAGE).status_code == 403
    through_the_own = PAGE.replace("/craft/", "/steel/")
    assert client.get(through_the_own).status_code == 200
    assert client.get(f"{through_the_own}?publication={course.published.publication.id}").status_code == 404


@pytest.mark.parametrize("tail", ["no-test", "final-test?publication=x", "final-test?given_in=xx", "self-assessment-x"])
def test_what_is_not_there_is_not_found(teaching: FlaskClient, course: Course, tail: str) -> None:
    course.handed_in()
    assert teaching.get(PAGE.replace("final-test", tail)).status_code == 404


def test_a_module_without_a_publication_has_no_figures(teaching: FlaskClient, session: Session) -> None:
    make.module(session, make.module_value("draft"))
    assert teaching.get(PAGE.replace("craft", "draft")).status_code == 404


def test_the_page_takes_four_statements_however_many_answer(
    teaching: FlaskClient, course: Course, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    teaching.get(PAGE)
    taken = []
    for number in (1, 25):
        for _ in range(number):
            course.handed_in(single=MUSEUM, language="sl")
        with statements() as seen:
            assert teaching.get(PAGE).status_code == 200
        taken.append(len(seen))
    # The person, the module's publications, which of them have attempts, and the attempts.
    assert taken == [4, 4]


def test_only_who_opens_this_page_pays_for_its_mathematics() -> None:
    """NumPy and SciPy double what starting costs in time and memory."""
    program = "import sys, training.app, training.cli; print('numpy' in sys.modules, 'scipy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]
