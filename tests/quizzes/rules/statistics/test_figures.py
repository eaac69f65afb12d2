"""Are all figures of a quiz right, in every language and in one, and silent where there are too few answers?"""

from array import array
from dataclasses import fields
from itertools import chain
from typing import Any

import numpy as np
import pytest
from scipy.stats import pearsonr

from tests.cohorts import FOCAL, PLANTED, cohort
from tests.modules import questions
from training.quizzes.rules.first_attempts import FirstAttempts, Pace, Tally
from training.quizzes.rules.statistics.alarm import alarms
from training.quizzes.rules.statistics.figures import (
    QuestionFigures,
    attempts_by_language,
    quiz_figures,
    translation_alarms,
)
from training.quizzes.rules.statistics.items import MINIMUM

QUESTIONS = questions("final")[:2]
SINGLE, MULTIPLE = (question.key for question in QUESTIONS)
LEFT, RIGHT = {"choices": ["studio"]}, {"choices": ["museum"]}


def attempts(*rows: list[float], language: str = "de", **fields: Any) -> FirstAttempts:
    """Make first attempts with these points, all in one language unless the fields say more."""
    values: dict[str, Any] = {
        "points": array("d", chain.from_iterable(rows)),
        "languages": (language,) * len(rows),
        "exceptions": {},
        "tallies": (),
        "paces": (),
    }
    return FirstAttempts(questions=(SINGLE, MULTIPLE), **(values | fields))


def tally(response: dict[str, Any], count: int, *, question: str = SINGLE, language: str = "de") -> Tally:
    """Count a response so often."""
    return Tally(question=question, language=language, response=response, count=count)


def single(found: FirstAttempts, **options: Any) -> QuestionFigures:
    """Work out the figures of the first question."""
    return quiz_figures(found, QUESTIONS, **options).questions[0]


def test_shares_are_of_those_who_were_asked() -> None:
    rows = [[1.0, 0.5]] * 30 + [[0.0, 0.0]] * 10
    said = (tally(RIGHT, 30), tally(LEFT, 6), tally({"choices": ["a", "b"]}, 20, question=MULTIPLE))

    one, other = quiz_figures(attempts(*rows, tallies=said), QUESTIONS).questions

    assert (one.number, one.picks, one.left_open) == (40, {"museum": 0.75, "studio": 0.15}, 0.1)
    assert (other.picks, other.left_open) == ({"a": 0.5, "b": 0.5}, 0.5)
    assert one.facility
    assert one.facility.share == 0.75


def test_discrimination_and_reliability_are_those_of_the_points() -> None:
    chance = np.random.default_rng(1)
    points = np.round(chance.random((50, 2)))

    found = quiz_figures(attempts(*points.tolist()), QUESTIONS)

    assert found.questions[0].discrimination == pytest.approx(pearsonr(points[:, 0], points[:, 1]).statistic)
    assert (found.number, found.reliability.number) == (50, 50)


@pytest.mark.parametrize(
    ("seconds", "median"), [({10: 19, 50: 1}, 10), ({10: 10, 50: 10}, 30), ({10: 9, 12: 2, 50: 10}, 12)]
)
def test_the_median_is_that_of_all_answers(seconds: dict[int, int], median: float) -> None:
    paces = tuple(Pace(question=SINGLE, language="de", seconds=each, count=n) for each, n in seconds.items())
    number = sum(seconds.values())

    found = single(attempts(*[[1.0, 1.0]] * number, tallies=(tally(RIGHT, number),), paces=paces))

    assert found.seconds == median


def test_below_the_minimum_there_is_nothing_at_all() -> None:
    few = MINIMUM - 1
    paces = (Pace(question=SINGLE, language="de", seconds=5, count=few),)

    found = quiz_figures(attempts(*[[1.0, 0.0]] * few, tallies=(tally(RIGHT, few),), paces=paces), QUESTIONS)

    numbers = [field.name for field in fields(QuestionFigures) if field.name not in ("question", "enough")]
    assert (found.number, found.reliability.alpha, found.questions[0].enough) == (None, None, False)
    assert {getattr(each, number) for each in found.questions for number in numbers} == {None}


def test_time_needs_enough_answers_and_not_only_enough_who_were_asked() -> None:
    paces = (Pace(question=SINGLE, language="de", seconds=5, count=3),)

    found = single(attempts(*[[0.0, 0.0]] * MINIMUM, tallies=(tally(RIGHT, 3),), paces=paces))

    assert (found.enough, found.seconds) == (True, None)


def test_in_one_language_only_its_answers_count() -> None:
    rows = [[1.0, 1.0]] * 30 + [[0.0, 1.0]] * 25
    languages = ("de",) * 30 + ("sl",) * 25
    said = (tally(RIGHT, 29), tally(RIGHT, 1, language="sl"), tally(LEFT, 25, language="sl"))
    found = attempts(*rows, languages=languages, exceptions={(0, 0): "sl"}, tallies=said)

    all_, german, slovene, czech = (single(found, language=code) for code in (None, "de", "sl", "cs"))

    assert [each.number for each in (all_, german, slovene)] == [55, 29, 26]
    assert [each.facility and each.facility.share for each in (all_, german)] == [30 / 55, 1]
    assert slovene.picks == {"museum": 1 / 26, "studio": 25 / 26}
    assert not czech.enough


def test_a_question_that_counts_for_nobody_still_tells_what_was_answered() -> None:
    found = single(attempts(*[[np.nan, 1.0]] * 25, tallies=(tally(RIGHT, 20), tally(LEFT, 5))))

    assert (found.number, found.facility, found.picks) == (25, None, {"museum": 0.8, "studio": 0.2})


def test_languages_are_counted_and_those_of_a_few_are_named_without_a_number() -> None:
    found = attempts(
        *[[1.0, 1.0]] * 25, languages=("sl",) * 21 + ("de",) * 4, tallies=(tally(RIGHT, 1, language="cs"),)
    )

    assert attempts_by_language(found) == {"cs": None, "de": None, "sl": 21}


def test_nobody_has_no_figures() -> None:
    nobody = attempts()

    assert quiz_figures(nobody, QUESTIONS).number is None
    assert translation_alarms(nobody) == ()
    assert attempts_by_language(nobody) == {}


def test_the_alarm_judges_the_language_of_each_answer() -> None:
    drawn = cohort(np.random.default_rng(5), focal=200, questions=8, harm="reversed", hardness=-1.0)
    spoken = np.repeat(drawn.languages[:, np.newaxis], 8, axis=1)
    spoken[:20, 0] = "de"
    found = FirstAttempts(
        questions=drawn.scores.questions,
        points=array("d", drawn.scores.points.ravel()),
        languages=tuple(drawn.languages.tolist()),
        exceptions={(row, 0): "de" for row in range(20)},
        tallies=(),
        paces=(),
    )

    rung = translation_alarms(found)

    assert rung == alarms(drawn.scores, spoken)
    assert [(one.question, one.language, one.focal) for one in rung if one.verdict == "alarm"] == [
        (PLANTED, FOCAL, 180)
    ]
    assert {one.verdict for one in translation_alarms(found, minimum=1000)} == {"not-enough"}
