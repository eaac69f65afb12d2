"""What is measured on one kind of database? Floor, pages and growth, in turns."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.houses import House, build
from benchmarks.measuring import Batch, Measured, measured
from benchmarks.servers import Server, served
from benchmarks.statements import Size, sizes
from benchmarks.work import FLOORS, GROWING, PAGES, Visitor, stranger, visit

SMALL, LARGE, COMPRESSING, AS_IT_COMES = "small", "large", "compressing", "as-it-comes"
#: How many people are measured, spread over the crowd, each over a connection of their own.
MEASURED = 4
_CHEAPER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is measured."""

    small: int
    large: int | None
    rounds: int
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found on one kind of database."""

    costs: Measured
    sizes: dict[str, Size]


def find(kind: str, place: str, folder: Path, *, extent: Extent, tell: Callable[[str], None]) -> Findings:
    """Build the houses of a kind, serve them, and let all kinds of requests take turns."""
    small = _house(kind, place, folder, extent.small, tell)
    large = _house(kind, place, folder, extent.large, tell) if extent.large else None
    with ExitStack() as servers:
        batches = [*_floor(servers, small, extent), *_pages(servers, small, extent)]
        batches += _growth(servers, large, extent) if large else []
        tell(f"{kind}: {extent.rounds} rounds of {len(batches)} batches")
        looked_at = {id(batch.visitors[0]): batch.visitors[0] for batch in batches if batch.house == SMALL}
        costs = measured(batches, rounds=extent.rounds, after_round=lambda number: tell(f"{kind}: round {number + 1}"))
        found: dict[str, Size] = {}
        for visitor in looked_at.values():
            found |= sizes(small.settings(), visitor)
    return Findings(costs=costs, sizes=found)


def _house(kind: str, place: str, folder: Path, count: int, tell: Callable[[str], None]) -> House:
    tell(f"{kind}: building a house of {count:,} people")
    return build(kind, place, folder, people_count=count, measured=MEASURED)


def _floor(servers: ExitStack, house: House, extent: Extent) -> list[Batch]:
    found = []
    for key, door, names in ((SMALL, "application", tuple(FLOORS)), (AS_IT_COMES, "as_it_comes", ("floor",))):
        server = servers.enter_context(served(house.settings(), application=f"benchmarks.floor_wsgi:{door}"))
        strangers = tuple(stranger(server) for _ in range(MEASURED))
        found += _batches(key, server, strangers, names, extent.requests * _CHEAPER)
    return found


def _pages(servers: ExitStack, house: House, extent: Extent) -> list[Batch]:
    server = servers.enter_context(served(house.settings()))
    plain = _batches(SMALL, server, _visitors(server, house), PAGES, extent.requests)
    compressing = servers.enter_context(served(house.settings(behind_proxy=False)))
    visitors = _visitors(compressing, house, through_proxy=False)
    return plain + _batches(COMPRESSING, compressing, visitors, ("lesson",), extent.requests)


def _growth(servers: ExitStack, house: House, extent: Extent) -> list[Batch]:
    server = servers.enter_context(served(house.settings()))
    return _batches(LARGE, server, _visitors(server, house), GROWING, extent.requests)


def _visitors(server: Server, house: House, *, through_proxy: bool = True) -> tuple[Visitor, ...]:
    return tuple(visit(server, learner, module=house.module, through_proxy=through_proxy) for learner in house.learners)


def _batches(
    house: str, server: Server, visitors: tuple[Visitor, ...], names: tuple[str, ...], count: int
) -> list[Batch]:
    return [Batch(house=house, name=name, server=server, visitors=visitors, count=count) for name in names]
