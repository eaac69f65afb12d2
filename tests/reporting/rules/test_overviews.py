"""Does a page say of a place what all releases together say, on every level, in quarters and years?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.reporting.told import LESSONS, MODULES, ORGANISATIONS, QUARTERS, Hidden, History, history, told_beside
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, FINISHED, NEW, Cell
from training.reporting.rules.overviews import Material, Overview, compared_places, overview
from training.reporting.rules.releases import Figures, GroupFigure, Heading
from training.reporting.rules.selections import Selection
from training.reporting.rules.years import Period, Span

EVERYWHERE = (ALL, "linz", "padova", *ORGANISATIONS)


def test_all_regions_are_told_by_region_and_module() -> None:
    view = _view(ALL)

    assert [share.line.key for share in view.parts] == ["linz", "padova"]
    assert [line.key for line in view.modules] == list(MODULES)
    for lines in ([share.line for share in view.parts], view.modules):
        for measure in (ENROLLED, COMPLETED, NEW, FINISHED):
            assert sum(line.values[measure] or 0 for line in lines) == view.total.values[measure]
    assert (view.peers, view.way, view.coarser) == ([], [], [])


def test_a_region_stands_beside_the_others_where_they_are_within_reach() -> None:
    assert [share.line.key for share in _view("linz").peers] == ["linz", "padova"]
    assert _view("linz", places=("linz", *(each for each in ORGANISATIONS if each.startswith("linz/")))).peers == []


def test_an_organisation_is_told_by_those_below_it_and_its_own_people() -> None:
    view = _view("linz/city")

    assert [share.line.key for share in view.parts] == ["linz/culture", "linz/city+"]
    assert sum(share.line.values[ENROLLED] or 0 for share in view.parts) == view.total.values[ENROLLED]


def test_nothing_is_told_by_parts_that_are_out_of_reach() -> None:
    assert _view("padova", places=(ALL, "linz", "padova")).parts == []


def test_a_module_is_followed_lesson_by_lesson() -> None:
    view = _view("linz", "craft")

    assert [step.key for step in view.way] == [
        "enrolled",
        "started",
        *(f"lesson:{lesson}" for lesson in LESSONS),
        "completed",
        "passed-first",
    ]
    numbers = [step.number for step in view.way]
    assert numbers == sorted(numbers, key=lambda number: -(number or 0))
    assert view.modules == []
    assert view.groups["gain"].value is not None
    assert list(view.beside) == ["linz", "padova"]


@pytest.mark.parametrize("span", list(Span))
def test_the_trend_ends_with_what_is_asked_for(span: Span) -> None:
    view = _view("linz", span=span)

    assert view.trend[-1].values == view.total.values
    assert [line.key for line in view.trend] == {Span.QUARTER: list(QUARTERS), Span.YEAR: ["2025", "2026"]}[span]
    assert [line.key for line in view.months][-1] == "2026-06"
    assert sum(line.values[NEW] or 0 for line in view.months) == view.total.values[NEW]


def test_the_first_release_tells_no_flows() -> None:
    assert NEW not in _view(ALL, quarters=QUARTERS[:1]).total.values


def test_where_most_is_hidden_a_coarser_view_is_proposed() -> None:
    view = _view("linz/district", "craft", hidden=[("2026Q2", "linz/district", "craft")])

    assert view.hidden.is_much
    assert [(each.selection.place, each.selection.module, each.span) for each in view.coarser] == [
        ("linz/district", ALL, Span.QUARTER),
        ("linz", "craft", Span.QUARTER),
        ("linz/district", "craft", Span.YEAR),
    ]


def test_a_release_that_does_not_add_up_is_never_shown() -> None:
    told = history()
    wrong = Cell("2026Q2", "linz", "craft", ALL, ENROLLED)
    cells = {**told.cells["2026Q2"], wrong: (told.cells["2026Q2"][wrong] or 0) + 1}
    broken = History(quarters=told.quarters, cells={**told.cells, "2026Q2": cells}, groups=told.groups)

    for place, module in (("linz", ALL), (ALL, "craft"), ("linz", "craft")):
        with pytest.raises(ValueError, match="its parts are"):
            overview(_material(broken, Selection(place=place, module=module), EVERYWHERE))


def _view(
    place: str,
    module: str = ALL,
    *,
    span: Span = Span.QUARTER,
    places: Sequence[str] = EVERYWHERE,
    quarters: Sequence[str] = QUARTERS,
    hidden: Hidden = (),
) -> Overview:
    told = history(quarters, hidden=hidden)
    return overview(_material(told, Selection(place=place, module=module), places, span=span))


def _material(told: History, selection: Selection, places: Sequence[str], *, span: Span = Span.QUARTER) -> Material:
    beside: dict[str, Any] = told_beside()
    last = told.quarters[-1]
    fixed: dict[str, Any] = {
        "id": 1,
        "quarter": last,
        "made_at": datetime(2026, 7, 2, tzinfo=UTC),
        "minimum": 5,
        "digest": "0",
    }
    heading = Heading(**fixed, **beside)
    series = {cell: value for cells in told.cells.values() for cell, value in cells.items()}
    others = compared_places(heading, selection, places)
    return Material(
        heading=heading,
        selection=selection,
        period=Period(span=span, last=last),
        quarters=told.quarters,
        places=places,
        figures=Figures(cells=_at(told.cells[last.key], selection.place), groups={}),
        history={cell: value for cell, value in series.items() if (cell.place, cell.part) == (selection.place, ALL)},
        others={
            cell: value
            for cell, value in series.items()
            if cell.place in others and (cell.module, cell.part) == (selection.module, ALL)
        },
        groups={
            (quarter, key): GroupFigure(value=value, low=low, high=high)
            for quarter, figures in told.groups.items()
            for key, (value, low, high) in figures.items()
            if key[0] in (selection.place, *others) and key[1] == selection.module
        },
    )


def _at(cells: Any, place: str) -> dict[Cell, int | None]:
    return {cell: value for cell, value in cells.items() if cell.place == place}
