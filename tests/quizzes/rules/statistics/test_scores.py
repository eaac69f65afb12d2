"""Is everybody's rest what they got for the other questions, whatever they were asked?"""

import numpy as np
import pytest

from training.quizzes.rules.statistics.scores import Scores, rest_correlation, rest_shares

NONE = np.nan


def test_a_matrix_on_its_side_is_refused() -> None:
    with pytest.raises(ValueError, match="2 questions"):
        Scores(questions=("a", "b"), points=np.zeros((2, 3)))


def test_the_rest_is_without_the_question_itself() -> None:
    points = np.array([[1.0, 1.0, 0.0], [0.0, 0.5, 1.0]])

    assert rest_shares(points, 0).tolist() == [0.5, 0.75]


def test_what_was_not_presented_is_not_a_wrong_answer() -> None:
    points = np.array([[1.0, 1.0, NONE, 0.0], [1.0, NONE, NONE, NONE]])

    shares = rest_shares(points, 0)

    assert shares[0] == 0.5
    assert np.isnan(shares[1])


def test_suspected_questions_are_left_out_of_the_rest() -> None:
    points = np.array([[1.0, 1.0, 0.0, 0.0]])

    assert rest_shares(points, 0, without=[2]).tolist() == [0.5]
    assert rest_shares(points, 0, without=[0, 2, 3]).tolist() == [1.0]


def test_sums_that_a_reader_takes_for_the_same_are_the_same() -> None:
    points = np.array([[0.0, 0.1, 0.2], [0.0, 0.3, 0.0]])

    assert len(set(rest_shares(points, 0).tolist())) == 1


def test_nothing_goes_with_what_does_not_vary() -> None:
    vary, same = np.array([0.0, 1.0, 1.0]), np.full(3, 0.7)

    assert rest_correlation(vary, same) is None
    assert rest_correlation(same, vary) is None
    assert rest_correlation(np.full(3, NONE), vary) is None
