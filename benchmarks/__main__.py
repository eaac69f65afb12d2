"""What does `make bench` do? It measures pages, growth, answers and transfer, and tells whether the targets are met."""

import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import click

from benchmarks import report
from benchmarks.answers import Amount, AnswerFindings, find_answers
from benchmarks.houses import build, ground
from benchmarks.machine import load_line, machine_lines
from benchmarks.run import MEASURED, Extent, Findings, find
from benchmarks.servers import ROOT
from benchmarks.transfer import Transfer, transfers
from tests.databases import KINDS

PARTS = ("pages", "growth", "answers", "transfer")
EXTENT = Extent(small=100, large=100_000, rounds=9, requests=160)
QUICK = Extent(small=100, large=10_000, rounds=3, requests=80)
#: Many short rounds: each handing in takes a candidate with forty answers, and there should be few of these.
AMOUNT = Amount(few=1_000, many=1_000_000, rounds=25, requests=20)
QUICK_AMOUNT = Amount(few=1_000, many=20_000, rounds=5, requests=20)
EXPLANATION = f"""
CPU ms: user and system time a request of the server's whole process tree, served by the command of `training
serve`, median over rounds in which all kinds of requests take turns. {MEASURED} people ask over kept
connections, one request at a time. "granian" is the server with its workers, "database" all processes of
PostgreSQL (SQLite works inside the workers); "CPU ms" is both together. The application stands behind a proxy,
as in production: the proxy compresses, and its work is not counted. The floor: the same server, engine settings
and database, plain Flask, a Jinja page of 20 rows by one ORM query. Statements are counted in a second, equal
application; BEGIN, COMMIT and the pool's ping are left out."""


@click.command
@click.option("--quick", is_flag=True, help="Fewer rounds and people: to see whether it works, not to quote.")
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="May be given twice; else everything.")
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, quick: bool, parts: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Measure what requests cost, whether they grow with people and answers, and what they transfer."""
    started = time.monotonic()
    wanted, kinds, extent = parts or PARTS, kinds or KINDS, _extent(quick=quick, parts=parts or PARTS)
    amount = QUICK_AMOUNT if quick else AMOUNT
    for line in machine_lines():
        click.echo(line)
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        # First, since a machine of two cores should not run Chromium while requests are counted.
        crossed = _transfers(folder) if "transfer" in wanted else []
        found = {kind: _found(kind, folder, extent) for kind in kinds} if {"pages", "growth"} & set(wanted) else {}
        answered = {kind: _answered(kind, folder, amount) for kind in kinds} if "answers" in wanted else {}
    if found or answered:
        click.echo(EXPLANATION)
    for line in chain(_lines(found, extent), _answer_lines(answered, amount), _transfer_lines(crossed)):
        click.echo(line)
    if found or answered:
        report.write(ROOT / "bench.json", found, answered)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _extent(*, quick: bool, parts: tuple[str, ...]) -> Extent:
    extent = QUICK if quick else EXTENT
    large = extent.large if "growth" in parts else None
    return Extent(small=extent.small, large=large, rounds=extent.rounds, requests=extent.requests)


def _found(kind: str, folder: Path, extent: Extent) -> Findings:
    with ground(kind, folder) as place:
        return find(kind, place, folder, extent=extent, tell=partial(click.echo, err=True))


def _answered(kind: str, folder: Path, amount: Amount) -> AnswerFindings:
    with ground(kind, folder) as place:
        return find_answers(kind, place, folder, amount=amount, tell=partial(click.echo, err=True))


def _transfers(folder: Path) -> list[Transfer]:
    click.echo("transfer: visiting the largest lesson", err=True)
    (folder / "transfer").mkdir()
    place = folder / "transfer"
    return transfers(build("sqlite", str(place), place, people_count=MEASURED, measured=MEASURED))


def _lines(found: dict[str, Findings], extent: Extent) -> Iterator[str]:
    for kind, findings in found.items():
        yield from report.cost_lines(kind, findings)
        if extent.large:
            yield from report.growth_lines(kind, findings, small=extent.small, large=extent.large)


def _answer_lines(answered: dict[str, AnswerFindings], amount: Amount) -> Iterator[str]:
    for kind, findings in answered.items():
        yield from report.answer_lines(kind, findings, amount)


def _transfer_lines(crossed: list[Transfer]) -> Iterator[str]:
    if crossed:
        yield from report.transfer_lines(crossed)


if __name__ == "__main__":
    main()
