"""Do pages learn of a place what the releases told that they ask for, and nothing of later ones or of other places?"""

from sqlalchemy.orm import Session

from tests import make
from tests.reporting.told import QUARTERS, history, released
from training.reporting.queries import overviews
from training.reporting.rules.cells import ALL, FLOWS, Cell
from training.reporting.rules.quarters import read_quarter


def test_releases_are_listed_with_the_last_one_first(session: Session) -> None:
    released(session)
    assert [each.quarter.key for each in overviews.editions(session)] == list(reversed(QUARTERS))


def test_a_place_is_told_as_all_asked_releases_told_it(session: Session) -> None:
    released(session)
    known = overviews.editions(session)[1:]
    told = {cell: value for key in QUARTERS[:-1] for cell, value in history().cells[key].items() if cell.part == ALL}

    assert overviews.history(session, known, place="linz") == {
        cell: value for cell, value in told.items() if cell.place == "linz"
    }
    beside = overviews.history_beside(session, known, places=["linz/city", "padova"], module="craft")
    assert beside == {
        cell: value for cell, value in told.items() if cell.place in ("linz/city", "padova") and cell.module == "craft"
    }


def test_months_belong_to_the_quarter_that_told_them(session: Session) -> None:
    cells: dict[tuple[str, ...], int | None] = {("2026-04", "linz", ALL, ALL, measure): 3 for measure in FLOWS}
    make.release(session, "2026Q2", cells=cells, groups={})

    found = overviews.history(session, overviews.editions(session), place="linz")

    assert found == {Cell(*cell): 3 for cell in cells}
    assert read_quarter("2026Q2") == overviews.editions(session)[0].quarter


def test_figures_of_groups_are_told_by_quarter(session: Session) -> None:
    released(session)

    found = overviews.group_history(session, places=["linz"], module="craft")

    assert {quarter for quarter, _ in found} == set(QUARTERS)
    assert found["2025Q3", ("linz", "craft", "median-days")].value == 20.0
    assert {key[0] for _, key in found} == {"linz"}
