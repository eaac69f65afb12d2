"""Does a year follow from its quarters as its readers would work it out, and from nothing else?"""

import pytest

from tests.reporting.told import history
from training.foundation.errors import NotFound
from training.reporting.rules.cells import ALL, BEGUN, COMPLETED, ENROLLED, FINISHED, NEW, Cell
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.years import Period, Span, Told, flows, periods, read_span, started

QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
FIRST = Quarter(2025, 3)
YEAR = Period(span=Span.YEAR, last=Quarter(2026, 3))


def test_a_quarter_tells_its_own_flows() -> None:
    told = _told()
    quarter = Period(span=Span.QUARTER, last=Quarter(2026, 2))

    found = flows(told, quarter, place="linz", module=ALL, first=FIRST)

    assert found == {each: told[Cell("2026Q2", "linz", ALL, ALL, each)] for each in (NEW, BEGUN, FINISHED)}


def test_a_year_is_the_difference_of_its_ends_and_the_sum_of_its_quarters() -> None:
    told = _told()
    summed = {
        each: sum(told[Cell(quarter, "linz", ALL, ALL, each)] or 0 for quarter in QUARTERS[2:])
        for each in (NEW, BEGUN, FINISHED)
    }

    assert flows(told, YEAR, place="linz", module=ALL, first=FIRST) == summed


def test_where_an_end_is_hidden_the_quarters_are_added_up_and_without_these_it_is_hidden() -> None:
    whole = flows(_told(), YEAR, place="linz", module=ALL, first=FIRST)
    end = ("2026Q3", "linz", ALL, ALL, COMPLETED)
    told = _told(end)
    assert flows(told, YEAR, place="linz", module=ALL, first=FIRST) == whole

    told = _told(end, ("2026Q1", "linz", ALL, ALL, FINISHED))
    assert flows(told, YEAR, place="linz", module=ALL, first=FIRST) == {**whole, FINISHED: None}


def test_before_the_first_release_there_was_nobody() -> None:
    told = _told()
    year = Period(span=Span.YEAR, last=Quarter(2025, 4))

    found = flows(told, year, place=ALL, module="craft", first=FIRST)

    assert found[NEW] == told[Cell("2025Q4", ALL, "craft", ALL, ENROLLED)]


def test_what_was_never_counted_is_left_out() -> None:
    assert flows(_told(), YEAR, place="linz/nowhere", module=ALL, first=FIRST) == {}
    assert flows(_told(), YEAR, place="linz", module="other", first=Quarter(2026, 1)) == {}


def test_who_has_begun_follows_from_either_pair_of_shown_counts() -> None:
    assert started({"enrolled": 9, "not-started": 4, "in-progress": None, "completed": None}) == 5
    assert started({"enrolled": None, "not-started": 4, "in-progress": 3, "completed": 2}) == 5
    assert started({"enrolled": None, "not-started": 4, "in-progress": None, "completed": 2}) is None


def test_periods_name_their_quarters_months_and_beginning() -> None:
    quarters = [Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2)]

    assert [each.key for each in periods(Span.QUARTER, quarters)] == ["2025Q4", "2026Q1", "2026Q2"]
    years = periods(Span.YEAR, quarters)
    assert [(each.key, each.last) for each in years] == [("2025", Quarter(2025, 4)), ("2026", Quarter(2026, 2))]
    assert years[1].months == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"]
    assert years[1].before == Quarter(2025, 4)
    assert Period(span=Span.QUARTER, last=Quarter(2026, 3)).before == Quarter(2026, 2)


def test_a_span_is_a_quarter_or_a_year() -> None:
    assert [read_span(text) for text in ("", "quarter", "year")] == [Span.QUARTER, Span.QUARTER, Span.YEAR]
    with pytest.raises(NotFound):
        read_span("month")


def _told(*hidden: tuple[str, ...]) -> Told:
    cells = history(QUARTERS, hidden=hidden).cells
    return {cell: value for told in cells.values() for cell, value in told.items()}
