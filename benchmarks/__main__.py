"""What does `make bench` do? It measures floor, pages, growth and transfer, and tells whether the targets are met."""

import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from benchmarks import report
from benchmarks.houses import build, ground
from benchmarks.machine import load_line, machine_lines
from benchmarks.run import MEASURED, Extent, Findings, find
from benchmarks.servers import ROOT
from benchmarks.transfer import Transfer, transfers
from tests.databases import KINDS

PARTS = ("pages", "growth", "transfer")
EXTENT = Extent(small=100, large=100_000, rounds=9, requests=160)
QUICK = Extent(small=100, large=10_000, rounds=3, requests=80)
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
    """Measure what requests cost, whether they grow with people, and what they transfer."""
    started = time.monotonic()
    wanted, kinds, extent = parts or PARTS, kinds or KINDS, _extent(quick=quick, parts=parts or PARTS)
    for line in machine_lines():
        click.echo(line)
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        # First, since a machine of two cores should not run Chromium while requests are counted.
        crossed = _transfers(folder) if "transfer" in wanted else []
        found = {kind: _found(kind, folder, extent) for kind in kinds} if {"pages", "growth"} & set(wanted) else {}
    for line in _lines(found, crossed, extent):
        click.echo(line)
    if found:
        report.write(ROOT / "bench.json", found)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _extent(*, quick: bool, parts: tuple[str, ...]) -> Extent:
    extent = QUICK if quick else EXTENT
    large = extent.large if "growth" in parts else None
    return Extent(small=extent.small, large=large, rounds=extent.rounds, requests=extent.requests)


def _found(kind: str, folder: Path, extent: Extent) -> Findings:
    with ground(kind, folder) as place:
        return find(kind, place, folder, extent=extent, tell=partial(click.echo, err=True))


def _transfers(folder: Path) -> list[Transfer]:
    click.echo("transfer: visiting the largest lesson", err=True)
    (folder / "transfer").mkdir()
    place = folder / "transfer"
    return transfers(build("sqlite", str(place), place, people_count=MEASURED, measured=MEASURED))


def _lines(found: dict[str, Findings], crossed: list[Transfer], extent: Extent) -> Iterator[str]:
    if found:
        yield EXPLANATION
    for kind, findings in found.items():
        yield from report.cost_lines(kind, findings)
        if extent.large:
            yield from report.growth_lines(kind, findings, small=extent.small, large=extent.large)
    if crossed:
        yield from report.transfer_lines(crossed)


if __name__ == "__main__":
    main()
