"""Are the numbers about questions and tests those of the books, and none where there are too few answers?"""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, pearsonr

from training.quizzes.rules.statistics.items import MINIMUM, question_statistics, reliability
from training.quizzes.rules.statistics.scores import Numbers, Scores

#: Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), 857-872,
#: table I, method 3.
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)]


def _scores(points: Numbers) -> Scores:
    return Scores(questions=tuple(f"q{number}" for number in range(points.shape[1])), points=points)


def _right(right: int, number: int) -> Scores:
    own = np.array([1.0] * right + [0.0] * (number - right))
    return _scores(own[:, np.newaxis])


@st.composite
def matrices(draw: st.DrawFn) -> Numbers:
    """Draw points of 20 to 30 persons for two to five questions: whole, in parts, or not presented."""
    persons, questions = draw(st.integers(MINIMUM, 30)), draw(st.integers(2, 5))
    point = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.0, np.nan])
    row = st.lists(point, min_size=questions, max_size=questions)
    return np.array(draw(st.lists(row, min_size=persons, max_size=persons)), dtype=np.float64)


@pytest.mark.parametrize(("right", "number", "low", "high"), NEWCOMBE)
def test_the_interval_of_wilson_is_the_printed_one(right: int, number: int, low: float, high: float) -> None:
    facility = question_statistics(_right(right, number))[0].facility

    assert facility
    assert (round(facility.low, 4), round(facility.high, 4)) == (low, high)
    assert facility.share == pytest.approx(right / number)


@given(st.integers(MINIMUM, 400).flatmap(lambda number: st.tuples(st.integers(0, number), st.just(number))))
def test_the_interval_of_wilson_is_that_of_scipy(counted: tuple[int, int]) -> None:
    facility = question_statistics(_right(*counted))[0].facility

    expected = binomtest(*counted).proportion_ci(method="wilson")
    assert facility
    assert (facility.low, facility.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_parts_of_points_get_the_interval_of_a_mean() -> None:
    points = np.array([[0.5], [1.0]] * 50)

    facility = question_statistics(_scores(points))[0].facility

    assert facility
    # The standard deviation is 0.2513, its hundredth part's root a tenth, times 1.96.
    assert (facility.share, round(facility.low, 4), round(facility.high, 4)) == (0.75, 0.7008, 0.7992)


def test_the_same_part_for_everybody_is_not_certainty() -> None:
    assert question_statistics(_scores(np.full((50, 1), 0.5)))[0].facility is None


def test_fewer_than_twenty_persons_are_not_enough() -> None:
    chance = np.random.default_rng(1)
    points = np.round(chance.random((MINIMUM - 1, 4)))

    found = question_statistics(_scores(points))

    assert [(one.number, one.facility, one.discrimination) for one in found] == [(MINIMUM - 1, None, None)] * 4
    assert (reliability(_scores(points)).alpha, reliability(_scores(points)).error) == (None, None)


def test_before_anybody_has_answered_there_are_no_numbers() -> None:
    nobody = _scores(np.empty((0, 2)))

    assert [(one.number, one.facility, one.discrimination) for one in question_statistics(nobody)] == [
        (0, None, None)
    ] * 2
    assert reliability(nobody).number == 0


def test_twenty_answers_are_counted_where_they_were_given() -> None:
    """A question that only nineteen of thirty persons were asked has no numbers; its neighbours have."""
    points = np.round(np.random.default_rng(1).random((30, 3)))
    points[19:, 1] = np.nan

    found = question_statistics(_scores(points))

    assert [one.number for one in found] == [30, 19, 30]
    assert [one.facility is None for one in found] == [False, True, False]
    assert [one.discrimination is None for one in found] == [False, True, False]


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    points = np.round(np.random.default_rng(2).random((40, 4)), 1)

    found = question_statistics(_scores(points))[1]

    expected = pearsonr(points[:, 1], points[:, [0, 2, 3]].sum(axis=1)).statistic
    assert found.discrimination == pytest.approx(expected)


def test_a_question_that_everybody_knows_tells_nobody_apart() -> None:
    points = np.round(np.random.default_rng(3).random((40, 3)))
    points[:, 0] = 1.0

    found = question_statistics(_scores(points))[0]

    assert found.facility
    assert found.discrimination is None


def test_alpha_of_two_equal_questions_is_by_spearman_and_brown() -> None:
    """2r / (1 + r), a way of its own: here r is 1/3 and alpha 1/2."""
    points = np.array([[1, 1], [1, 1], [0, 0], [0, 0], [1, 0], [0, 1]] * 5, dtype=np.float64)

    found = reliability(_scores(points))

    assert found.alpha == pytest.approx(0.5)
    # The total has the variance 20/29 · … = 0.6897, half of which is error.
    assert found.error == pytest.approx(np.sqrt(points.sum(axis=1).var(ddof=1) / 2))


def test_the_same_question_asked_twice_is_perfectly_reliable() -> None:
    points = np.repeat(np.array([[0.0], [1.0]] * 15), 3, axis=1)

    found = reliability(_scores(points))

    assert found.alpha == pytest.approx(1)
    assert found.error == pytest.approx(0, abs=1e-6)


def test_a_test_without_differences_has_no_reliability() -> None:
    """Nor has one with a single question."""
    turns = np.array([[0.0, 1.0], [1.0, 0.0]] * 15)

    assert reliability(_scores(turns)).alpha is None
    assert reliability(_scores(turns[:, :1])).alpha is None


def test_who_was_not_asked_everything_does_not_count_for_the_test() -> None:
    points = np.round(np.random.default_rng(4).random((30, 3)))
    points[:5, 0] = np.nan

    assert reliability(_scores(points)).number == 25
    assert reliability(_scores(points)) == reliability(_scores(points[5:]))


@given(matrices())
def test_numbers_stay_within_their_bounds(points: Numbers) -> None:
    for one in question_statistics(_scores(points)):
        if one.facility:
            assert 0 <= one.facility.low <= one.facility.share + 1e-12
            assert one.facility.share - 1e-12 <= one.facility.high <= 1
        assert one.discrimination is None or -1 <= one.discrimination <= 1
    alpha = reliability(_scores(points)).alpha
    assert alpha is None or alpha <= 1


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_persons_and_questions_does_not_matter(points: Numbers, chance: Random) -> None:
    persons, questions = list(range(points.shape[0])), list(range(points.shape[1]))
    chance.shuffle(persons)
    chance.shuffle(questions)

    before, after = question_statistics(_scores(points)), question_statistics(_scores(points[persons][:, questions]))

    for place, question in enumerate(questions):
        assert after[place].number == before[question].number
        assert after[place].discrimination == pytest.approx(before[question].discrimination)
        facilities = after[place].facility, before[question].facility
        assert (facilities[0] is None) == (facilities[1] is None)
        if facilities[0] and facilities[1]:
            assert facilities[0].share == pytest.approx(facilities[1].share)
            assert facilities[0].low == pytest.approx(facilities[1].low)
    assert reliability(_scores(points[persons][:, questions])).alpha == pytest.approx(
        reliability(_scores(points)).alpha
    )
