"""Do built tables add up, in every dimension and from one period to the next?"""

import pytest
from hypothesis import given, settings

from tests.reporting.rules.disclosure.following import Move, followed
from tests.reporting.rules.disclosure.histories import PLACES, Quarter, histories, region_table
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.tables import Relation, Table, joined, unequal


@given(quarters=histories())
@settings(max_examples=20, deadline=None)
def test_stocks_and_flows_of_every_history_add_up(quarters: list[Quarter]) -> None:
    tables = [one.table for one in quarters]
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


def _module(period: str, module: str, **counts: int) -> Table:
    return Table(values={(period, module, measure): number for measure, number in counts.items()}, relations=())


_READING = {"enrolled": Move(gains="new"), "unread": Move(gains="new", loses="read"), "german": Move(gains="finished")}


def test_what_one_gains_may_be_what_another_gains() -> None:
    before = _module("q0", "film", enrolled=9, unread=4, german=2)
    after = _module("q1", "film", enrolled=12, unread=5, german=3)

    later = followed(before, after, moves=_READING, period="q1")

    flows = {key[2]: number for key, number in later.values.items() if key not in after.values}
    assert flows == {"new": 3, "read": 2, "finished": 1}
    assert unequal({**before.values, **later.values}, later.relations) == []


def test_of_what_is_new_everything_has_happened_since() -> None:
    """Its flow is the stock, and both are shown or neither."""
    before = _module("q0", "film", enrolled=9)
    after = joined(_module("q1", "film", enrolled=20), _module("q1", "craft", enrolled=3, unread=2))

    later = followed(before, after, moves=_READING, period="q1")

    assert later.values["q1", "craft", "new"] == 3
    assert later.values["q1", "craft", "read"] == 1
    assert Relation(left=(("q1", "craft", "enrolled"),), right=(("q1", "craft", "new"),)) in later.relations


def test_a_gain_that_is_not_known_or_not_the_same_is_refused() -> None:
    before, after = (
        _module(period, "film", unread=4, german=2, french=number) for period, number in (("a", 1), ("b", 2))
    )

    with pytest.raises(ValueError, match="is not known"):
        followed(before, after, moves={"unread": Move(gains="new", loses="read")}, period="b")
    with pytest.raises(ValueError, match="has gained 1"):
        followed(before, after, moves=dict.fromkeys(("german", "french"), Move(gains="finished")), period="b")


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
