"""What becomes of an answer that was not sent by the button: by a script, or on the way to another language?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import every_kind
from tests.learning.views.conftest import Learner
from training.accounts.models import Person
from training.content.rules.blocks import Quiz
from training.learning.models import Note
from training.quizzes.models import Answer

NUMBERS = {question.kind: number for number, question in enumerate(every_kind(), start=1)}


@pytest.fixture
def practice(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> tuple[Learner, str]:
    """Give a learner who has begun to practise every kind, and the address of the attempt."""
    value = make.module_value()
    quiz = Quiz(key="all", title="All", purpose="practice", questions=every_kind())
    first, *rest = value.lessons
    published = make.published_module(session, replace(value, lessons=(replace(first, blocks=(quiz,)), *rest)))
    person = make.person(session)
    enrolment = make.enrolment(session, person, published)
    learner = Learner(sign_in(client, person), person, published, enrolment)
    return learner, learner.begin("all")


def test_a_script_is_told_that_half_an_order_cannot_be_saved(practice: tuple[Learner, str], session: Session) -> None:
    learner, overview = practice

    answer = learner.send(f"{overview}/questions/{NUMBERS['ordering']}", **{"response-one": "1", "quiet": "1"})

    assert (answer.status_code, answer.data) == (202, b"")
    assert session.scalars(select(Answer)).all() == []


def test_a_script_is_led_to_where_a_late_answer_is_explained(practice: tuple[Learner, str], session: Session) -> None:
    learner, overview = practice
    typed = learner.hidden(f"{overview}/questions/1") | {"response": "museum", "quiet": "1"}
    learner.client.post(f"{overview}/finish")

    answer = learner.client.post(f"{overview}/questions/1", data=typed)

    assert answer.location.endswith("/result?late=1")
    assert len(session.scalars(select(Answer)).all()) == 1


def test_words_are_changed_not_added_to(practice: tuple[Learner, str], session: Session) -> None:
    learner, overview = practice
    address = f"{overview}/questions/{NUMBERS['reflection']}"
    typed = learner.hidden(address)
    kept = learner.client.post(address, data=typed | {"response": "A mill", "quiet": "1"}).headers["Words-Kept"]
    learner.client.post(address, data=typed | {"response": "A mill, perhaps", "response-from": kept, "quiet": "1"})
    learner.send(address, response="Two mills")

    assert session.scalars(select(Note.text)).all() == ["Two mills"]


def test_what_two_tabs_wrote_is_kept_both(practice: tuple[Learner, str], session: Session) -> None:
    learner, overview = practice
    address = f"{overview}/questions/{NUMBERS['reflection']}"
    typed = learner.hidden(address)
    for words in ("A mill", "A depot"):
        learner.client.post(address, data=typed | {"response": words})

    (text,) = session.scalars(select(Note.text)).all()
    assert "A mill" in text
    assert "A depot" in text


@pytest.mark.parametrize(("button", "place"), [("beside", "/en/"), ("switch_to", "/sl/")])
def test_reading_in_another_language_saves_what_was_chosen(
    practice: tuple[Learner, str], session: Session, button: str, place: str
) -> None:
    learner, overview = practice
    answer = learner.send(f"{overview}/questions/1", response="museum", **{button: "sl"})

    assert place in answer.location
    assert "[sl] Which of these is public?" in learner.get(answer.location).text
    assert session.scalars(select(Answer.response)).all() == [{"choices": ["museum"]}]


@pytest.mark.parametrize("button", ["beside", "switch_to"])
@pytest.mark.parametrize("kind", ["single", "scenario"])
def test_reading_in_another_language_needs_no_answer(practice: tuple[Learner, str], button: str, kind: str) -> None:
    learner, overview = practice
    answer = learner.send(f"{overview}/questions/{NUMBERS[kind]}", **{button: "sl"})

    assert answer.status_code == 303
    assert f"/questions/{NUMBERS[kind]}" in answer.location


@pytest.mark.parametrize("button", ["beside", "switch_to"])
def test_reading_a_case_in_another_language_decides_nothing(
    practice: tuple[Learner, str], session: Session, button: str
) -> None:
    learner, overview = practice
    learner.send(f"{overview}/questions/{NUMBERS['scenario']}", response="ask", **{button: "sl"})

    assert session.scalars(select(Answer)).all() == []


def test_a_case_is_read_beside_as_far_as_it_has_been_told(practice: tuple[Learner, str]) -> None:
    learner, overview = practice
    address = f"{overview}/questions/{NUMBERS['scenario']}"
    before = learner.get(f"{address}?beside=sl").text
    learner.send(address, response="ask")

    assert "[sl] They stand at your desk." in before
    assert "[sl] The key lies there." not in before
    assert "[sl] The key lies there." in learner.get(f"{address}?beside=sl").text


def test_a_case_that_has_ended_asks_nothing_more(practice: tuple[Learner, str]) -> None:
    learner, overview = practice
    address = f"{overview}/questions/{NUMBERS['scenario']}"
    learner.send(address, response="ask")
    under_way = learner.get(address).text
    learner.send(address, **{"response-path": "ask", "response": "lend"})
    ended = learner.get(address).text

    assert "Save the answer" in under_way
    assert "Right." not in under_way
    assert "Save the answer" not in ended
    assert "Right." in ended


def test_where_nobody_is_right_nobody_is_said_to_be_wrong(practice: tuple[Learner, str]) -> None:
    learner, overview = practice
    for kind, response in (("scale", "2"), ("reflection", "A mill")):
        address = f"{overview}/questions/{NUMBERS[kind]}"
        learner.send(address, response=response)
        assert "Not right yet" not in learner.get(address).text


def test_a_level_in_practice_leads_to_the_next_question(practice: tuple[Learner, str]) -> None:
    learner, overview = practice

    answer = learner.send(f"{overview}/questions/{NUMBERS['scale']}", response="2")

    assert answer.location.endswith(f"/questions/{NUMBERS['scale'] + 1}")


def test_a_gap_is_read_beside_with_its_words(practice: tuple[Learner, str]) -> None:
    learner, overview = practice
    page = learner.get(f"{overview}/questions/{NUMBERS['gap-text']}?beside=sl").text

    assert "[[sl] the client / [sl] the artist]" in page
    assert "{who}" not in page
