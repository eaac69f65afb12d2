"""Does the attacker find what can be found? A published example, and wrong rules planted on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.reporting.rules.disclosure.following import followed
from tests.reporting.rules.disclosure.histories import MOVES, STATES, disclosed, quarter, region_table
from training.reporting.rules.disclosure.attack import Interval, attack
from training.reporting.rules.disclosure.dimensions import crossed, flat
from training.reporting.rules.disclosure.protection import Protected, protect
from training.reporting.rules.disclosure.tables import Key, Published, Relation, Table

#: Rows w to z, columns a to d: the example in the tests of sdcTable 0.32 (Meindl, Statistics Austria, CRAN).
_PUBLISHED = ((30, 47, 64, 89), (90, 124, 5, 31), (92, 100, 59, 85), (800, 991, 651, 685))
_SUPPRESSED = ("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd")


def _shown(without: Iterable[str]) -> Published:
    counts: dict[Key, int] = {
        (row, column): count for row, line in zip("wxyz", _PUBLISHED, strict=True) for column, count in _of(line)
    }
    table = crossed(counts, [flat("all", "wxyz"), flat("all", "abcd")])
    hidden = {(cell[0], cell[1]) for cell in without}
    values = {key: value for key, value in table.values.items() if key not in hidden}
    return Published(values=values, relations=table.relations)


def _of(line: tuple[int, ...]) -> Iterable[tuple[str, int]]:
    return zip("abcd", line, strict=True)


def test_the_published_example_is_broken_as_published() -> None:
    """Two cells are hidden in every row and column, and yet w|b follows: 236 - 189."""
    found = attack(_shown(_SUPPRESSED))

    assert found["w", "b"] == Interval(low=47, high=47)


def test_the_published_example_is_mended_as_published() -> None:
    """There one more cell is hidden and w|b bounded by 0 and 78, which is what x|d with its 31 leaves."""
    found = attack(_shown((*_SUPPRESSED, "xd")))

    assert found["w", "b"] == Interval(low=0, high=78)


def test_primary_suppression_alone_is_caught() -> None:
    release = protect(region_table(1), minimum=5)
    alone = replace(release, hidden={key: why for key, why in release.hidden.items() if why == "primary"})

    found = disclosed([alone])

    assert disclosed([release]) == {}
    assert any(low == high == alone.table.values[key] for key, (low, high) in found.items())


_BEFORE: dict[Key, int] = {("city itself", "completed"): 10, ("county", "completed"): 21, ("padova", "completed"): 30}
_AFTER: dict[Key, int] = {("city itself", "completed"): 12, ("county", "completed"): 29, ("padova", "completed"): 40}


def test_a_chooser_that_forgets_earlier_releases_is_caught() -> None:
    """Ten had completed and now twelve: both may be shown, but not one after the other."""
    before = quarter("q0", _BEFORE)
    after = followed(before, quarter("q1", _AFTER), moves=MOVES, period="during q1")
    first = protect(before)
    forgetful = protect(quarter("q1", _AFTER))
    secret = ("during q1", "city itself", "finished")

    found = attack(
        Published(values=forgetful.published.values, relations=after.relations),
        earlier=[first.published],
        about=[secret],
    )

    assert found[secret] == Interval(low=2, high=2)
    mindful = protect(after, before=first.before)
    assert mindful.hidden[secret] == "primary"
    assert disclosed([first, mindful]) == {}


def test_a_chooser_that_publishes_later_what_was_hidden_is_caught() -> None:
    """Nothing is small in the second quarter, but with its flows it gives away what was small in the first."""
    before = quarter("q0", {("city itself", "completed"): 3, ("county", "completed"): 21, ("padova", "completed"): 30})
    later: dict[Key, int] = {("city itself", "completed"): 13, ("county", "completed"): 31, ("padova", "completed"): 40}
    after = followed(before, quarter("q1", later), moves=MOVES, period="during q1")
    first = protect(before)
    forgetful = Protected(table=after, minimum=5, hidden={}, lower_bound=0, optimal=False)

    assert disclosed([first, forgetful])["q0", "city itself", "completed"] == (3, 3)
    assert disclosed([first, protect(after, before=first.before)]) == {}


def test_a_chooser_that_drops_carried_moves_is_caught() -> None:
    """Nothing is small in the third quarter, and nothing happened in the second: what was small was so in the first."""
    ends: list[dict[Key, int]] = [
        {("city itself", "completed"): 3 + more, ("county", "completed"): 21 + more, ("padova", "completed"): 30 + more}
        for more in (0, 0, 10)
    ]
    first, *later = [quarter(f"q{number}", counts) for number, counts in enumerate(ends)]
    second, third = [
        followed(before, after, moves=MOVES, period=f"during q{number}")
        for number, (before, after) in enumerate(pairwise([first, *later]), start=1)
    ]
    releases = [one := protect(first), protect(second, before=one.before)]
    known = releases[1].before
    dropping = replace(known, hidden=dict.fromkeys(known.hidden, "secondary"), carried=())

    assert known.carried
    found = disclosed([*releases, protect(third, before=dropping)])
    assert found["q0", "city itself", "completed"] == (3, 3)
    assert disclosed([*releases, protect(third, before=known)]) == {}


def test_a_chooser_that_counts_enrolments_instead_of_people_is_caught() -> None:
    """Two people with seven enrolments are not seven people."""
    table = crossed({("a",): 7, ("b",): 20, ("c",): 30}, [flat("all", "abc")])
    known: dict[Key, int] = {("a",): 7}

    assert disclosed([protect(table)], known) == {("a",): (7, 7)}
    assert disclosed([protect(table, persons={("a",): 2})], known) == {}


def test_a_chooser_that_forgets_the_margins_of_states_is_caught() -> None:
    """Whoever knows enrolled and completed knows who is still learning."""
    counts: dict[Key, int] = {
        (place, state): count for place, row in _CITIES.items() for state, count in zip(STATES, row, strict=True)
    }
    table = crossed(counts, [flat("all", _CITIES), flat("enrolled", STATES)])
    states = [one for one in table.relations if one.left[0][1] == "enrolled" and one.right[0][1] != "enrolled"]
    forgetful = protect(Table(values=table.values, relations=tuple(r for r in table.relations if r not in states)))

    found = disclosed([replace(forgetful, table=table)])

    assert found["a", "in progress"] == (2, 2)
    assert disclosed([protect(table)]) == {}


_CITIES = {"a": (10, 2, 30), "b": (20, 3, 40), "c": (9, 8, 7)}


def test_what_a_reader_knows_of_their_own_organisation_counts_as_published() -> None:
    """Not promised: two small counts that protect each other do not do so against one another."""
    table = crossed({("a",): 2, ("b",): 3, ("c",): 20}, [flat("all", "abc")])
    shown = protect(table).published

    insider = attack(replace(shown, values={**shown.values, ("a",): 2}))

    assert attack(shown)["b",] == Interval(low=0, high=5)
    assert insider["b",] == Interval(low=3, high=3)


def test_a_count_without_an_end_has_none() -> None:
    hidden: tuple[Key, ...] = (("all",), ("a",), ("b",))
    shown = Published(values={}, relations=(Relation(left=hidden[:1], right=hidden[1:]),))

    assert attack(shown) == dict.fromkeys(hidden, Interval(low=0, high=None))


def test_what_contradicts_itself_is_not_attacked() -> None:
    shown = Published(values={("all",): 1, ("b",): 2}, relations=(Relation(left=(("all",),), right=(("a",), ("b",))),))

    with pytest.raises(ValueError, match="contradicts itself"):
        attack(shown)
