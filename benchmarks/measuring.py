"""What does each kind of request cost, when all of them take turns so that a noisy minute hits all alike?"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from benchmarks.servers import Server
from benchmarks.work import Visitor

_SEED = 2
#: Requests by which a batch warms up, at least.
WARMING = 40


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor milliseconds a request: of granian and its workers, and of PostgreSQL."""

    web: float
    database: float

    @property
    def total(self) -> float:
        """The whole tree of processes."""
        return self.web + self.database


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`count` requests of one kind at one server; `visitors` take turns."""

    house: str
    name: str
    server: Server
    visitors: tuple[Visitor, ...]
    count: int

    def run(self, count: int | None = None) -> Cost:
        """Ask, and tell what one request cost."""
        turns = (count or self.count) // len(self.visitors)
        for visitor in self.visitors:
            visitor.browser.reconnect()
        before = self.server.seconds()
        for _ in range(turns):
            self._ask_all()
        after = self.server.seconds()
        each = 1000 / (turns * len(self.visitors))
        return Cost(web=(after[0] - before[0]) * each, database=(after[1] - before[1]) * each)

    def _ask_all(self) -> None:
        # One at a time: on two cores, several at once would measure how they get in each other's way.
        for visitor in self.visitors:
            wish = visitor.wishes[self.name]()
            visitor.browser.send(wish.path, wish.values, cookie=wish.cookie)
            visitor.browser.receive(wish.expected)


Measured = dict[tuple[str, str], Cost]


def measured(batches: Iterable[Batch], *, rounds: int, after_round: Callable[[int], None]) -> Measured:
    """Run every batch once a round, each round in another order; return the median cost by house and name."""
    order = list(batches)
    chance = random.Random(_SEED)
    for batch in order:
        # Templates, statements and publications are compiled once a process: not what a request costs.
        batch.run(max(batch.count // 4, WARMING))
    found = defaultdict(list)
    for number in range(rounds):
        chance.shuffle(order)
        for batch in order:
            found[batch.house, batch.name].append(batch.run())
        after_round(number)
    return {key: _median(costs) for key, costs in found.items()}


def _median(costs: list[Cost]) -> Cost:
    middle = median(cost.total for cost in costs)
    web = median(cost.web for cost in costs)
    return Cost(web=web, database=max(0.0, middle - web))
