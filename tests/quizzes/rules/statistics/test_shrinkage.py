"""Is what is believed of small groups true as often as it says?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.quizzes.rules.statistics.shrinkage import posteriors

measured = st.lists(st.tuples(st.floats(-6, 6), st.floats(0.1, 3)), min_size=2, max_size=30)


def test_each_delta_is_drawn_towards_the_mean_by_its_error() -> None:
    """By hand: mean 0, sample variance 16/3, mean squared error 4/3, so the prior's variance is 4."""
    error = float(np.sqrt(4 / 3))

    found = posteriors([-2, -2, 2, 2], [error] * 4)

    assert [one.mean for one in found] == pytest.approx([-1.5, -1.5, 1.5, 1.5])
    # At the bound itself half lies beyond; the other bound is three standard deviations away.
    assert found[0].large == pytest.approx(0.5 + 0.00135, abs=1e-5)


def test_what_chance_explains_is_not_believed() -> None:
    """Deltas that differ less than their errors have one true value."""
    found = posteriors([-1.6, 0.2, 1.4], [2.0, 2.0, 2.0])

    assert {round(one.mean, 12) for one in found} == {0.0}
    assert [one.negligible for one in found] == [1.0] * 3


def test_a_large_sample_is_believed_as_it_stands() -> None:
    found = posteriors([-3.0, 0.0, 0.1, -0.1, 0.0], [0.01] * 5)

    assert found[0].mean == pytest.approx(-3, abs=0.001)
    assert found[0].large == pytest.approx(1)
    assert found[1].negligible == pytest.approx(1)


def test_of_what_is_said_to_be_probable_that_much_is_true() -> None:
    """The proof of the method: 20,000 questions with known true deltas, measured with errors of two sizes."""
    chance = np.random.default_rng(5)
    true = chance.normal(-0.1, 1.2, 20_000)
    errors = chance.choice([0.6, 1.2], true.size)

    said = np.array([one.large for one in posteriors(list(chance.normal(true, errors)), list(errors))])

    large = np.abs(true) >= 1.5
    for low in np.arange(0, 1, 0.2):
        among = (said >= low) & (said < low + 0.2)
        assert among.sum() > 300
        assert large[among].mean() == pytest.approx(said[among].mean(), abs=0.04)


@given(measured)
def test_the_classes_share_all_of_the_probability(drawn: list[tuple[float, float]]) -> None:
    deltas, errors = zip(*drawn, strict=True)

    for one, delta in zip(posteriors(deltas, errors), deltas, strict=True):
        parts = (one.negligible, one.moderate, one.large)
        assert sum(parts) == pytest.approx(1)
        assert min(parts) >= -1e-12
        low, high = sorted((delta, float(np.mean(deltas))))
        assert low - 1e-9 <= one.mean <= high + 1e-9
