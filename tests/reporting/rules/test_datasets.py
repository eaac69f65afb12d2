"""Does a file hold what its reader may see, and would its sums show that something was lost?"""

from dataclasses import replace
from hashlib import sha256

from tests.reporting.files.samples import CELLS, HEADING, OFFICE, told
from training.reporting.rules.datasets import canonical, controls, dataset, places_told
from training.reporting.rules.releases import EFFECT, GAIN, MEDIAN_DAYS, Figures
from training.reporting.rules.selections import Selection


def test_a_place_is_told_with_its_parts_and_the_whole_with_all_in_reach() -> None:
    within = ["linz", OFFICE, f"{OFFICE}-below"]

    assert places_told(HEADING, within, place="linz", whole=False) == ("linz", OFFICE, f"{OFFICE}+")
    assert places_told(HEADING, within, place="linz", whole=True) == ("linz", OFFICE, f"{OFFICE}+", f"{OFFICE}-below")
    assert places_told(HEADING, ["linz"], place="linz", whole=False) == ("linz",)


def test_rows_are_the_counts_that_readers_are_told_in_their_order_and_then_figures_of_groups() -> None:
    rows = told().rows

    counts = [cell for cell in CELLS if cell.measure != "skipped"]

    assert [tuple(row[:5]) for row in rows[: len(counts)]] == counts
    assert [row.measure for row in rows[len(counts) :]] == [MEDIAN_DAYS, GAIN, EFFECT]
    assert [(row.region, row.organisation, row.state) for row in rows if row.place == f"{OFFICE}+"] == [
        ("linz", "office", "shown")
    ]
    assert {row.state for row in rows if row.value is None} == {"hidden"}


def test_control_sums_tell_what_is_shown_and_what_holds() -> None:
    found = controls(told())

    assert (found.rows, found.hidden) == (18, 3)
    assert found.sums["enrolled"] == 1234 + 12 + 1234 + 17 + 8
    assert found.sums["not-started"] == 200
    # The states of the region, and its completions by language; those of the office are hidden.
    assert (found.checked, found.holding) == (2, 2)


def test_a_sum_that_does_not_hold_shows() -> None:
    assert (controls(told(enrolled=1235)).checked, controls(told(enrolled=1235)).holding) == (2, 1)
    assert (controls(told(completed=999)).checked, controls(told(completed=999)).holding) == (2, 0)
    assert controls(told(completed=None)).checked == 0


def test_the_digest_is_of_values_in_any_order_and_of_each_of_them() -> None:
    whole = told()
    turned = replace(whole, rows=tuple(reversed(whole.rows)))

    assert controls(turned).digest == controls(whole).digest
    assert controls(told(enrolled=1235)).digest != controls(whole).digest
    assert canonical(whole.rows[-2]) == "2026Q3\tlinz\tcraft\t*\tgain\t0.25\t-0.125\t0.3333333333333333"
    assert canonical(whole.rows[-1]) == "2026Q3\tlinz\tcraft\t*\teffect\t\t\t"
    lines = sorted(canonical(row) for row in whole.rows)
    assert controls(whole).digest == sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def test_a_module_that_is_asked_for_is_told_alone() -> None:
    one = dataset(
        HEADING,
        Figures(cells=CELLS, groups={}),
        selection=Selection(place="linz", module="craft"),
        places=("linz", OFFICE, f"{OFFICE}+"),
        whole=False,
    )

    assert {row.module for row in one.rows} == {"craft"}
