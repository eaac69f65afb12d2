"""How long does it take to protect a full quarter, and many in a row, and how much is hidden?

`python -m benchmarks.suppression`, or with `--quick`.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import click
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from benchmarks.machine import load_line, machine_lines
from tests.reporting.rules.disclosure.following import Move, followed
from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.dimensions import Dimension, crossed, flat
from training.reporting.rules.disclosure.protection import Protected, protect
from training.reporting.rules.disclosure.tables import Key, Table, joined

ORGANISATIONS = 200
REGIONS, MODULES = (tuple(f"{kind}{number}" for number in range(7)) for kind in ("region", "module"))
LANGUAGES = ("de", "en", "cs", "pl", "it", "sl", "nl")
STATES = ("not started", "in progress", "completed")
MOVES = {
    "enrolled": Move(gains="new"),
    "not started": Move(gains="new", loses="begun"),
    "completed": Move(gains="finished"),
    "in progress": Move(gains="begun", loses="finished"),
}
#: How large organisations are: with 1 it is a few thousand enrolments in all, with 10 some sixty thousand.
SCALE = 10.0
#: How many organisations are enough for a quick look, and how many releases follow one another.
FEW, IN_A_ROW, QUICK_ROW = 30, 12, 5
_SEED = 5
Drawn = NDArray[np.int64]
_BENEATH, _TAKEN, _FOREIGN = 0.3, 0.6, 0.03
EXPLANATION = f"""
A quarter: {len(REGIONS)} regions, organisations in trees of up to three levels; organisation by module by state,
linked to region by module by language by their margins; minimum 5, seed {_SEED}. "flows" is the quarter after it: what
happened in between are counts of their own, and what the first one showed is known. "row" are releases of region by
module by state and by language, one after another. "bound" is the fewest cells that any sound choice hides, by linear
relaxation; "carried" are the moves that the next release must go on with. "choice" are seconds of processor time,
"attack" for bounding so many small counts from outside, by all releases."""
HEAD = "\n             enrolled   cells   not 0  primary  secondary  bound  carried  choice  attack"


def quarters(scale: float, *, organisations: int = ORGANISATIONS) -> tuple[Table, Table]:
    """Draw the ends of two quarters; the second one stands beside the flows."""
    chance = default_rng(_SEED)
    parts, homes = _places(chance, organisations)
    first = _learning(chance, homes, {leaf: chance.lognormal(1.2, 1.2) * scale for leaf in homes})
    second = {key: counts + _moved(chance, counts) for key, counts in first.items()}
    spoken = {key: chance.dirichlet(_languages(homes[key[0]])) for key in second}
    ends = [_table(f"q{number}", parts, homes, counts, spoken) for number, counts in enumerate((first, second))]
    return ends[0], followed(ends[0], ends[1], moves=MOVES, period="during q1")


def _moved(chance: Generator, counts: Drawn) -> Drawn:
    begun, finished = chance.binomial(counts[:2], 0.5)
    return np.array((chance.poisson(counts.sum() / 4) - begun, begun - finished, finished))


def _places(chance: Generator, number: int) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Grow trees of organisations; return what each consists of, and of every leaf the number of its region."""
    parts: dict[str, tuple[str, ...]] = {"all": REGIONS}
    homes: dict[str, int] = {}
    names = iter(f"organisation{one}" for one in range(number))
    for region, name in enumerate(REGIONS):
        left = number // len(REGIONS) + (region < number % len(REGIONS))
        tops: list[str] = []
        while left > 0:
            top = next(names)
            tops.append(top)
            left -= 1 + _grow(top, names, chance, left - 1, depth=2, parts=parts)
        parts[name] = tuple(tops)
        for leaf in tops:
            homes |= dict.fromkeys(_leaves(leaf, parts), region)
    return parts, homes


def _grow(
    whole: str, names: Iterator[str], chance: Generator, left: int, *, depth: int, parts: dict[str, tuple[str, ...]]
) -> int:
    """Give an organisation some beneath it, besides its own people; return how many."""
    if not depth or left < 1 or chance.random() > _BENEATH:
        return 0
    beneath = [next(names) for _ in range(min(left, int(chance.integers(1, 5))))]
    parts[whole] = (f"{whole} itself", *beneath)
    left -= len(beneath)
    number = len(beneath)
    for one in beneath:
        more = _grow(one, names, chance, left, depth=depth - 1, parts=parts)
        left, number = left - more, number + more
    return number


