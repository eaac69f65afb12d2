"""Do built tables add up, in every dimension and from one period to the next?"""

import pytest
from hypothesis import given, settings

from tests.reporting.rules.disclosure.histories import PLACES, histories, region_table
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.tables import Relation, Table, joined, unequal


@given(tables=histories())
@settings(max_examples=30, deadline=None)
def test_stocks_and_flows_of_every_history_add_up(tables: list[Table]) -> None:
    values = {key: value for table in tables for key, value in table.values.items()}

    assert unequal(values, [relation for table in tables for relation in table.relations]) == []
    assert all(value >= 0 for value in values.values())


def test_every_whole_is_the_sum_of_its_parts_in_every_dimension() -> None:
    table = crossed(
        {("office", "de"): 2, ("county", "de"): 3, ("padova", "it"): 4}, [PLACES, flat("all", ("de", "it"))]
    )

    assert table.values["site", "all"] == 9
    assert table.values["linz", "de"] == 5
    assert table.values["city", "it"] == 0
    assert Relation(left=(("linz", "de"),), right=(("city", "de"), ("county", "de"))) in table.relations
    assert Relation(left=(("linz", "all"),), right=(("linz", "de"), ("linz", "it"))) in table.relations
    assert unequal(table.values, table.relations) == []


def test_a_leaf_is_in_all_wholes_above_it() -> None:
    assert PLACES.wholes()["office"] == ("office", "city", "linz", "site")
    assert list(PLACES.names()) == ["site", "linz", "city", "city itself", "office", "county", "padova"]


def test_linked_tables_share_their_margins() -> None:
    table = region_table(2)

    assert ("r0", "m0", "l0", "enrolled") in table.values
    assert ("r0-1", "m0", "all", "completed") in table.values
    assert unequal(table.values, table.relations) == []


def test_margins_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="in one table"):
        joined(crossed({("all",): 3}, [Dimension(root="all")]), crossed({("all",): 4}, [Dimension(root="all")]))


def test_nobody_is_less_than_nobody() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Table(values={("all",): -1}, relations=())
