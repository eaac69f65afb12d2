"""Is as much told as numbers allow, and comparably from one release to the next?"""

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.reporting.actions.test_releasing import FIRST, SECOND, disclosed
from tests.reporting.crowds import AFTER, MODULES, REGIONS, Crowds, Group
from training.accounts.models import Organisation
from training.reporting.actions import make_release
from training.reporting.queries.earlier import earlier_releases
from training.reporting.queries.releases import figures, heading
from training.reporting.rules.cells import ALL, ENROLLED, STATES, Cell


def test_a_small_site_is_told_its_regions_and_of_nothing_finer(session: Session, crowd: Crowds) -> None:
    crowd.come(
        [Group("linz", module, "de", 3, "2026Q1", office=office) for module in MODULES for office in ("hall", "school")]
    )
    crowd.come(
        [Group("linz", "craft", "de", 48, "2026Q1", "2026Q1", "2026Q1"), Group("padova", "craft", "it", 60, "2026Q1")]
    )
    make_release(session, FIRST, now=AFTER)

    told = heading(session, FIRST)
    cells = figures(session, told, ["linz"]).cells

    assert [cells[Cell("2026Q1", "linz", ALL, ALL, state)] for state in (ENROLLED, *STATES)] == [60, 12, 0, 48]


def test_organisations_are_told_where_they_are_large_enough(session: Session, crowd: Crowds) -> None:
    crowd.come(
        [
            Group("linz", module, "de", 20, "2026Q1", office=office)
            for module in MODULES
            for office in ("hall", "school")
        ]
    )
    crowd.come([Group("padova", module, "it", 3, "2026Q1", "2026Q1", "2026Q1", "school") for module in MODULES])
    crowd.come([Group("padova", module, "it", 2, "2026Q1") for module in MODULES])
    make_release(session, FIRST, now=AFTER)

    told = heading(session, FIRST)
    cells = figures(session, told, list(told.organisations)).cells

    assert list(told.organisations) == ["linz/hall-linz", "linz/hall-linz+", "linz/school-linz"]
    assert told.parts("linz/hall-linz") == ["linz/hall-linz+", "linz/school-linz"]
    assert cells[Cell("2026Q1", "linz/hall-linz", "craft", ALL, ENROLLED)] == 40
    assert cells[Cell("2026Q1", "linz/hall-linz+", "craft", ALL, ENROLLED)] == 20


def test_an_organisation_stays_where_it_was_told_first(session: Session, crowd: Crowds) -> None:
    everybody = [
        Group("linz", module, "de", 20, "2026Q1", office=office) for module in MODULES for office in ("hall", "school")
    ]
    crowd.come(everybody)
    make_release(session, FIRST, now=AFTER)
    session.execute(
        update(Organisation).where(Organisation.key == "school-linz").values(parent_id=None, name="New name")
    )
    make_release(session, SECOND, now=AFTER)

    place = heading(session, SECOND).organisations["linz/school-linz"]

    assert place == {"name": "New name", "parent": "linz/hall-linz"}
    assert earlier_releases(session)[1].table.values["2026Q2", "linz/school-linz", ALL, ALL, "new"] == 0


def test_what_was_told_once_is_told_again(session: Session, crowd: Crowds) -> None:
    """A later quarter may hide more, but it stays comparable."""
    crowd.come(
        [
            Group(region, module, language, 40, "2026Q1", "2026Q1", "2026Q1")
            for region in REGIONS
            for module in MODULES
            for language in ("de", "it")
        ]
    )
    crowd.come([Group("linz", "craft", "sl", 2, "2026Q2", "2026Q2", "2026Q2")])
    for quarter in (FIRST, SECOND):
        make_release(session, quarter, now=AFTER)

    first, second = (
        figures(session, heading(session, quarter), ["linz", "linz/hall-linz"]) for quarter in (FIRST, SECOND)
    )

    assert {cell[1:] for cell in first.cells if "Q" in cell.period} <= {cell[1:] for cell in second.cells}
    assert set(second.languages) == {"de", "it", "sl"}
    assert disclosed(earlier_releases(session)) == []


def test_a_median_is_told_of_enough_people_and_where_no_other_follows(session: Session, crowd: Crowds) -> None:
    crowd.come(
        [
            Group("linz", "craft", "de", 20, "2026Q1", "2026Q1", "2026Q1"),
            Group("padova", "craft", "it", 9, "2026Q1", "2026Q1", "2026Q1"),
        ]
    )
    make_release(session, FIRST, now=AFTER)

    told = figures(session, heading(session, FIRST), [ALL, "linz", "padova"]).groups

    # Padova by itself would follow from the whole and Linz: so Linz is not told either.
    assert [told[place, "craft", "median-days"].value for place in (ALL, "linz", "padova")] == [0, None, None]