def _leaves(name: str, parts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    beneath = parts.get(name, ())
    for one in beneath:
        yield from _leaves(one, parts)
    if not beneath:
        yield name


def _learning(chance: Generator, homes: dict[str, int], sizes: dict[str, float]) -> dict[Key, Drawn]:
    """Count people of an organisation in a module by state; most learn the module of their own region."""
    drawn: dict[Key, Drawn] = {}
    for leaf, home in homes.items():
        for number, module in enumerate(MODULES):
            own = number == home
            if own or chance.random() < _TAKEN:
                number_of = chance.poisson(sizes[leaf] * (2.5 if own else 0.5))
                drawn[leaf, module] = chance.multinomial(number_of, chance.dirichlet((2, 2, 3)))
    return drawn


def _languages(home: int) -> NDArray[np.float64]:
    weights = np.full(len(LANGUAGES), _FOREIGN)
    weights[home] += 1
    return weights


def _table(
    period: str,
    parts: dict[str, tuple[str, ...]],
    homes: dict[str, int],
    counts: dict[Key, Drawn],
    spoken: dict[Key, NDArray[np.float64]],
) -> Table:
    by_language: Counter[Key] = Counter()
    for (leaf, module), of_states in counts.items():
        # Whoever enrols later is drawn later: languages of the first quarter stay as they are.
        chance = random.Random(leaf + module)
        for language in chance.choices(LANGUAGES, spoken[leaf, module].tolist(), k=int(of_states.sum())):
            by_language[period, REGIONS[homes[leaf]], module, language, "enrolled"] += 1
    fine: dict[Key, int] = {
        (period, leaf, module, "all", state): int(count)
        for (leaf, module), of_states in counts.items()
        for state, count in zip(STATES, of_states, strict=True)
    }
    one, total = Dimension(root=period), Dimension(root="all")
    modules, states = flat("all", MODULES), flat("enrolled", STATES)
    margins = [one, flat("all", REGIONS), modules, flat("all", LANGUAGES), Dimension(root="enrolled")]
    return joined(
        crossed(fine, [one, Dimension(root="all", parts=parts), modules, total, states]), crossed(by_language, margins)
    )


def row(number: int) -> Iterator[Table]:
    """Draw releases of regions: in each quarter people enrol, some begin, some complete, in one language each."""
    chance, before = default_rng(_SEED), None
    states: dict[Key, Drawn] = {(region, module): np.zeros(3, np.int64) for region in REGIONS for module in MODULES}
    sizes = {
        key: chance.lognormal(2.0, 1.0) * (5 if REGIONS.index(key[0]) == MODULES.index(key[1]) else 1) for key in states
    }
    spoken: Counter[Key] = Counter()
    for quarter in range(number):
        for (region, module), counts in states.items():
            begun, finished = chance.binomial(counts[:2], 0.5)
            new = chance.poisson(sizes[region, module])
            states[region, module] = counts + np.array((new - begun, begun - finished, finished))
            weights = _languages(REGIONS.index(region))
            for language, count in zip(LANGUAGES, chance.multinomial(finished, weights / weights.sum()), strict=True):
                spoken[region, module, language, "completed"] += int(count)
        table = _regions(f"q{quarter}", states, spoken)
        yield followed(before, table, moves=MOVES, period=f"during q{quarter}") if before else table
        before = table


def _regions(period: str, states: dict[Key, Drawn], spoken: Counter[Key]) -> Table:
    one, total = Dimension(root=period), Dimension(root="all")
    places, modules = flat("all", REGIONS), flat("all", MODULES)
    fine: dict[Key, int] = {
        (period, *key, "all", state): int(count)
        for key, counts in states.items()
        for state, count in zip(STATES, counts, strict=True)
    }
    by_language: dict[Key, int] = {(period, *key): count for key, count in spoken.items()}
    languages = [one, places, modules, flat("all", LANGUAGES), Dimension(root="completed")]
    return joined(
        crossed(fine, [one, places, modules, total, flat("enrolled", STATES)]), crossed(by_language, languages)
    )


@click.command
@click.option("--attacked", default=100, show_default=True, help="How many small counts are bounded from outside.")
@click.option("--scale", default=SCALE, show_default=True, help="How large organisations are.")
@click.option("--quick", is_flag=True, help=f"{FEW} organisations, and {QUICK_ROW} releases in a row.")
def main(*, attacked: int, scale: float, quick: bool) -> None:
    """Protect a full quarter, the one after it, and many in a row."""
    for line in machine_lines():
        click.echo(line)
    click.echo(EXPLANATION)
    click.echo(HEAD)
    first, second = quarters(scale, organisations=FEW if quick else ORGANISATIONS)
    release = _measured("quarter", first, [], attacked)
    _measured("flows", second, [release], attacked)
    releases: list[Protected] = []
    for table in row(QUICK_ROW if quick else IN_A_ROW):
        releases.append(_measured(f"row {len(releases) + 1}", table, releases, attacked // 10))
    click.echo(f"\n{load_line()}")


def _measured(name: str, table: Table, earlier: Sequence[Protected], attacked: int) -> Protected:
    begun = time.process_time()
    release = protect(table, before=earlier[-1].before if earlier else None)
    chosen = time.process_time()
    small = [key for one in (*earlier, release) for key, reason in one.hidden.items() if reason == "primary"]
    asked = random.Random(_SEED).sample(small, min(attacked, len(small)))
    found = attack(release.published, earlier=[one.published for one in earlier], about=asked)
    ended = time.process_time()
    disclosed = sum(one.discloses(release.minimum) for one in found.values())
    reasons = Counter(release.hidden.values())
    enrolled = sum(value for key, value in table.values.items() if key[1:] == ("all", "all", "all", "enrolled"))
    numbers = f"{enrolled:>10}{len(table.values):>8}{sum(map(bool, table.values.values())):>8}"
    hidden = f"{reasons['primary']:>9}{reasons['secondary']:>11}{release.lower_bound:>7}{len(release.carried):>9}"
    seconds = f"{chosen - begun:>8.1f}{ended - chosen:>8.1f}"
    click.echo(f"{name:<11}{numbers}{hidden}{seconds}{f'  {disclosed} DISCLOSED' if disclosed else ''}")
    return release


if __name__ == "__main__":
    main()
