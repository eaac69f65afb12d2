"""Is everybody in one table, and every table with enough of both groups?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.quizzes.rules.statistics.strata import LEAST, stratified

people = st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.booleans(), st.booleans()), min_size=1)


def _tables(drawn: list[tuple[float, bool, bool]]) -> list[list[list[float]]]:
    rest, right, focal = zip(*drawn, strict=True)
    found: list[list[list[float]]] = stratified(np.array(rest), np.array(right), np.array(focal)).tolist()
    return found


def test_rows_are_reference_and_focal_and_columns_right_and_wrong() -> None:
    drawn = [(0.5, True, False)] * 4 + [(0.5, False, False)] * 3 + [(0.5, True, True)] * 2 + [(0.5, False, True)]

    assert _tables(drawn) == [[[4, 3], [2, 1]]]


def test_every_score_is_a_stratum_where_it_can_be() -> None:
    enough = [(True, False), (False, False), (True, True), (True, True)]

    tables = _tables([(score, *one) for score in (0.2, 0.4) for one in enough])

    assert tables == [[[1, 1], [2, 0]]] * 2


def test_a_score_with_too_few_is_joined_with_the_next_and_the_last_with_the_one_before() -> None:
    drawn = [(0.0, True, False)] * 5 + [(0.0, False, True)]  # one of the focal group
    drawn += [(0.3, True, True)] * 2
    drawn += [(0.6, False, True)] * 2 + [(0.6, False, False)] * 2
    drawn += [(0.9, True, False)]  # nobody of the focal group, and no higher score

    assert _tables(drawn) == [[[5, 0], [2, 1]], [[1, 2], [0, 2]]]


@given(people)
def test_everybody_is_counted_once(drawn: list[tuple[float, bool, bool]]) -> None:
    tables = np.array(_tables(drawn))

    assert tables.sum() == len(drawn)
    assert tables[:, 1, :].sum() == sum(focal for _, _, focal in drawn)
    assert tables[:, :, 0].sum() == sum(right for _, right, _ in drawn)


@given(people)
def test_every_stratum_has_enough_of_both_groups_unless_it_is_the_only_one(
    drawn: list[tuple[float, bool, bool]],
) -> None:
    tables = np.array(_tables(drawn))

    assert len(tables) == 1 or tables.sum(axis=2).min() >= LEAST


@given(people)
def test_the_groups_may_change_places(drawn: list[tuple[float, bool, bool]]) -> None:
    turned = [(rest, right, not focal) for rest, right, focal in drawn]

    assert _tables(turned) == [table[::-1] for table in _tables(drawn)]
