"""Do stocks add up in every cut, and flows from one quarter to the next?"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.reporting.rules.disclosure.coarsening import Detail, coarser
from training.reporting.rules.figures import (
    ALL,
    COMPLETED,
    ENROLLED,
    FINEST,
    STATES,
    Count,
    Extent,
    detail_of,
    finest_cells,
    stocks,
    with_flows,
)

EXTENT = Extent(regions=("linz", "padova"), modules=("craft", "design", "film"), languages=("de", "it"))
_PLACES = some.tuples(some.sampled_from(EXTENT.regions), some.sampled_from(EXTENT.modules))


@some.composite
def _counts(draw: some.DrawFn) -> list[Count]:
    found = []
    for region, module in draw(some.lists(_PLACES, max_size=8)):
        state = draw(some.sampled_from(STATES))
        language = draw(some.sampled_from(EXTENT.languages)) if state == COMPLETED else None
        number = draw(some.integers(1, 30))
        found.append(Count(region=region, module=module, state=state, language=language, number=number))
    return found


@given(counts=_counts(), detail=some.sampled_from([FINEST, *(d for d in [coarser(FINEST)] if d)]))
def test_enrolled_is_what_its_states_are_in_every_cut(counts: list[Count], detail: Detail) -> None:
    values = stocks("2026Q1", counts, EXTENT, detail).values

    for region in (ALL, *EXTENT.regions):
        for module in (ALL, *EXTENT.modules):
            place = ("2026Q1", region, module, ALL)
            here = [one for one in counts if region in (ALL, one.region) and module in (ALL, one.module)]
            assert values[*place, ENROLLED] == sum(one.number for one in here)
            assert values[*place, ENROLLED] == sum(values[*place, state] for state in STATES)


@given(first=_counts(), more=_counts())
def test_every_flow_is_what_changed(first: Sequence[Count], more: Sequence[Count]) -> None:
    before = with_flows(stocks("2026Q1", first, EXTENT, FINEST), before=None, quarter="2026Q1")
    after = with_flows(stocks("2026Q2", [*first, *more], EXTENT, FINEST), before=before, quarter="2026Q2").values

    assert after["2026Q2", ALL, ALL, ALL, "new"] == sum(one.number for one in more)
    assert after["2026Q2", ALL, ALL, "de", "finished"] == sum(one.number for one in more if one.language == "de")


def test_what_vanished_is_refused() -> None:
    count = Count(region="linz", module="craft", state=COMPLETED, language="de", number=3)
    before = stocks("2026Q1", [count], EXTENT, FINEST)

    with pytest.raises(ValueError, match="below zero"):
        with_flows(stocks("2026Q2", [replace(count, number=2)], EXTENT, FINEST), before=before, quarter="2026Q2")


def test_what_is_out_of_the_extent_is_refused() -> None:
    stranger = Count(region="elsewhere", module="craft", state=COMPLETED, language="de", number=3)

    with pytest.raises(ValueError, match="out of the extent"):
        stocks("2026Q1", [stranger], EXTENT, FINEST)


def test_a_language_that_nobody_expected_is_counted() -> None:
    count = Count(region="linz", module="craft", state=COMPLETED, language="fr", number=3)

    assert stocks("2026Q1", [count], EXTENT, FINEST).values["2026Q1", ALL, ALL, "fr", COMPLETED] == 3


def test_a_table_knows_how_fine_it_is() -> None:
    detail: Detail | None = FINEST
    while detail:
        table = stocks("2026Q1", [], EXTENT, detail)
        assert detail_of(table.values) == detail
        assert finest_cells(table, detail)
        detail = coarser(detail)
