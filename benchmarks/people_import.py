"""What does it cost to bring in ten thousand people? `python -m benchmarks.people_import`."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks import processor
from benchmarks.houses import database, ground
from benchmarks.machine import load_line, machine_lines
from benchmarks.servers import postmaster
from tests import make
from tests.databases import KINDS, counted, opened
from training.accounts.actions.rosters import carry_out
from training.accounts.files.rosters import read_sheet
from training.accounts.queries.offices import offices
from training.accounts.queries.rosters import known_people
from training.accounts.rules.people import normal_email
from training.accounts.rules.planning import Ground, Plan, planned
from training.accounts.rules.rosters import entries
from training.foundation.languages import codes_by_name
from training.foundation.migrating import upgrade
from training.foundation.permissions import Grant, Role

PEOPLE, ROUNDS, OFFICES = 10_000, 5, 50
_GRANTS = (Grant(Role.ADMINISTRATOR),)
EXPLANATION = f"""
A CSV file of people of {OFFICES} organisations, read, planned and carried out as the page does. CPU s: user and system
time of this process and of all processes of PostgreSQL (SQLite works inside this one), median of rounds, each in a new
database. "plan" is reading the file and holding it against what is there; "new" carries it out when nobody is there yet
(person, role, letter, two entries of the log for each); "changed" when everybody has another name (one entry).
Statements: what reaches the driver, one with many rows counted once."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds and statements of one step."""

    seconds: float
    statements: int


@click.command
@click.option("--people", default=PEOPLE, show_default=True, help="Fewer: to see whether it works, not to quote.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, people: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Bring in a list of people, and tell what it costs."""
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            found = [_round(kind, place, people, number) for number in range(rounds)]
        for line in _lines(kind, people, found):
            click.echo(line)
    click.echo(f"\n{load_line()}")


def _round(kind: str, place: str, people: int, number: int) -> dict[str, Cost]:
    engine = opened(database(kind, place, f"import{number}"))
    upgrade(engine)
    with Session(engine) as session, session.begin():
        for office in range(OFFICES):
            make.organisation(session, key=f"office-of-list-{office}", name=f"Office {office}")
    found: dict[str, Cost] = {}
    for step, name in (("new", "Žofie Nováková"), ("changed", "Žofie Černá")):
        with Session(engine) as session:
            planning, plan = _cost(engine, partial(_plan, session, _file(people, name)))
            found.setdefault("plan", planning)
            found[step], _ = _cost(engine, partial(_carry_out, session, plan))
    engine.dispose()
    return found


def _file(people: int, name: str) -> bytes:
    rows = (f"{name} {number};p{number}@list.example;office-of-list-{number % OFFICES};cs" for number in range(people))
    return "\n".join(("Jméno;E-mail;Organizace;Jazyk", *rows)).encode("windows-1250")


def _plan(session: Session, content: bytes) -> Plan:
    names = codes_by_name()
    found = entries(read_sheet(content, likely="en", languages=names).rows)
    reached = offices(session, _GRANTS)
    known = known_people(session, {normal_email(each.email) for each in found}, reached, _GRANTS)
    return planned(found, Ground(offices=reached, known=known, languages=names, organisation="", language="en"))


def _carry_out(session: Session, plan: Plan) -> None:
    carry_out(session, plan, confirmed=plan.digest, now=make.NOW, actor_id=None)
    # The entries of the log are written last of all.
    session.commit()


def _cost(engine: Engine, act: Callable[[], Done]) -> tuple[Cost, Done]:
    before = _seconds(engine)
    with counted(engine) as statements:
        done = act()
    return Cost(_seconds(engine) - before, len(statements)), done


def _seconds(engine: Engine) -> float:
    server = postmaster(engine.url.render_as_string(hide_password=False))
    return processor.seconds([os.getpid(), *(processor.family(server) if server else [])])


def _lines(kind: str, people: int, found: list[dict[str, Cost]]) -> Iterator[str]:
    yield f"\n{kind}: {people:,} people, {len(found)} rounds"
    for step in ("plan", "new", "changed"):
        costs = [each[step] for each in found]
        middle, best = median(cost.seconds for cost in costs), min(cost.seconds for cost in costs)
        number = costs[0].statements
        each = f"{1e6 * middle / people:.0f} µs and {number / people:.4f} statements a person"
        yield f"  {step:<9}{middle:>6.2f} s   best {best:>5.2f} s   {number:>4} statements   {each}"


if __name__ == "__main__":
    main()
