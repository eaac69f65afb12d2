"""Does an attacker find less than is promised, whatever happened, and is no more hidden than must be?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tests.reporting.rules.disclosure.following import Move, followed
from tests.reporting.rules.disclosure.histories import (
    STATE,
    Quarter,
    disclosed,
    drawn,
    histories,
    region_table,
    released,
    small,
)
from training.reporting.rules.disclosure import optimum as exactly
from training.reporting.rules.disclosure.attack import Interval, attack
from training.reporting.rules.disclosure.before import Reason
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.protection import protect
from training.reporting.rules.disclosure.system import system
from training.reporting.rules.disclosure.tables import Key, Relation, Table


def _row(*counts: int) -> Table:
    names = [f"o{number}" for number in range(len(counts))]
    return crossed({(name,): count for name, count in zip(names, counts, strict=True)}, [flat("all", names)])


@given(quarters=histories(quarters=6))
@settings(max_examples=2, deadline=None)
def test_no_quarter_discloses_what_it_or_an_earlier_one_hid(quarters: list[Quarter]) -> None:
    releases = released(quarters)

    assert [release.optimal for release in releases] == [True, False, False, False, False, False]
    assert all(release.lower_bound <= len(release.hidden) for release in releases)
    assert disclosed(releases, small(quarters)) == {}


@given(quarters=histories())
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_quarter_discloses_anything_where_choices_are_quick(
    quarters: list[Quarter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way for large tables, from the first quarter on."""
    monkeypatch.setattr(exactly, "LARGEST", 0)
    releases = released(quarters)

    assert not any(release.optimal for release in releases)
    assert disclosed(releases, small(quarters)) == {}


def test_each_release_asks_for_no_more_than_the_one_before() -> None:
    """What must be carried on stays few, however many releases there were: later proofs are made of earlier ones."""
    releases = released(drawn(3, quarters=10, most=6))

    carried = [len(release.carried) for release in releases]

    assert 0 < max(carried[5:]) <= 2 * max(carried[:5])


def _completed(period: str, *counts: int) -> Table:
    return Table(
        values={(period, key[0], "completed"): count for key, count in _row(*counts).values.items()},
        relations=tuple(
            Relation(
                left=((period, "all", "completed"),), right=tuple((period, *key, "completed") for key in one.right)
            )
            for one in _row(*counts).relations
        ),
    )


def test_another_history_ends_where_enough_happened_and_goes_on_where_nothing_did() -> None:
    before = _completed("q0", 3, 20, 30)
    first = protect(before)
    quiet, busy = [
        protect(
            followed(before, _completed("q1", *counts), moves={"completed": Move(gains="new")}, period="q1"),
            before=first.before,
        )
        for counts in ((3, 20, 30), (13, 40, 60))
    ]

    assert first.carried
    assert {tuple(sorted(move.values())) for move in quiet.carried} == {
        tuple(sorted(m.values())) for m in first.carried
    }
    assert busy.carried == ()
    assert {key[2] for key in busy.hidden} == {"new"}
    assert disclosed([first, quiet]) == disclosed([first, busy]) == {}


def test_what_the_next_release_must_know_can_be_written_down_and_read() -> None:
    first, second = drawn(1, quarters=2, most=6)
    before = protect(first.table, persons=first.persons).before
    written = json.dumps([[[list(key), number] for key, number in move.items()] for move in before.carried])

    carried = tuple({tuple(key): number for key, number in move} for move in json.loads(written))

    assert carried == before.carried
    assert protect(second.table, before=replace(before, carried=carried)) == protect(second.table, before=before)


def test_lost_moves_are_noticed() -> None:
    first, second = drawn(1, quarters=2, most=6)
    before = protect(first.table, persons=first.persons).before

    with pytest.raises(ValueError, match=r"carried moves that protect .* are missing"):
        protect(second.table, before=replace(before, carried=()))


def test_only_the_last_release_may_be_named() -> None:
    first, second = drawn(1, quarters=2, most=6)

    with pytest.raises(ValueError, match="in neither"):
        protect(second.table)
    with pytest.raises(ValueError, match="in two releases"):
        protect(first.table, before=protect(first.table).before)


