"""What does writing a large module cost? `python -m benchmarks.authoring`.

Opening and saving a lesson of a module with 60 blocks, 200 questions and 500 versions, comparing two of these, and
taking in 1,000 questions.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks import floor
from benchmarks.browsers import Browser
from benchmarks.houses import Plot, database, ground
from benchmarks.large_module import BLOCK, BLOCKS, LESSON, MODULE, QUESTIONS, QUIZ, large_module, questions
from benchmarks.loading import settle_down
from benchmarks.log import signed
from benchmarks.machine import load_line, machine_lines
from benchmarks.measuring import Batch, Measured, measured
from benchmarks.servers import Server, command, served, settings
from benchmarks.work import Visitor, Wish, stranger
from tests import make
from tests.databases import KINDS, opened
from training.authoring.actions.exchange import take_in
from training.authoring.files.exchange import read_moodle, read_qti, write_moodle, write_qti
from training.authoring.rules.exchange import Choice, planned
from training.content.models import ModuleVersion
from training.content.rules.canonical import canonical_json, digest
from training.foundation.permissions import Role

VERSIONS, ROUNDS, REQUESTS, MANY = 500, 7, 40, 1000
TARGET = 3.0
EDITOR = f"/de/authoring/{MODULE}"
EXPLANATION = f"""
CPU ms: user and system time a request of the server's whole process tree and of PostgreSQL, served by the command of
`training serve`, median over rounds in which all kinds of requests take turns. The module has {BLOCKS} blocks,
{QUESTIONS} questions and as many versions as said. "open" is a lesson with its blocks as learners see them, "unit" the
form of one block, "save" one that changes it (every save is a version), "compare" the first with the last version.
Target: open and save at most {TARGET} times the floor page."""


@click.command
@click.option("--versions", default=VERSIONS, show_default=True)
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, versions: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Measure the editor, and taking in questions."""
    started = time.monotonic()
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            for line in _lines(kind, place, Path(folder), versions=versions, rounds=rounds):
                click.echo(line)
    for line in _import_lines():
        click.echo(line)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _lines(kind: str, place: str, folder: Path, *, versions: int, rounds: int) -> Iterator[str]:
    tell = partial(click.echo, err=True)
    plot, cookie = _founded(kind, place, folder, versions=versions)
    with ExitStack() as servers:
        server = servers.enter_context(served(plot.settings()))
        below = servers.enter_context(served(plot.settings(), application="benchmarks.floor_wsgi:application"))
        author = _author(server, cookie, versions)
        batches = [_batch("house", server, author, name) for name in author.wishes]
        batches.append(_batch("floor", below, stranger(below), "floor"))
        tell(f"{kind}: {rounds} rounds of {len(batches)} batches")
        costs = measured(batches, rounds=rounds, after_round=lambda number: tell(f"{kind}: round {number + 1}"))
    yield from _table(kind, costs, versions)
    yield _taken_in(plot)


def _founded(kind: str, place: str, folder: Path, *, versions: int) -> tuple[Plot, str]:
    """Make a house of one module and one trainer; return it with the trainer's session as a cookie has it."""
    plot = Plot(kind=kind, address=database(kind, place, "authoring"), media=folder)
    command(settings(plot.address, folder, behind_proxy=True), "db", "upgrade")
    engine = opened(plot.address)
    floor.lay(engine)
    with Session(engine) as session, session.begin():
        trainer = make.person(session, role=Role.TRAINER)
        cookie = signed(make.sign_in(session, trainer))
        module_id = make.module(session, large_module("")).id
        session.execute(insert(ModuleVersion), [_version(module_id, number) for number in range(1, versions + 1)])
    settle_down(engine)
    engine.dispose()
    return plot, cookie


def _version(module_id: int, number: int) -> dict[str, object]:
    value = large_module(f"As of version {number}.")
    return {
        "module_id": module_id,
        "number": number,
        "document": canonical_json(value),
        "digest": digest(value),
        "origin": "editor",
        "saved_at": make.NOW + timedelta(minutes=number),
        "note": f"edited {LESSON}/{BLOCK}",
    }


