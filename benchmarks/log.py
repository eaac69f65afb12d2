"""Does the page of the log cost more with ten million entries than with none? `python -m benchmarks.log`."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from benchmarks.browsers import Browser
from benchmarks.houses import Plot, database, ground
from benchmarks.loading import settle_down
from benchmarks.machine import load_line, machine_lines
from benchmarks.measuring import Batch, Measured, measured
from benchmarks.servers import SECRET, Server, command, served, settings
from benchmarks.work import Visitor, Wish
from tests import make
from tests.databases import KINDS, opened
from training.foundation.audit import AuditEntry, Event
from training.foundation.db import Base
from training.foundation.extensions import SignedSessions
from training.foundation.permissions import Role

ENTRIES, FEW_ENTRIES, ROUNDS, REQUESTS, PEOPLE = 10_000_000, 10_000, 9, 80, 100
_YEAR = 365 * 24 * 3600
GROWTH = 1.2
EMPTY, FEW, FULL = "empty", "few", "full"
LOG = "/de/administration/log"
_TABLE = Base.metadata.tables[AuditEntry.__tablename__]
#: How seldom the seldom event is: once in so many entries.
SELDOM = 2_500_000
EXPLANATION = f"""
CPU ms: user and system time a request of the server's whole process tree and of PostgreSQL, served by the command of
`training serve`, median over rounds in which all kinds of requests take turns. "empty" is a house in which nothing was
done, "few" one with {FEW_ENTRIES:,} entries, "full" one with so many as said: over one year, of {PEOPLE} people and of
all events evenly but one. A page lists at most 25 entries with the names in them; "lists" is how many it lists in each
house. Entries are made inside the database; their digests are no chain. Target: at most {GROWTH} times the empty one.
What the page costs more than an empty one is writing what it lists: "to few" tells what the size of the log costs."""

_NUMBERS = {
    "postgresql": "SELECT n FROM generate_series(1, :entries) n",
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :entries)"
    " SELECT n FROM numbers",
}
_PIECES = {
    "postgresql": {
        "at": "timestamptz '2026-01-01 00:00:00+00' + n * CAST(:step AS float) * interval '1 second'",
        "event": "(ARRAY(SELECT json_array_elements_text(CAST(:events AS json))))[1 + n % :kinds]",
        "digest": "lpad(to_hex({}), 64, '0')",
        "text": "text",
    },
    "sqlite": {
        "at": "strftime('%Y-%m-%d %H:%M:%S.000000', 1767225600 + CAST(n * :step AS INTEGER), 'unixepoch')",
        "event": "json_extract(:events, '$[' || (n % :kinds) || ']')",
        "digest": "printf('%064x', {})",
        "text": "TEXT",
    },
}
_FILL = """INSERT INTO audit_entry (id, at, actor_id, event, subject, facts, previous, digest)
SELECT :last + n, {at}, :first + n % :people,
  CASE WHEN n % :seldom = 7 THEN 'module-published' ELSE {event} END,
  'person ' || CAST(:first + n * 7 % :people AS {text}), '{{"role": "trainer", "region": "linz"}}', {previous}, {digest}
FROM ({numbers}) AS numbers"""


@click.command
@click.option("--entries", default=ENTRIES, show_default=True, help="Fewer: to see whether it works, not to quote.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, entries: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Compare the pages of a full log with those of an empty one."""
    started = time.monotonic()
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            for line in _lines(kind, place, Path(folder), entries=entries, rounds=rounds):
                click.echo(line)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _lines(kind: str, place: str, folder: Path, *, entries: int, rounds: int) -> Iterator[str]:
    tell = partial(click.echo, err=True)
    with ExitStack() as servers:
        visitors: dict[str, Visitor] = {}
        batches = []
        for name, count in ((EMPTY, 0), (FEW, FEW_ENTRIES), (FULL, entries)):
            tell(f"{kind}: making {count:,} entries")
            plot, somebody = _filled(kind, place, folder, name=name, entries=count)
            server = servers.enter_context(served(plot.settings()))
            visitors[name] = _visitor(server, somebody)
            batches += [_batch(name, server, visitors[name], wish) for wish in visitors[name].wishes]
        tell(f"{kind}: {rounds} rounds of {len(batches)} batches")
        costs = measured(batches, rounds=rounds, after_round=lambda number: tell(f"{kind}: round {number + 1}"))
        listed = {name: {wish: _listed(visitor, wish) for wish in visitor.wishes} for name, visitor in visitors.items()}
    yield from _table(kind, costs, listed, entries)