def test_a_count_of_too_few_people_is_small_however_large_it_is() -> None:
    """Two people with seven enrolments; an attacker may exclude neither 0 nor 7."""
    table = _row(7, 20, 30)
    release = protect(table, minimum=5, persons={("o0",): 2})

    assert release.hidden == {("o0",): "primary", ("o1",): "secondary"}
    assert release.before.ceiling(("o0",)) == 7
    assert attack(release.published)["o0",] == Interval(low=0, high=27)
    assert protect(table, minimum=5, persons={("o0",): 9}).hidden == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_table_too_large_for_the_optimum_is_protected_as_well(seed: int) -> None:
    release = protect(region_table(seed), minimum=5)

    assert not release.optimal
    assert release.lower_bound <= len(release.hidden) < len(release.table.values)
    assert disclosed([release]) == {}


def test_whole_numbers_find_no_more_than_fractions() -> None:
    """The linear program may think of halves of people; whoever knows better must not get further."""
    release = protect(region_table(7, organisations=8, modules=2), minimum=5)

    small = [key for key, reason in release.hidden.items() if reason == "primary"]

    found = attack(release.published, about=small[::3], whole=True)

    assert not any(one.discloses(5) for one in found.values())


def test_two_small_counts_protect_each_other_if_they_are_enough_together() -> None:
    release = protect(_row(2, 3, 20, 30), minimum=5)

    assert release.hidden == {("o0",): "primary", ("o1",): "primary"}
    assert release.optimal
    assert release.lower_bound == 2
    assert attack(release.published) == dict.fromkeys(release.hidden, attack(release.published)["o0",])


def test_two_small_counts_that_are_too_few_together_need_a_third() -> None:
    release = protect(_row(1, 2, 20, 30), minimum=5)

    assert release.hidden == {("o0",): "primary", ("o1",): "primary", ("o2",): "secondary"}


def test_a_zero_does_not_protect_alone() -> None:
    """Its own count cannot be less, so a small one beside it could not be more."""
    release = protect(_row(2, 0, 20), minimum=5)

    assert release.hidden == {("o0",): "primary", ("o2",): "secondary"}


def test_zeros_and_what_everybody_is_in_are_shown() -> None:
    table = crossed({("completed",): 20}, [STATE])

    assert protect(table, minimum=5).hidden == {}


def test_a_small_total_is_hidden_with_what_it_consists_of() -> None:
    assert set(protect(_row(1, 2), minimum=5).hidden) == {("all",), ("o0",), ("o1",)}


def test_the_same_table_gives_the_same_choice() -> None:
    assert protect(region_table(3)) == protect(region_table(3))


@pytest.mark.parametrize("seed", range(3))
def test_no_cheaper_choice_withstands_the_attacker(seed: int) -> None:
    """All cheaper choices are tried, which is possible for a tiny table only."""
    chance = np.random.default_rng(seed)
    places, states = ("a", "b"), ("in progress", "completed")
    counts: dict[Key, int] = {(place, state): int(chance.integers(1, 9)) for place in places for state in states}
    table = crossed(counts, [flat("all", (*places, "c")), flat("enrolled", states)])
    release = protect(table, minimum=4)
    weights = dict(zip(table.values, system(table, minimum=4).weights, strict=True))
    primary = {key for key, reason in release.hidden.items() if reason == "primary"}
    others = [key for key in table.values if key not in primary]
    choices = [one for number in range(len(others)) for one in combinations(others, number)]
    best = _weight(release.hidden, weights) - _weight(primary, weights)
    cheaper = [one for one in choices if _weight(one, weights) < best - 1e-6]

    assert release.optimal
    assert disclosed([release]) == {}
    assert bool(cheaper) == bool(primary)
    for choice in cheaper:
        hidden: dict[Key, Reason] = {key: "primary" if key in primary else "secondary" for key in (*primary, *choice)}
        assert disclosed([replace(release, hidden=hidden)])


def _weight(keys: Iterable[Key], weights: Mapping[Key, float]) -> float:
    return sum(weights[key] for key in keys)


def test_a_table_that_does_not_add_up_is_refused() -> None:
    table = Table(values={("all",): 9, ("a",): 3}, relations=(Relation(left=(("all",),), right=(("a",),)),))

    with pytest.raises(ValueError, match="sums do not hold"):
        protect(table)


def test_an_earlier_release_that_tells_too_much_is_noticed() -> None:
    """It was made with a lower minimum: whoever saw 3 then knows that there are at least 3 now."""
    before = protect(crossed({("q0", "completed"): 3}, [Dimension(root="q0"), Dimension(root="completed")]), minimum=2)
    now = crossed({("q1", "completed"): 4}, [Dimension(root="q1"), Dimension(root="completed")])
    later = followed(before.table, now, moves={"completed": Move(gains="finished")}, period="during q1")

    with pytest.raises(ValueError, match="no choice protects"):
        protect(later, minimum=5, before=before.before)