def _author(server: Server, cookie: str, versions: int) -> Visitor:
    browser = Browser(server.port, cookie=cookie)
    paths = {
        "open": f"{EDITOR}/lessons/{LESSON}",
        "open quiz": f"{EDITOR}/lessons/{QUIZ}",
        "unit": f"{EDITOR}/edit/{LESSON}/{BLOCK}",
        "history": f"{EDITOR}/history",
        "compare": f"{EDITOR}/compare?from=1&to={versions}",
    }
    wishes = {name: partial(Wish, path) for name, path in paths.items()}
    return Visitor(browser, wishes | {"save": _saves(browser, paths["unit"]).__next__})


def _saves(browser: Browser, path: str) -> Iterator[Wish]:
    """Save two texts in turn, each with the form that the other one left behind."""
    texts = ("The first of two texts, as long as a sentence.", "The second of two texts, as long as a sentence.")
    forms = []
    for text in (*texts, texts[0]):
        form = _form(browser.get(path).text)
        forms.append(form)
        browser.post(path, form | {"body": text, "act": "save"})
    # The second form was opened on the first text, the third on the second.
    for form, text in cycle(((forms[1], texts[1]), (forms[2], texts[0]))):
        yield Wish(path, form | {"body": text, "act": "save"})


class _Fields(HTMLParser):
    """Reads the values of the form of a unit, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        about = dict(attrs)
        name = about.get("name")
        unticked = about.get("type") == "checkbox" and "checked" not in about
        if tag == "input" and name and not unticked:
            self.values[name] = about.get("value") or ""
        if tag == "textarea":
            self._area = name

    def handle_data(self, data: str) -> None:
        """Note what stands in a text area."""
        if self._area:
            self.values[self._area] = data.removeprefix("\n")
            self._area = None


def _form(page: str) -> dict[str, str]:
    fields = _Fields()
    fields.feed(page[page.index('id="unit"') :])
    return fields.values


def _batch(house: str, server: Server, visitor: Visitor, name: str) -> Batch:
    return Batch(house=house, name=name, server=server, visitors=(visitor,), count=REQUESTS)


def _table(kind: str, costs: Measured, versions: int) -> Iterator[str]:
    beneath = costs["floor", "floor"].total
    yield f"\n{kind}, {versions} versions of {len(canonical_json(large_module(''))):,} characters"
    yield f"  {'floor':<12}{beneath:>8.2f}"
    for (house, name), cost in costs.items():
        if house == "house":
            ratio = cost.total / beneath
            target = ("met" if ratio <= TARGET else "MISSED") if name in ("open", "save") else ""
            yield f"  {name:<12}{cost.total:>8.2f}{ratio:>8.2f} times, of it the database {cost.database:.2f}  {target}"


def _taken_in(plot: Plot) -> str:
    """Tell the processor time of this process for reading, planning and keeping questions in a quiz of the module."""
    content, address = write_moodle(questions(MANY, begin=MANY)), f"{QUIZ}/quiz-1"
    engine = opened(plot.address)
    with Session(engine) as session:
        trainer, module = make.person(session), large_module("")
        before = time.process_time()
        received = read_moodle(content)
        plan = planned(received, module, address)
        choice = Choice(numbers=frozenset(each.number for each in received), objective="")
        about = {"confirmed": plan.digest, "person_id": trainer.id, "now": make.NOW}
        taken = take_in(session, MODULE, address, received, choice, **about)  # type: ignore[arg-type]
        session.commit()
        spent = time.process_time() - before
    engine.dispose()
    return f"  taking in {taken.counts['taken']:,} questions from Moodle XML: {spent:.2f} s, and what the database does"


def _import_lines() -> Iterator[str]:
    """Tell the processor time of reading 1,000 questions, in this process."""
    asked = questions(MANY)
    yield f"\nreading {MANY:,} questions, CPU s"
    for name, write, read in (
        ("Moodle XML", write_moodle, read_moodle),
        ("QTI 3", partial(write_qti, language="en"), read_qti),
    ):
        content = write(asked)
        before = time.process_time()
        read_in = read(content)
        spent = time.process_time() - before
        same = [received.question for received in read_in] == list(asked)
        yield f"  {name:<12}{spent:>8.2f}  {len(content):,} bytes, the same questions: {json.dumps(same)}"


if __name__ == "__main__":
    main()
