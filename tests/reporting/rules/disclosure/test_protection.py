"""Does an attacker find less than is promised, whatever happened, and is no more hidden than must be?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tests.reporting.rules.disclosure.histories import STATE, disclosed, histories, region_table, released
from training.reporting.rules.disclosure import optimum as exactly
from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.protection import Protected, Reason, protect
from training.reporting.rules.disclosure.system import system
from training.reporting.rules.disclosure.tables import Key, Relation, Table


def _row(*counts: int) -> Table:
    names = [f"o{number}" for number in range(len(counts))]
    return crossed({(name,): count for name, count in zip(names, counts, strict=True)}, [flat("all", names)])


@given(tables=histories(quarters=2))
@settings(max_examples=3, deadline=None)
def test_no_quarter_discloses_what_it_or_an_earlier_one_hid(tables: list[Table]) -> None:
    releases = released(tables)

    assert all(release.optimal for release in releases)
    assert disclosed(releases[:1]) == {}
    assert disclosed(releases) == {}


@given(tables=histories())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_quarter_discloses_anything_where_choices_are_quick(
    tables: list[Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way for large tables, on three quarters."""
    monkeypatch.setattr(exactly, "LARGEST", 0)
    releases = released(tables)

    assert not any(release.optimal for release in releases)
    assert not any(earlier.hidden.keys() & releases[-1].published.values.keys() for earlier in releases)
    assert disclosed(releases) == {}


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


def test_an_earlier_release_that_tells_too_much_is_named() -> None:
    table = _row(2, 20)
    careless = Protected(table=table, minimum=5, hidden={("o0",): "primary"}, lower_bound=1, optimal=False)

    with pytest.raises(ValueError, match="protect"):
        protect(crossed({("later",): 9}, [Dimension(root="later")]), earlier=[careless])
