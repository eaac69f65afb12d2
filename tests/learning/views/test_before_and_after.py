"""Is a quiz before and after taken at its two moments, silent until the second, and does it show the change then?"""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from tests.modules import module_value, questions
from training.accounts.models import Person
from training.content.rules.blocks import Quiz

QUIZ = "/en/modules/craft/quizzes/both"
SOLUTION = "Yes: the town pays for it."
UNTIL_READ = "You can take this quiz as soon as you have read all lessons."


@pytest.fixture
def learner(
    clock: time_machine.Traveller,
    client: FlaskClient,
    session: Session,
    sign_in: Callable[[FlaskClient, Person], FlaskClient],
) -> Learner:
    """Give a signed-in learner of the module ``craft``, which begins with a quiz before and after."""
    # Before anybody signs in: a session would be over by the time at which the clock stands.
    del clock
    value = module_value()
    both = Quiz(key="both", title="What do you know?", purpose="before-and-after", questions=questions("both"))
    first, *rest = value.lessons
    value = replace(value, lessons=(replace(first, blocks=(both, *first.blocks)), *rest))
    published = make.published_module(session, value)
    person = make.person(session, everywhere=True)
    return Learner(sign_in(client, person), person, published, make.enrolment(session, person, published))


def _take(learner: Learner, clock: time_machine.Traveller, answer: str) -> str:
    """Answer the first question and hand in; return the address of the result."""
    clock.shift(60)
    attempt = learner.begin("both")
    learner.send(f"{attempt}/questions/1", response=answer)
    clock.shift(60)
    learner.client.post(f"{attempt}/finish")
    clock.shift(60)
    return f"{attempt}/result"


def _read(learner: Learner, clock: time_machine.Traveller, *lessons: str) -> None:
    for lesson in lessons:
        clock.shift(60)
        learner.send(f"/en/modules/craft/lessons/{lesson}", read="yes")
    clock.shift(60)


def test_an_answer_before_is_saved_and_not_explained(learner: Learner, clock: time_machine.Traveller) -> None:
    attempt = learner.begin("both")
    assert learner.send(f"{attempt}/questions/1", response="museum").location == f"{attempt}/questions/2"
    assert SOLUTION not in learner.get(f"{attempt}/questions/1").text


def test_the_result_before_tells_points_and_nothing_else(learner: Learner, clock: time_machine.Traveller) -> None:
    page = learner.get(_take(learner, clock, "studio")).text
    assert "What is right is not told yet." in page
    assert "of 3" in page
    assert SOLUTION not in page
    assert "The town museum" not in page
    assert "Try again" not in page


def test_it_cannot_be_taken_again_before_all_lessons_are_read(
    learner: Learner, clock: time_machine.Traveller, session: Session
) -> None:
    _take(learner, clock, "studio")
    for lesson in ("who", "space"):
        page = learner.get(QUIZ).text
        assert UNTIL_READ in page
        assert "Begin the quiz" not in page
        assert learner.client.post(QUIZ, data={"attempt": str(uuid4())}).status_code == 409
        _read(learner, clock, lesson)
    assert "Begin the quiz" in learner.get(QUIZ).text


def test_the_module_invites_to_take_it_again(learner: Learner, clock: time_machine.Traveller) -> None:
    _take(learner, clock, "studio")
    assert "Take this quiz once more" not in learner.get("/en/modules/craft").text
    _read(learner, clock, "who", "space")
    assert "Take this quiz once more" in learner.get("/en/modules/craft").text
    _take(learner, clock, "museum")
    assert "Take this quiz once more" not in learner.get("/en/modules/craft").text


def test_after_the_lessons_both_results_show_the_change_and_what_is_right(
    learner: Learner, clock: time_machine.Traveller
) -> None:
    before = _take(learner, clock, "studio")
    _read(learner, clock, "who", "space")
    after = _take(learner, clock, "museum")
    for address in (before, after):
        page = learner.get(address).text
        assert "Before the lessons: 0 of 3 points. After them: 1." in page
        assert "The town museum" in page
        assert re.search(r"Which of these is public\?</th><td class=\"number\">0</td><td class=\"number\">1</td>", page)
    assert "You have taken this quiz after the lessons." in learner.get(QUIZ).text


def test_without_a_before_there_is_no_change_to_show(learner: Learner, clock: time_machine.Traveller) -> None:
    _read(learner, clock, "who", "space")
    assert "Take this quiz once more" not in learner.get("/en/modules/craft").text
    page = learner.get(_take(learner, clock, "museum")).text
    assert "What has changed" not in page
    assert SOLUTION in page


def test_an_attempt_that_is_open_goes_on_whatever_the_moment(learner: Learner, clock: time_machine.Traveller) -> None:
    attempt = learner.begin("both")
    _read(learner, clock, "who", "space")
    assert learner.begin("both") == attempt
    learner.client.post(f"{attempt}/finish")
    assert "What is right is not told yet." in learner.get(f"{attempt}/result").text
    assert learner.begin("both") != attempt


def test_the_lesson_says_what_the_quiz_is_for(learner: Learner) -> None:
    page = learner.get("/en/modules/craft/lessons/who").text
    assert "You take it now and once more after the last lesson, and see what has changed." in page
    assert "You take this quiz before the lessons and once more after them." in learner.get(QUIZ).text
