"""Does a trainer see first whom a correction touches, without changing anything?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.modules import RIGHT
from tests.teaching.conftest import MUSEUM, STUDIO, Course
from tests.teaching.corrections import REASON, STUDIO_TOO, WITHOUT, asking, facts, grades


def test_a_quiz_lists_its_questions(teaching: FlaskClient, course: Course) -> None:
    page = teaching.get(course.quiz_address).text
    assert f'href="{course.regrade_address}"' in page
    assert page.count("/regrade") == 3


def test_a_question_lists_the_answers_that_were_given_and_never_names(
    teaching: FlaskClient, course: Course, session: Session
) -> None:
    learner = make.person(session, name="Katja Unverwechselbar")
    enrolment = make.enrolment(session, learner, course.published)
    course.handed_in(enrolment, single=STUDIO, language="sl")
    course.handed_in(single=STUDIO, language="de")
    course.handed_in(single=MUSEUM)
    page = teaching.get(course.regrade_address).text
    assert "given 2 times: German 1, Slovenian 1" in page or "given 2 times: German 1, Slovene 1" in page
    assert page.count("The games studio") == 1
    assert "Counts as right" in page
    assert "Unverwechselbar" not in page


def test_what_a_correction_would_do_is_told_before_anything_changes(
    teaching: FlaskClient, course: Course, session: Session
) -> None:
    course.handed_in(single=STUDIO, numeric=RIGHT["numeric"])
    course.handed_in(single=STUDIO)
    course.handed_in(single=MUSEUM)
    page = teaching.get(asking(course, **STUDIO_TOO)).text
    assert "3 attempts were asked this question." in page
    assert facts(page) == {
        "Results that rise": "2",
        "Passed only now": "1",
        "Results that fall": "0",
        "No longer passed": "0",
        "Graded again": "2",
    }
    assert grades(session) == 3


def test_a_correction_for_one_language_counts_that_one_alone(teaching: FlaskClient, course: Course) -> None:
    course.handed_in(single=STUDIO, language="sl")
    course.handed_in(single=STUDIO, language="de")
    page = teaching.get(asking(course, **STUDIO_TOO, given_in="sl")).text
    assert "1 attempt was asked this question." in page
    assert facts(page)["Graded again"] == "1"


def test_who_would_lose_keeps_the_result_unless_lowering_is_ticked(teaching: FlaskClient, course: Course) -> None:
    course.handed_in(single=MUSEUM, numeric=RIGHT["numeric"])
    kept, lowered = (teaching.get(asking(course, **WITHOUT, **lower)).text for lower in ({}, {"lower": "yes"}))
    assert facts(kept)["Results that fall"] == "1: they keep the result that they have"
    assert (facts(kept)["Graded again"], facts(lowered)["Graded again"]) == ("0", "1")
    assert "This correction would change no result." in kept
    assert "Completed modules stay complete." in lowered
    assert "Completed modules stay complete." not in kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"change": "halve"}, "Choose what is to be put right."),
        ({"change": ""}, "Choose what is to be put right."),
        ({"change": "accept"}, "Choose at least one answer that is to count as right."),
        ({"change": "full", "given_in": "xx"}, "Choose one of the seven languages, or all."),
    ],
)
def test_what_cannot_be_asked_is_explained(
    teaching: FlaskClient, course: Course, typed: dict[str, str], sentence: str
) -> None:
    course.handed_in(single=STUDIO)
    answer = teaching.get(asking(course, **typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'id="effect"' not in answer.text


@pytest.mark.parametrize(("part", "other"), [("final-test", "no-test"), ("final-single", "no-question")])
def test_what_the_publication_does_not_hold_is_not_found(
    teaching: FlaskClient, course: Course, part: str, other: str
) -> None:
    address = course.regrade_address.replace(part, other)
    assert teaching.get(address).status_code == 404
    assert teaching.post(address, data=STUDIO_TOO | REASON).status_code == 404


@pytest.mark.parametrize("number", ["0", "2147483648", "99999999999999999999"])
def test_a_publication_that_is_not_there_is_not_found(teaching: FlaskClient, course: Course, number: str) -> None:
    path = f"/en/teaching/modules/craft/publications/{number}/quizzes/final-test"
    assert teaching.get(path).status_code == 404


def test_a_question_takes_a_fixed_number_of_statements(
    teaching: FlaskClient, course: Course, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    for _ in range(10):
        course.handed_in(single=STUDIO, numeric=RIGHT["numeric"])
    teaching.get(course.quiz_address)
    taken = []
    for path in (course.quiz_address, course.regrade_address, asking(course, **STUDIO_TOO)):
        with statements() as seen:
            teaching.get(path)
        taken.append(len(seen))
    with statements() as seen:
        assert teaching.post(course.regrade_address, data=STUDIO_TOO | REASON).status_code == 303
    # The person, then the history or the attempts with their answers; the region of the module is remembered.
    assert taken == [2, 3, 3]
    # At most: PostgreSQL locks the publication, and the log, for the others to wait.
    assert len(seen) <= 12, seen