@dataclass(frozen=True, slots=True)
class _People:
    """The number of the first of those who act, and the session of an administrator as a cookie has it."""

    first: int
    cookie: str


def _filled(kind: str, place: str, folder: Path, *, name: str, entries: int) -> tuple[Plot, _People]:
    """Make a house of people without modules."""
    plot = Plot(kind=kind, address=database(kind, place, f"log_{name}"), media=folder)
    command(settings(plot.address, folder, behind_proxy=True), "db", "upgrade")
    engine = opened(plot.address)
    with Session(engine) as session, session.begin():
        cookie = signed(make.sign_in(session, make.person(session, role=Role.ADMINISTRATOR, everywhere=True)))
        office = make.organisation(session)
        first, *_ = [make.person(session, organisation=office, role=None).id for _ in range(PEOPLE)]
    if entries:
        _fill(engine, first, entries)
    settle_down(engine)
    engine.dispose()
    return plot, _People(first, cookie)


def _fill(engine: Engine, first: int, entries: int) -> None:
    pieces = _PIECES[engine.dialect.name]
    previous, digest = (pieces["digest"].format(number) for number in ("n", "n + 1"))
    # The seldom one is only what it is by chance of its number.
    events = [event.value for event in Event if event is not Event.MODULE_PUBLISHED]
    statement = _FILL.format(**pieces | {"previous": previous, "digest": digest}, numbers=_NUMBERS[engine.dialect.name])
    values = {
        "last": 0,
        "first": first,
        "people": PEOPLE,
        "entries": entries,
        "seldom": SELDOM,
        "step": _YEAR / entries,
    }
    with engine.begin() as connection:
        _without_indexes(connection)
        connection.execute(text(statement), values | {"events": json.dumps(events), "kinds": len(events)})
        for index in _TABLE.indexes:
            index.create(connection)


def _without_indexes(connection: Connection) -> None:
    # Made afterwards they take a fraction of the time; nobody looks for people who are known to be there.
    for index in _TABLE.indexes:
        index.drop(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))


def signed(begun: dict[str, Any]) -> str:
    """Sign what the server would have signed; signing in through the form would be an entry."""
    signer = Flask(__name__)
    signer.secret_key = SECRET
    serializer = SignedSessions().get_signing_serializer(signer)
    if serializer is None:
        raise LookupError("no key to sign sessions with")
    return str(serializer.dumps(begun | {"_fresh": False}))


def _visitor(server: Server, people: _People) -> Visitor:
    browser, first = Browser(server.port, cookie=people.cookie), people.first
    queries = {
        "newest": "",
        "event": "?event=role-granted",
        "seldom event": "?event=module-published",
        "person": f"?person={first + 3}",
        "person, event": f"?person={first + 3}&event=role-granted",
        "about": f"?subject=person+{first + 5}",
        "days": "?since=2026-03-02&until=2026-03-10",
        "days, event": "?until=2026-06-01&event=role-granted",
        "far back": "?before=1777000000000000-9",
    }
    return Visitor(browser, {name: partial(Wish, LOG + query) for name, query in queries.items()})


def _batch(house: str, server: Server, visitor: Visitor, name: str) -> Batch:
    return Batch(house=house, name=name, server=server, visitors=(visitor,), count=REQUESTS)


def _listed(visitor: Visitor, name: str) -> int:
    visitor.browser.reconnect()
    return visitor.browser.get(visitor.wishes[name]().path).text.count('id="entry-')


def _table(kind: str, costs: Measured, listed: dict[str, dict[str, int]], entries: int) -> Iterator[str]:
    houses = (EMPTY, FEW, FULL)
    yield f"\n{kind}, {entries:,} entries"
    yield f"{'':<16}{'empty':>7}{'few':>8}{'full':>8}{'to empty':>10}{'to few':>8}   lists      of it the database"
    for name in listed[FULL]:
        empty, few, full = (costs[house, name] for house in houses)
        ratio = full.total / empty.total
        database_alone = "".join(f"{cost.database:>7.2f}" for cost in (empty, few, full))
        counts = "".join(f"{listed[house][name]:>3}" for house in houses)
        yield (
            f"  {name:<14}{empty.total:>7.2f}{few.total:>8.2f}{full.total:>8.2f}{ratio:>10.2f}"
            f"{full.total / few.total:>8.2f} {counts} {database_alone}  {'met' if ratio <= GROWTH else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
