"""Are figures of groups reckoned rightly, and told only where they tell of no single person?"""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import special, stats

from training.reporting.rules.groups import (
    Reckoned,
    Took,
    correction,
    effect_size,
    left_out,
    normalised_gain,
    reckon,
    told,
)
from training.reporting.rules.releases import EFFECT, GAIN, MEDIAN_DAYS, FigureKey, GroupFigure
from training.reporting.rules.tallies import Repeats

_NEVER = Repeats(repeated={}, rounds=1)


def _pairs(number: int, *, seed: int = 1) -> list[tuple[float, float]]:
    chance = np.random.default_rng(seed)
    both = np.clip(chance.multivariate_normal((50, 68), ((200, 90), (90, 150)), number), 0, 99)
    return [(float(before), float(after)) for before, after in both]


def test_gain_is_that_of_means_and_its_bounds_are_those_of_a_bootstrap() -> None:
    pairs = _pairs(150)
    before, after = np.array(pairs).T

    def ratio(before: np.ndarray, after: np.ndarray, axis: int = -1) -> np.ndarray:
        share: np.ndarray = (after.mean(axis) - before.mean(axis)) / (100 - before.mean(axis))
        return share

    found = normalised_gain(pairs)
    bounds = stats.bootstrap((before, after), ratio, paired=True, n_resamples=3000, rng=1).confidence_interval
    assert found.value == round(float(ratio(before, after)), 3)
    assert found.low == pytest.approx(bounds.low, abs=0.015)
    assert found.high == pytest.approx(bounds.high, abs=0.015)


def test_gain_of_hakes_own_example() -> None:
    """His survey: a class that rises from 40 to 70 per cent has gained half of what it could."""
    assert normalised_gain([(30, 65), (50, 75)]).value == 0.5


def test_effect_size_is_that_of_a_published_example() -> None:
    """Bonett's statpsych 1.9, ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25): 0.5550, from 0.2395 to 0.8706."""
    chance = np.random.default_rng(1).normal(size=(25, 2))
    chance -= chance.mean(axis=0)
    plain = chance @ np.linalg.inv(np.linalg.cholesky(np.cov(chance.T))).T
    wanted = np.linalg.cholesky([[14.6**2, 0.75 * 15.3 * 14.6], [0.75 * 15.3 * 14.6, 15.3**2]])
    pairs = [(float(before), float(after)) for before, after in plain @ wanted.T + (102.1, 110.4)]

    found = effect_size(pairs)

    assert found.value == round(0.5550319 * correction(24), 3)
    assert (found.low, found.high) == (0.239, 0.871)


@pytest.mark.parametrize("degrees", [2, 9, 24, 200])
def test_the_correction_is_hedges(degrees: int) -> None:
    exact = special.gamma(degrees / 2) / (sqrt(degrees / 2) * special.gamma((degrees - 1) / 2))

    assert correction(degrees) == pytest.approx(exact)
    assert correction(degrees) == pytest.approx(1 - 3 / (4 * degrees - 1), abs=0.01 if degrees > 2 else 0.02)


@pytest.mark.parametrize("pairs", [[], [(50.0, 60.0)], [(100.0, 100.0)] * 30])
def test_what_cannot_be_reckoned_is_not_told(pairs: list[tuple[float, float]]) -> None:
    assert normalised_gain(pairs).value is None
    assert effect_size(pairs).value is None


def test_every_region_and_module_is_reckoned_and_all_of_them_whatever_the_order() -> None:
    matched = [(region, "design", *pair) for region in ("linz", "padova") for pair in _pairs(12)]
    took = [Took(place="linz", module="*", days=13.4, people=20)]

    found = reckon(took, matched, _NEVER)

    assert found == reckon(took, reversed(matched), _NEVER)
    assert found["linz", "*", MEDIAN_DAYS] == Reckoned(figure=GroupFigure(value=13), size=20)
    assert {key[:2] for key in found if key[2] == GAIN} == {
        (place, module) for place in ("*", "linz", "padova") for module in ("*", "design")
    }
    assert found["*", "design", EFFECT].size == 24


_HERE: FigureKey = ("linz", "*", MEDIAN_DAYS)


def _told(size: int, *, last: int | None = None, shown: bool = True, value: float = 9) -> Reckoned:
    before = {} if last is None else {_HERE: Reckoned(figure=GroupFigure(value=5), size=last)}
    now = {_HERE: Reckoned(figure=GroupFigure(value=value), size=size)}
    return told(now, shown=[_HERE] if shown else [], last=before, minimum=5)[_HERE]


def test_a_figure_is_told_of_twice_the_minimum_of_people_where_its_count_is_shown() -> None:
    assert _told(10).figure.value == 9
    assert _told(9).figure.value is None
    assert _told(50, shown=False).figure.value is None


def test_a_figure_is_told_anew_only_where_enough_have_come() -> None:
    assert (_told(24, last=20).figure.value, _told(24, last=20).size) == (5, 20)
    assert (_told(25, last=20).figure.value, _told(25, last=20).size) == (9, 25)
    # One that is not told this time still counts as told when it was.
    assert _told(24, last=20, shown=False) == Reckoned(figure=GroupFigure(value=None), size=20)


_SIZES = {(place, "*", GAIN): size for place, size in (("*", 75), ("a", 8), ("b", 12), ("c", 20), ("d", 35))}
_ALL, _A, _B, _C, _D = _SIZES


def test_one_region_alone_is_not_left_out_since_it_would_follow_from_the_others() -> None:
    assert left_out(_SIZES, {_A}, minimum=5) == {_A, _B}
    assert left_out(_SIZES, set(), minimum=5) == set()
    assert left_out({**_SIZES, _A: 3, _B: 4}, {_A, _B}, minimum=5) == {_A, _B, _C}
    assert left_out({**_SIZES, _A: 0}, {_A}, minimum=5) == {_A}


def test_the_whole_is_left_out_where_nothing_else_can_be() -> None:
    only = {key: _SIZES[key] for key in (_ALL, _A)}

    assert left_out(only, {_A}, minimum=5) == {_ALL, _A}


@given(
    sizes=some.dictionaries(
        some.tuples(some.sampled_from("*abc"), some.sampled_from("*xyz"), some.just(GAIN)), some.integers(0, 30)
    ),
    chosen=some.randoms(use_true_random=False),
)
@settings(max_examples=100)
def test_nothing_that_is_left_out_follows_from_a_whole(sizes: dict[FigureKey, int], chosen: object) -> None:
    hidden = left_out(sizes, {key for key in sorted(sizes) if chosen.random() < 0.3}, minimum=5)  # type: ignore[attr-defined]

    for axis in (0, 1):
        for whole in sizes:
            parts = [key for key in sizes if whole[axis] == "*" != key[axis] and key[1 - axis] == whole[1 - axis]]
            out = [sizes[key] for key in parts if key in hidden and sizes[key]]
            assert whole in hidden or not out or (len(out) > 1 and sum(out) >= 10)
