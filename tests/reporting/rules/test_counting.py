"""Does every figure add up, in every cut and from quarter to quarter, and is it what happened?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.reporting.rules.enrolments import (
    MINIMUM,
    QUARTERS,
    Enrolled,
    all_told,
    expected,
    extent,
    facts,
    history,
)
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, NEW, STATES, Cell
from training.reporting.rules.counting import counted
from training.reporting.rules.details import BY_MODULE, NOT, Told
from training.reporting.rules.disclosure.tables import unequal
from training.reporting.rules.flows import Earlier
from training.reporting.rules.tallies import Tallied

_TOLD = some.builds(
    Told,
    organisations=some.fixed_dictionaries({"linz": some.integers(BY_MODULE, NOT), "padova": some.just(NOT)}),
    languages=some.booleans(),
    rounds=some.booleans(),
    lessons=some.booleans(),
)


def quarters_of(happened: list[Enrolled], *told: Told) -> list[tuple[Tallied, Earlier]]:
    """Count one quarter after the other, each told in its way."""
    found: list[tuple[Tallied, Earlier]] = []
    for number, each in enumerate(told):
        before = found[-1][1] if found else None
        known = facts(happened, number)
        whole = extent(known, before.organisations if before else {})
        tallied = counted(QUARTERS[number], known, whole, each, before=before, minimum=MINIMUM)
        values = tallied.table.values
        found.append((tallied, Earlier(quarter=QUARTERS[number], values=values, organisations=whole.organisations)))
    return found


@given(seed=some.integers(0, 10**6), told=some.tuples(_TOLD, _TOLD))
@settings(max_examples=6, deadline=None)
def test_every_figure_is_what_happened_and_adds_up(seed: int, told: tuple[Told, Told]) -> None:
    happened = history(seed, people=25)
    found = quarters_of(happened, *told, all_told())

    values = {key: number for tallied, _ in found for key, number in tallied.table.values.items()}
    assert unequal(values, [one for tallied, _ in found for one in tallied.table.relations]) == []
    for tallied, earlier in found:
        for key, number in tallied.table.values.items():
            assert number == expected(happened, Cell(*key), earlier.organisations)[0], key
        for quarter, place, module, part, measure in tallied.table.values:
            if measure == ENROLLED and part == ALL:
                cell = (quarter, place, module, part)
                assert values[*cell, ENROLLED] == sum(values[*cell, state] for state in STATES)


@given(seed=some.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_nobody_is_taken_for_more_people_than_they_are(seed: int) -> None:
    happened = history(seed, people=12, often=3)
    happened = [replace(one, known=0) for one in happened]

    for tallied, earlier in quarters_of(happened, all_told(), all_told(), all_told()):
        persons = tallied.persons
        for key, number in tallied.table.values.items():
            of = len(expected(happened, Cell(*key), earlier.organisations)[1])
            assert min(persons.get(key, MINIMUM), MINIMUM) <= max(of, 1) or not number, key
            # Where persons are counted they are counted exactly.
            if key[3][:7] != "lesson:" and "measured" not in key[4] and "paired" not in key[4] and 0 < of < MINIMUM:
                assert persons[key] == of, key


def test_the_first_quarter_has_flows_since_nobody_was_there_before() -> None:
    (first, _), *_ = quarters_of(history(1), all_told())
    values = first.table.values

    assert values["2026Q1", ALL, ALL, ALL, NEW] == values["2026Q1", ALL, ALL, ALL, ENROLLED] > 0
    assert (
        sum(values[f"2026-0{month}", ALL, ALL, ALL, NEW] for month in (1, 2, 3)) == values["2026Q1", ALL, ALL, ALL, NEW]
    )


def test_what_was_told_less_finely_before_has_no_flow_yet() -> None:
    coarse = replace(all_told(), organisations={"linz": NOT, "padova": NOT}, languages=False)
    _, (second, _), (third, _) = quarters_of(history(2), coarse, all_told(), all_told())

    for cell in (("linz/city", ALL, ALL, NEW), ("linz", "craft", "language:de", "finished")):
        assert ("2026Q2", *cell) not in second.table.values
        assert ("2026Q3", *cell) in third.table.values
    assert ("2026Q2", "linz", ALL, ALL, NEW) in second.table.values


def test_an_organisation_that_gets_one_below_it_keeps_its_flow_and_so_do_its_own_people() -> None:
    _, (second, earlier), *_ = quarters_of(history(3), all_told(), all_told())
    values, relations = second.table.values, second.table.relations

    assert earlier.organisations["linz/county+"]["parent"] == "linz/county"
    for place in ("linz/county", "linz/county+"):
        of = next(one for one in relations if ("2026Q2", place, ALL, ALL, NEW) in one.right)
        assert ("2026Q1", "linz/county", ALL, ALL, ENROLLED) in of.right
    assert values["2026Q2", "linz/archive", ALL, ALL, NEW] == values["2026Q2", "linz/archive", ALL, ALL, ENROLLED]


def test_what_vanished_is_refused() -> None:
    happened = [replace(one, known=0) for one in history(4)]
    _, (_, earlier) = quarters_of(happened, all_told(), all_told())
    known = facts(happened[10:], 2)

    with pytest.raises(ValueError, match="below zero"):
        counted("2026Q3", known, extent(known, earlier.organisations), all_told(), before=earlier, minimum=MINIMUM)


def test_what_is_out_of_the_extent_is_refused() -> None:
    known = facts(history(5), 0)
    narrow = replace(extent(known, {}), regions=("linz",))

    with pytest.raises(ValueError, match="out of the extent"):
        counted("2026Q1", known, narrow, all_told(), before=None, minimum=MINIMUM)


def test_a_measurement_that_is_counted_once_stays_counted() -> None:
    """A module that asks before and after no more, or has other lessons now, takes nothing away."""
    happened = history(6)
    _, (_, earlier) = quarters_of(happened, all_told(), all_told())
    known = replace(facts(happened, 2), measured={})
    whole = extent(known, earlier.organisations)
    third = counted("2026Q3", known, whole, all_told(), before=earlier, minimum=MINIMUM).table.values

    cell = ("linz", "design", ALL)
    assert third["2026Q3", *cell, "measured"] == earlier.values["2026Q2", *cell, "measured"] > 0
    assert third["2026Q3", *cell, "newly-measured"] == 0
    assert third["2026Q3", *cell, COMPLETED] >= earlier.values["2026Q2", *cell, COMPLETED]
