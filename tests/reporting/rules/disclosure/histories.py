"""What could have happened? Tables, and histories of quarters in which people enrol, begin and complete."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from tests.reporting.rules.disclosure.following import Move, followed
from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.protection import Protected, protect
from training.reporting.rules.disclosure.tables import Key, Table, joined

STATES = ("not started", "in progress", "completed")
STATE = flat("enrolled", STATES)
#: In an order in which every gain is known: what begins follows from what waits.
MOVES = {
    "enrolled": Move(gains="new"),
    "not started": Move(gains="new", loses="begun"),
    "completed": Move(gains="finished"),
    "in progress": Move(gains="begun", loses="finished"),
}
#: A site of two regions; one has a city with an office of its own beneath it.
PLACES = Dimension(
    root="site", parts={"site": ("linz", "padova"), "linz": ("city", "county"), "city": ("city itself", "office")}
)
LEAVES = ("city itself", "office", "county", "padova")


def quarter(period: str, counts: dict[Key, int]) -> Table:
    """Make the stocks at the end of a period from counts by place and state."""
    return crossed({(period, *key): count for key, count in counts.items()}, [Dimension(root=period), PLACES, STATE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A table with how many different people are behind each of its counts, by a second way of counting."""

    table: Table
    persons: dict[Key, int]


@dataclass(slots=True, kw_only=True)
class _Enrolment:
    """Somebody of a place; the same person may enrol again."""

    person: str
    leaf: str
    state: int = 0


@st.composite
def histories(draw: st.DrawFn, *, quarters: int = 3) -> list[Quarter]:
    """Let few people enrol, begin and complete in each quarter; flows stand beside the stocks from the second on."""
    return drawn(draw(st.integers(0, 10**6)), quarters=quarters, most=draw(st.integers(1, 11)))


def drawn(seed: int, *, quarters: int, most: int) -> list[Quarter]:
    """Do the same by a seed; in each quarter at most so many enrol in a place."""
    chance = default_rng(seed)
    again = float(chance.choice((0.0, 0.5, 0.9)))
    everybody: list[_Enrolment] = []
    found: list[Quarter] = []
    for number in range(quarters):
        people: defaultdict[Key, set[str]] = defaultdict(set)
        for one in everybody:
            _go_on(one, chance, people, f"during q{number}")
        for leaf in LEAVES:
            for _ in range(int(chance.integers(0, most + 1))):
                known = [one.person for one in everybody if one.leaf == leaf]
                person = str(chance.choice(known)) if known and chance.random() < again else str(len(everybody))
                everybody.append(_Enrolment(person=person, leaf=leaf))
                people[f"during q{number}", leaf, "new"].add(person)
                _go_on(everybody[-1], chance, people, f"during q{number}")
        found.append(_ended(f"q{number}", everybody, people, found[-1].table if found else None))
    return found


def _go_on(one: _Enrolment, chance: Generator, people: dict[Key, set[str]], period: str) -> None:
    for state, flow in enumerate(("begun", "finished")):
        if one.state == state and chance.random() < 0.4:
            one.state += 1
            people[period, one.leaf, flow].add(one.person)


def _ended(period: str, everybody: list[_Enrolment], people: dict[Key, set[str]], before: Table | None) -> Quarter:
    counts: Counter[Key] = Counter()
    for one in everybody:
        counts[one.leaf, STATES[one.state]] += 1
        for measure in (STATES[one.state], "enrolled"):
            people[period, one.leaf, measure].add(one.person)
    table = quarter(period, dict(counts))
    later = followed(before, table, moves=MOVES, period=f"during {period}") if before else table
    inside = PLACES.wholes()
    persons: defaultdict[Key, set[str]] = defaultdict(set)
    for (when, leaf, measure), who in people.items():
        for place in inside[leaf]:
            persons[when, place, measure] |= who
    return Quarter(table=later, persons={key: len(persons[key]) for key in later.values})


def released(quarters: Sequence[Quarter], *, minimum: int = 5) -> list[Protected]:
    """Release one table after another, each with the one before it in mind."""
    found: list[Protected] = []
    for one in quarters:
        before = found[-1].before if found else None
        found.append(protect(one.table, minimum=minimum, persons=one.persons, before=before))
    return found


def small(quarters: Sequence[Quarter], *, minimum: int = 5) -> dict[Key, int]:
    """Name what is of too few people, with its ceiling."""
    return {
        key: max(minimum, one.table.values[key])
        for one in quarters
        for key, number in one.persons.items()
        if 0 < number < minimum
    }


def disclosed(
    releases: Sequence[Protected], about: Mapping[Key, int] | None = None
) -> dict[Key, tuple[int, int | None]]:
    """Attack everything that was ever released; tell which small counts are found too exactly, and how exactly.

    Without a list of what is small, what the releases call so is.
    """
    *before, last = releases
    about = about if about is not None else {key: high for one in releases for key, high in _called_small(one)}
    shown = {key: value for one in releases for key, value in one.published.values.items()}
    found = attack(last.published, earlier=[one.published for one in before], about=about)
    assert found.keys() | (shown.keys() & about.keys()) == about.keys()
    told = {key: (shown[key], shown[key]) for key in about if key in shown}
    return told | {key: (one.low, one.high) for key, one in found.items() if one.discloses(about[key])}


def _called_small(one: Protected) -> Iterator[tuple[Key, int]]:
    for key, reason in one.hidden.items():
        if reason == "primary":
            yield key, max(one.minimum, one.table.values[key])


def region_table(seed: int, *, organisations: int = 12, modules: int = 3, languages: int = 3) -> Table:
    """Draw a larger table: organisation by module by state, linked to region by module by language."""
    chance = default_rng(seed)
    places = Dimension(root="site", parts={"site": ("r0", "r1"), **_organisations(organisations)})
    of_modules = [f"m{number}" for number in range(modules)]
    spoken = [f"l{number}" for number in range(languages)]
    module = flat("all", of_modules)
    fine, by_language = _drawn(chance, places, of_modules, spoken)
    by_state = crossed(fine, [places, module, Dimension(root="all"), STATE])
    regions = flat("site", ("r0", "r1"))
    margins = crossed(by_language, [regions, module, flat("all", spoken), Dimension(root="enrolled")])
    return joined(by_state, margins)


def _organisations(number: int) -> dict[str, tuple[str, ...]]:
    return {region: tuple(f"{region}-{place}" for place in range(number // 2)) for region in ("r0", "r1")}


def _drawn(
    chance: Generator, places: Dimension, modules: list[str], spoken: list[str]
) -> tuple[dict[Key, int], dict[Key, int]]:
    fine: dict[Key, int] = {}
    by_language: dict[Key, int] = {}
    for leaf in places.wholes():
        for module in modules:
            number = int(chance.poisson(chance.lognormal(1.5, 1.0)))
            shares = chance.dirichlet(np.ones(len(STATES)))
            fine |= {
                (leaf, module, "all", state): int(count)
                for state, count in zip(STATES, chance.multinomial(number, shares), strict=True)
            }
            for language, count in zip(spoken, chance.multinomial(number, chance.dirichlet(np.ones(3))), strict=True):
                key = (leaf.partition("-")[0], module, language, "enrolled")
                by_language[key] = by_language.get(key, 0) + int(count)
    return fine, by_language
