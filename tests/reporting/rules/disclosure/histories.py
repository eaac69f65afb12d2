"""What could have happened? Tables, and histories of quarters in which people enrol, begin and complete."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.dimensions import Dimension, Move, crossed, flat, followed
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


@st.composite
def histories(draw: st.DrawFn, *, quarters: int = 3) -> list[Table]:
    """Let few people enrol, begin and complete in each quarter; flows stand beside the stocks from the second on."""
    few = st.integers(0, 7)
    tables: list[Table] = []
    waiting, busy, done = (dict.fromkeys(LEAVES, 0) for _ in range(3))
    for number in range(quarters):
        for leaf in LEAVES:
            waiting[leaf] += draw(few)
            begun = draw(st.integers(0, waiting[leaf]))
            waiting[leaf], busy[leaf] = waiting[leaf] - begun, busy[leaf] + begun
            finished = draw(st.integers(0, busy[leaf]))
            busy[leaf], done[leaf] = busy[leaf] - finished, done[leaf] + finished
        parts = zip(STATES, (waiting, busy, done), strict=True)
        counts: dict[Key, int] = {(leaf, state): of_state[leaf] for state, of_state in parts for leaf in LEAVES}
        table = quarter(f"q{number}", counts)
        later = followed(tables[-1], table, moves=MOVES, period=f"during q{number}") if tables else table
        tables.append(later)
    return tables


def released(tables: Sequence[Table], *, minimum: int = 5) -> list[Protected]:
    """Release one table after another, each with all before it in mind."""
    first: list[Protected] = []
    return reduce(lambda done, table: [*done, protect(table, minimum=minimum, earlier=done)], tables, first)


def disclosed(releases: Sequence[Protected]) -> dict[Key, tuple[int, int | None]]:
    """Attack everything that was ever released; tell which small counts are found too exactly, and how exactly."""
    *before, last = releases
    small = {key: one.minimum for one in releases for key, reason in one.hidden.items() if reason == "primary"}
    found = attack(last.published, earlier=[one.published for one in before], about=small)
    assert found.keys() == small.keys()
    return {key: (one.low, one.high) for key, one in found.items() if one.discloses(small[key])}


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
