"""Does the page of figures ring where a translation is wrong, and say nothing about languages of a few?"""

import re
from itertools import pairwise

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cohorts import FOCAL, PLANTED, Cohort, cohort
from tests.teaching.answered import QUIZ, crowd
from tests.teaching.figures import row, words
from training.quizzes.rules.statistics.scores import Scores

CROWD = f"/en/teaching/modules/craft/quizzes/{QUIZ}"


def drawn(**scenario: object) -> Cohort:
    """Draw 120 who answer in Slovene and 240 others; without more, nothing is wrong."""
    return cohort(np.random.default_rng(11), focal=120, others=240, questions=8, **scenario)  # type: ignore[arg-type]


def turned() -> Cohort:
    """Draw a cohort whose first question says the opposite in Slovene."""
    return drawn(harm="reversed", hardness=-1.0)


@pytest.mark.parametrize("language", ["en", "sl"])
def test_a_turned_translation_rings_before_the_trainers_eyes(
    teaching: FlaskClient, session: Session, language: str
) -> None:
    crowd(session, turned())
    page = teaching.get(CROWD.replace("/en/", f"/{language}/")).text
    assert page.count("final/crowd-test/q00</code>.") == 1
    assert f'href="/sl/teaching/modules/craft/quizzes/{QUIZ}?given_in=sl#question-{PLANTED}" hreflang="sl"' in page
    if language == "en":
        assert "Look first at question 1, language: Sloven" in page
        assert "C: large" in page
        assert "120 answers in this language, 240 in the others" in words(page)
        assert "may be wrong in 1 question" in page
        assert page.count("no sign of a fault") == 2


def test_a_sound_quiz_does_not_ring(teaching: FlaskClient, session: Session) -> None:
    crowd(session, drawn())
    page = words(teaching.get(CROWD).text)
    assert page.count("no sign of a fault") == 3
    assert "Look at the translation of" not in page
    assert "360 first attempts" in page
    assert page.count("40 seconds") == 8


def test_the_source_language_is_compared_with_its_translations(teaching: FlaskClient, session: Session) -> None:
    found = turned()
    crowd(session, Cohort(scores=found.scores, languages=np.where(found.languages == FOCAL, "en", found.languages)))
    page = words(teaching.get(CROWD).text)
    assert "English: Question 1" in page
    assert "compare the original with its translations, final/crowd-test/q00 ." in page


def test_too_few_in_a_language_are_not_compared(teaching: FlaskClient, session: Session) -> None:
    found = cohort(np.random.default_rng(3), focal=25, others=90, questions=8, harm="reversed", hardness=-1.0)
    crowd(session, found)
    page = words(teaching.get(CROWD).text)
    assert re.search(r"Sloven\w+ 25 not enough data yet", page)
    assert "may be wrong in" not in page


def test_in_one_language_only_its_answers_are_shown(teaching: FlaskClient, session: Session) -> None:
    found = cohort(np.random.default_rng(3), focal=25, others=90, questions=8)
    points = found.scores.points.copy()
    points[:25, 2], points[25:, 2] = 1.0, 0.0
    crowd(session, Cohort(scores=Scores(questions=found.scores.questions, points=points), languages=found.languages))
    everybody, slovene, czech = (teaching.get(CROWD + which).text for which in ("", "?given_in=sl", "?given_in=cs"))
    assert row(everybody, 3)[:2] == ["115", "22%"]
    assert row(slovene, 3)[:2] == ["25", "100%"]
    assert row(czech, 3) == ["not enough data yet"]
    assert '<option value="sl" selected>' in slovene


def test_headings_do_not_skip_a_level(teaching: FlaskClient, session: Session) -> None:
    crowd(session, turned())
    levels = [int(level) for level in re.findall(r"<h([1-6])", teaching.get(CROWD).text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
