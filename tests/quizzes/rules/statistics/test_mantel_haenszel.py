"""Are the statistics of Mantel and Haenszel those that others printed?"""

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from training.quizzes.rules.statistics.mantel_haenszel import MantelHaenszel, category, mantel_haenszel
from training.quizzes.rules.statistics.strata import Tables

#: Admissions to six departments at Berkeley, 1973: rows men and women, columns admitted and rejected. Bickel, Hammel
#: and O'Connell, Science 187 (1975), 398-403; R's data set UCBAdmissions.
BERKELEY = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ],
    dtype=np.float64,
)
#: Penicillin at once or after 1.5 hours, cured or died, in five strata, the first and last of which tell nothing.
#: Agresti, Categorical Data Analysis (1990), 231-237; the example of R's mantelhaen.test.
RABBITS = np.array(
    [[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 0], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]], dtype=np.float64
)
#: What R prints for mantelhaen.test(UCBAdmissions) and mantelhaen.test(Rabbits): X-squared, p-value, common odds ratio,
#: and the ends of its 95 percent confidence interval, which is that of Robins, Breslow and Greenland.
PRINTED = [
    (BERKELEY, ("1.4269", "0.2323", "0.9046968", "0.7719074", "1.0603298")),
    (RABBITS, ("3.9286", "0.04747", "7.000000", "1.026713", "47.725133")),
]
_Z = 1.959963984540054

cells = st.integers(0, 12)
tables_drawn = st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=6).map(
    lambda drawn: np.array(drawn, dtype=np.float64).reshape(-1, 2, 2)
)


def _found(tables: Tables) -> MantelHaenszel:
    found = mantel_haenszel(tables)
    assert found
    return found


@pytest.mark.parametrize(("tables", "printed"), PRINTED, ids=["berkeley", "rabbits"])
def test_the_published_examples_come_out_to_the_printed_digit(tables: Tables, printed: tuple[str, ...]) -> None:
    found = _found(tables)

    half = _Z * found.error / 2.35
    ends = (found.odds_ratio * np.exp(-half), found.odds_ratio * np.exp(half))
    for number, digits in zip((found.chi_square, found.p, found.odds_ratio, *ends), printed, strict=True):
        assert f"{number:.{len(digits.partition('.')[2])}f}" == digits


def test_on_the_delta_scale_below_zero_is_harder_for_the_second_row() -> None:
    harder = np.array([[[30, 10], [20, 20]]], dtype=np.float64)

    found = _found(harder)

    assert found.odds_ratio == pytest.approx(3)
    assert found.delta == pytest.approx(-2.35 * np.log(3))
    # Of a single table the variance is that of Woolf: the sum of one over each cell.
    assert found.error == pytest.approx(2.35 * np.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 20))


def test_a_group_of_which_nobody_is_right_is_the_strongest_case_and_not_a_division_by_zero() -> None:
    nobody = np.array([[[20, 10], [0, 15]], [[25, 5], [0, 15]]], dtype=np.float64)

    found = _found(nobody)

    assert found.delta < -5
    assert np.isfinite(found.error)
    assert category(found) == "C"


@pytest.mark.parametrize("table", [[[5, 5], [0, 0]], [[7, 0], [3, 0]], [[0, 0], [0, 0]], [[0, 1], [0, 0]]])
def test_strata_that_tell_nothing_give_no_number(table: list[list[int]]) -> None:
    assert mantel_haenszel(np.array([table, table], dtype=np.float64)) is None


@pytest.mark.parametrize(
    ("delta", "error", "p", "expected"),
    [
        (-2.0, 0.5, 0.001, "C"),
        (2.0, 0.5, 0.001, "C"),
        (2.0, 0.6, 0.001, "C"),
        (-2.0, 0.61, 0.001, "B"),  # not significantly beyond 1: 1 < 1.645 · 0.61
        (-1.49, 0.1, 0.001, "B"),  # significantly beyond 1, but not large
        (-1.2, 0.5, 0.04, "B"),
        (-1.2, 0.5, 0.06, "A"),
        (-0.99, 0.1, 0.001, "A"),
        (-2.0, 1.5, 0.2, "A"),
    ],
)
def test_classes_are_those_of_ets(delta: float, error: float, p: float, expected: str) -> None:
    assert category(MantelHaenszel(odds_ratio=1, chi_square=0, p=p, delta=delta, error=error)) == expected


@given(tables_drawn)
def test_exchanging_the_groups_turns_the_sign_and_nothing_else(tables: Tables) -> None:
    found, turned = mantel_haenszel(tables), mantel_haenszel(tables[:, ::-1])

    assert (found is None) == (turned is None)
    if found and turned:
        assert turned.delta == pytest.approx(-found.delta, abs=1e-9)
        assert (turned.error, turned.p) == pytest.approx((found.error, found.p))


@given(tables_drawn, st.randoms(use_true_random=False))
def test_the_order_of_strata_does_not_matter(tables: Tables, chance: Random) -> None:
    order = list(range(len(tables)))
    chance.shuffle(order)
    found, shuffled = mantel_haenszel(tables), mantel_haenszel(tables[order])

    assume(found and shuffled)
    assert found
    assert shuffled
    assert shuffled.delta == pytest.approx(found.delta, abs=1e-9)
    assert shuffled.chi_square == pytest.approx(found.chi_square)
