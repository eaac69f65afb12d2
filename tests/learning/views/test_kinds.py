"""Can every kind of question be asked, answered, changed and explained on a page without JavaScript?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.learning.views.conftest import Learner
from training.accounts.models import Person
from training.content.rules.blocks import Draw, Quiz
from training.learning.models import Note
from training.quizzes.models import Answer, Attempt

NUMBERS = {question.kind: number for number, question in enumerate(every_kind(), start=1)}


@pytest.fixture
def enrolled(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> Callable[..., Learner]:
    """Give a function that enrols a learner in a module whose one quiz asks every kind; keywords are its rules."""

    def enrol(*, extra: int = 0, **rules: Any) -> Learner:
        value = make.module_value()
        quiz = Quiz(**{"key": "all", "title": "All", "purpose": "practice", "questions": every_kind()} | rules)
        first, *rest = value.lessons
        published = make.published_module(session, replace(value, lessons=(replace(first, blocks=(quiz,)), *rest)))
        person = make.person(session, everywhere=True, extra_time_percent=extra)
        enrolment = make.enrolment(session, person, published)
        return Learner(sign_in(client, person), person, published, enrolment)

    return enrol


def _typed(kind: str) -> dict[str, list[str]]:
    return RIGHT_OF_KIND[kind]


@pytest.mark.parametrize("kind", list(NUMBERS))
def test_a_right_answer_is_kept_and_explained_at_once_in_practice(
    enrolled: Callable[..., Learner], session: Session, kind: str
) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/{NUMBERS[kind]}"

    answer = learner.send(address, **_typed(kind))

    assert answer.status_code == 303
    assert session.scalars(select(Answer.question)).all() == [kind]
    page = learner.get(address).text
    assert ('id="told"' in page) is (kind != "scale")
    assert learner.get(address.replace("/en/", "/sl/")).status_code == 200


@pytest.mark.parametrize("kind", list(NUMBERS))
def test_nothing_sent_is_explained_and_keeps_the_page(enrolled: Callable[..., Learner], kind: str) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/{NUMBERS[kind]}"

    answer = learner.send(address)

    assert answer.status_code == 422
    assert "leave the " in answer.text


def test_everything_answered_rightly_reaches_every_point(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled()
    overview = learner.begin("all")
    for kind, number in NUMBERS.items():
        learner.send(f"{overview}/questions/{number}", **_typed(kind))
    page = learner.client.post(f"{overview}/finish", follow_redirects=True).text

    assert "<strong>9</strong>" in page
    assert "The mill behind the station" not in page
    assert "without points" in page


def test_a_result_shows_what_was_partly_right(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled()
    overview = learner.begin("all")
    learner.send(f"{overview}/questions/{NUMBERS['multiple']}", response=["a"])
    page = learner.client.post(f"{overview}/finish", follow_redirects=True).text

    assert "partly right: 0.5 of a point" in page


def test_own_words_are_a_note_and_in_no_table_of_facts(enrolled: Callable[..., Learner], session: Session) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/{NUMBERS['reflection']}"
    learner.send(address, response="Only for me")

    assert session.scalars(select(Note.text)).all() == ["Only for me"]
    assert session.scalars(select(Answer.response)).all() == [{"written": True}]
    assert "Only for me</textarea>" in learner.get(address).text


def test_a_case_is_told_step_by_step_and_cannot_be_decided_anew(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/{NUMBERS['scenario']}"
    first = learner.hidden(address)
    onward = learner.send(address, response="wait")
    again = learner.client.post(address, data=first | {"response": "ask"})

    assert onward.location.endswith("#told")
    assert "Nothing happens." in learner.get(address).text
    assert again.status_code == 409


def test_an_impossible_order_keeps_what_was_typed(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/{NUMBERS['ordering']}"

    answer = learner.send(address, **{"response-one": "1", "response-two": "1", "response-three": "3"})

    assert answer.status_code == 422
    assert "Give every line a place of its own, from 1 to 3." in answer.text
    assert answer.text.count(" selected") == 3


def test_a_script_saves_without_a_new_page(enrolled: Callable[..., Learner], session: Session) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/1"

    answer = learner.send(address, response="museum", quiet="1")

    assert (answer.status_code, answer.data) == (204, b"")
    assert len(session.scalars(select(Answer)).all()) == 1


def test_a_question_can_be_read_in_another_language_in_place(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled()
    address = f"{learner.begin('all')}/questions/1"

    page = learner.get(f"{address}?beside=sl").text

    assert '<p lang="sl">[sl] Which of these is public?</p>' in page
    assert "[sl] Yes" not in page


RULES: dict[str, Any] = {"purpose": "test", "pass_percent": 50}


def test_a_test_explains_nothing_before_it_is_handed_in(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled(**RULES)
    address = f"{learner.begin('all')}/questions/1"
    learner.send(address, response="museum")

    assert 'id="told"' not in learner.get(address).text


def test_the_rules_are_told_in_words(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled(extra=50, minutes=30, attempts=2, wait_hours=24, shuffle=True, **RULES)

    page = learner.get("/en/modules/craft/quizzes/all").text

    for sentence in (
        "You have 45 minutes from the moment you begin. This includes the extra time that was granted to you.",
        "There are 2 attempts. Left: 2.",
        "the next one begins after 24 hours at the earliest.",
        "Questions and answers stand in another order in each attempt.",
        "You pass with 4.5 of 9 points.",
    ):
        assert sentence in page


def test_answers_in_time_are_graded_and_late_ones_kept(enrolled: Callable[..., Learner], session: Session) -> None:
    begun = datetime.fromisoformat("2026-11-20T10:00:00+00:00")
    with time_machine.travel(begun, tick=False) as clock:
        learner = enrolled(minutes=30, **RULES)
        overview = learner.begin("all")
        learner.send(f"{overview}/questions/1", response="museum")
        late = learner.hidden(f"{overview}/questions/3") | {"response": "true"}
        clock.shift(timedelta(minutes=31))
        answered = learner.client.post(f"{overview}/questions/3", data=late)
        over = learner.get(str(answered.location)).text
        page = learner.client.post(f"{overview}/finish", follow_redirects=True).text

    assert "The time is over." in over
    assert "It is kept and marked, but it does not count." in over
    assert len(session.scalars(select(Answer)).all()) == 2
    assert "<strong>1</strong>" in page


def test_when_no_attempt_is_left_none_begins(enrolled: Callable[..., Learner], session: Session) -> None:
    learner = enrolled(attempts=1, **RULES)
    learner.client.post(f"{learner.begin('all')}/finish")
    page = learner.get("/en/modules/craft/quizzes/all").text
    answer = learner.client.post("/en/modules/craft/quizzes/all", data={"attempt": str(uuid4())})

    assert "No attempt is left." in page
    assert answer.status_code == 409
    assert len(session.scalars(select(Attempt)).all()) == 1


def test_after_a_failure_the_page_says_when_one_may_try_again(enrolled: Callable[..., Learner]) -> None:
    learner = enrolled(wait_hours=24, **RULES)
    learner.client.post(f"{learner.begin('all')}/finish")

    assert "The next attempt can begin on" in learner.get("/en/modules/craft/quizzes/all").text


def test_an_attempt_asks_what_it_drew(enrolled: Callable[..., Learner]) -> None:
    single: Any = every_kind()[0]
    pool = tuple(replace(single, key=f"q{number}", pool="p", stem=f"Stem {number}") for number in range(6))
    learner = enrolled(questions=pool, draws=(Draw(pool="p", count=2),), shuffle=True)
    overview = learner.begin("all")

    pages = [learner.get(f"{overview}/questions/{number}").text for number in (1, 2)]

    assert learner.get(f"{overview}/questions/3").status_code == 404
    assert pages[0] != pages[1]
    assert pages[0] == pages[0].replace("Stem 9", "")
