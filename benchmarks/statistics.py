"""What do statistics cost with ten thousand people, and with a million? `python -m benchmarks.statistics`."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from benchmarks.browsers import Browser
from benchmarks.histories import ORGANISATIONS, YEARS, Counted, counted
from benchmarks.houses import ground
from benchmarks.machine import load_line, machine_lines
from benchmarks.measuring import Batch, Measured, measured
from benchmarks.servers import served
from benchmarks.streaming import Streamed, streamed
from benchmarks.work import Visitor, Wish, Wishes, stranger

FEW, MANY, QUICK_MANY, ROUNDS, REQUESTS = 10_000, 1_000_000, 20_000, 9, 80
FEW_HOUSE, MANY_HOUSE, FLOOR = "few", "many", "floor"
PAGES = {"overview": "/de/statistics", "drill-down": "/de/statistics?place=linz&module=linz"}
#: At most so many times the floor page, and the page of the small house.
RATIO, GROWTH = 3.0, 1.2
#: At least so much of psql's speed, and at most so many bytes more.
SPEED, MEMORY = 0.5, 20_000_000
STEPS = {
    "simulate": "made up, written and counted once",
    "rebuild": "every enrolment counted anew",
    "one day": "caught up after one more day",
    "nothing new": "caught up after nothing new",
    "leaves": "all leaves of the last quarter",
    "lessons": "readers by lesson",
    "durations": "days until completion, with their middle",
}
EXPLANATION = f"""
Invented people have learned for {YEARS} years in {ORGANISATIONS} organisations (`training simulate`). CPU s: user and
system time of this process (client) and of all processes of PostgreSQL (server), without parallel workers; the history
is written while foreign keys are not looked up. Pages: CPU ms of granian with its workers and of PostgreSQL, median
over rounds in which all take turns, beside the floor page; the first quarter was released, a partner of everywhere
asks. The file of everybody is fetched by a training officer of everywhere and held against psql's \\copy of the same
statement; CPU s of the whole trees of both. Memory: what the server's processes grew by while it was sent."""


@click.command
@click.option("--quick", is_flag=True, help=f"{QUICK_MANY:,} people instead of {MANY:,}: to see whether it works.")
@click.option("--rounds", default=ROUNDS, show_default=True)
def main(*, quick: bool, rounds: int) -> None:
    """Count a large history and a small one, look at the pages of both, and let everybody be listed."""
    started = time.monotonic()
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    tell = partial(click.echo, err=True)
    with tempfile.TemporaryDirectory(prefix="bench") as name, ground("postgresql", Path(name)) as place:
        sizes = {FEW_HOUSE: FEW, MANY_HOUSE: QUICK_MANY if quick else MANY}
        houses = {house: counted(place, Path(name), people=size, tell=tell) for house, size in sizes.items()}
        for line in _counting_lines(houses):
            click.echo(line)
        costs = _pages(houses, rounds)
        for line in _page_lines(costs):
            click.echo(line)
        for line in _stream_lines(*streamed(houses[MANY_HOUSE])):
            click.echo(line)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _pages(houses: dict[str, Counted], rounds: int) -> Measured:
    with ExitStack() as servers:
        floor = servers.enter_context(
            served(houses[FEW_HOUSE].plot.settings(), application="benchmarks.floor_wsgi:application")
        )
        nobody = stranger(floor)
        batches = [Batch(house=FLOOR, name=FLOOR, server=floor, visitors=(nobody,), count=REQUESTS * 4)]
        for name, house in houses.items():
            server = servers.enter_context(served(house.plot.settings()))
            wishes: dict[str, Wishes] = {page: partial(Wish, path) for page, path in PAGES.items()}
            visitor = Visitor(Browser(server.port, cookie=house.partner), wishes)
            batches += [
                Batch(house=name, name=page, server=server, visitors=(visitor,), count=REQUESTS) for page in PAGES
            ]
        return measured(batches, rounds=rounds, after_round=lambda number: click.echo(f"round {number + 1}", err=True))


def _counting_lines(houses: dict[str, Counted]) -> Iterator[str]:
    for house in houses.values():
        yield "\n" + ", ".join(f"{number:,} {name}" for name, number in house.rows.items())
        yield f"{'':<44}client CPU s  server CPU s"
        for step, words in STEPS.items():
            spent = house.spent[step]
            yield f"  {words:<42}{spent.client:>12.2f}{spent.server:>14.2f}"


def _page_lines(costs: Measured) -> Iterator[str]:
    floor = costs[FLOOR, FLOOR].total
    yield f"\n{'pages':<14}{'few':>8}{'many':>8}{'growth':>9}{'x floor':>9}      CPU ms; the floor {floor:.2f}"
    for page in PAGES:
        few, many = costs[FEW_HOUSE, page].total, costs[MANY_HOUSE, page].total
        met = many / floor <= RATIO and many / few <= GROWTH
        yield f"  {page:<12}{few:>8.2f}{many:>8.2f}{many / few:>9.2f}{many / floor:>9.2f}  {_verdict(is_met=met)}"


def _stream_lines(ours: Streamed, psql: Streamed) -> Iterator[str]:
    yield f"\n{'the file of everybody':<24}{'lines':>12}{'MB':>8}{'seconds':>10}{'CPU s':>9}"
    for name, found in (("from the server", ours), ("psql \\copy", psql)):
        yield f"  {name:<22}{found.lines:>12,}{found.size / 1e6:>8.0f}{found.seconds:>10.1f}{found.processor:>9.2f}"
    speed, work = psql.seconds / ours.seconds, psql.processor / ours.processor
    yield f"  speed {speed:.2f} of psql's by the clock, {work:.2f} by CPU: {_verdict(is_met=work >= SPEED)}"
    yield f"  memory grew by {ours.grown / 1e6:.1f} MB: {_verdict(is_met=ours.grown <= MEMORY)}"


def _verdict(*, is_met: bool) -> str:
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
