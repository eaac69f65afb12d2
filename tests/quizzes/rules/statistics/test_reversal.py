"""Is a key that is turned in one language told from a question that is bad in all?"""

import numpy as np

from training.quizzes.rules.statistics.reversal import is_turned
from training.quizzes.rules.statistics.scores import Numbers, rest_correlation

REST = np.tile(np.linspace(0, 1, 50), 2)
FOCAL = np.arange(100) < 50
WITH = (REST > 0.5).astype(np.float64)


def _turned(here: Numbers, there: Numbers) -> bool:
    return is_turned(np.where(FOCAL, here, there), REST, FOCAL)


def test_a_key_turned_in_the_focal_language_is_found() -> None:
    assert _turned(1 - WITH, WITH)


def test_a_question_that_is_turned_everywhere_is_no_fault_of_a_translation() -> None:
    assert not _turned(1 - WITH, 1 - WITH)


def test_a_sound_question_is_not_turned() -> None:
    assert not _turned(WITH, WITH)


def test_a_question_that_all_in_one_language_get_wrong_is_not_turned() -> None:
    """It is hard, which the odds tell."""
    assert not _turned(np.zeros(100), WITH)


def test_what_chance_may_have_done_is_not_turned() -> None:
    """Here two of every five are right, a little more often below: minus a tenth would be nothing to speak of."""
    little = (np.arange(100) % 5 < 2).astype(np.float64)

    assert (rest_correlation(little[FOCAL], REST[FOCAL]) or 0) < 0
    assert not _turned(little, WITH)


def test_three_persons_are_sure_of_nothing() -> None:
    few = np.array([0, 0, 0, 1, 1, 1] + [0, 1] * 20, dtype=np.float64)
    focal = np.arange(46) < 3

    assert not is_turned(np.where(focal, 1 - few, few), few, focal)
