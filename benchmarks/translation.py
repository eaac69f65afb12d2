"""What does the desk of a large translated module cost? `python -m benchmarks.translation`.

A module of 1,500 texts in seven languages, with ten translations of older sources beside each one that is up to date.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks import floor
from benchmarks.browsers import Browser
from benchmarks.houses import Plot, database, ground
from benchmarks.large_module import MODULE, QUIZ, large_module
from benchmarks.loading import settle_down
from benchmarks.log import signed
from benchmarks.machine import load_line, machine_lines
from benchmarks.measuring import Batch, Measured, measured
from benchmarks.servers import Server, command, served, settings
from benchmarks.statements import Size, sizes
from benchmarks.work import Visitor, Wish, stranger
from tests import make
from tests.databases import KINDS, opened
from training.accounts.models import Person
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role
from training.translation.actions.revising import keep_sources, next_revision
from training.translation.models import Translation

OLDER, ROUNDS, REQUESTS = 10, 7, 42
TARGET = 3.0
#: So many questions has a quiz, that the module has 1,500 texts.
QUESTIONS = 38
SOURCE, SAVED_IN = "en", "cs"
INTO = tuple(language for language in LANGUAGES if language != SOURCE)
DESK = f"/de/translation/{MODULE}"
FAR_ON = f"{QUIZ}/quiz-2/question-110/stem"
#: A text of the last quiz, and what is written for it in turn.
SAVED = f"{QUIZ}/quiz-4/question-210/stem"
WORDINGS = ("Co je to 210?", "A co je 210?")
#: How the texts stand, again and again.
STATES = (*("reviewed",) * 5, *("unreviewed",) * 2, "machine", *("stale",) * 2)
ASKED = ("desk", "far on")
EXPLANATION = f"""
CPU ms: user and system time a request of the server's whole process tree and of PostgreSQL, served by the command of
`training serve`, median over rounds in which all kinds of requests take turns. Of ten texts in each of {len(INTO)}
languages five are approved, two wait for review, one is drafted by a machine and two are out of date; each has as many
translations of older sources as said. "desk" is the first page of the desk, "far on" one from the middle, "stale" the
texts that are out of date with what the memory offers for them, "found" those with a word, all in one language after
the other; "text" the page of one text, "save" one text, "save, look" the same and the desk after it. Statements are
those of one request.
Target: desk and far on at most {TARGET} times the floor page."""


@click.command
@click.option("--older", default=OLDER, show_default=True, help="Translations of older sources of every text.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, older: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Measure the translation desk."""
    started = time.monotonic()
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            for line in _lines(kind, place, Path(folder), older=older, rounds=rounds):
                click.echo(line)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def translated_module() -> Module:
    """Make the large module, with quizzes that are a little shorter."""
    whole = large_module("")
    *lessons, last = whole.lessons
    blocks = (
        replace(each, questions=each.questions[:QUESTIONS]) if isinstance(each, Quiz) else each for each in last.blocks
    )
    return replace(whole, lessons=(*lessons, replace(last, blocks=tuple(blocks))))


def _lines(kind: str, place: str, folder: Path, *, older: int, rounds: int) -> Iterator[str]:
    tell = partial(click.echo, err=True)
    plot, cookie = _founded(kind, place, folder, older=older)
    with ExitStack() as servers:
        server = servers.enter_context(served(plot.settings()))
        below = servers.enter_context(served(plot.settings(), application="benchmarks.floor_wsgi:application"))
        reviewer = _reviewer(server, cookie)
        # In one language: what a process reads of each when it is first asked is no part of a page.
        asked = sizes(plot.settings(), _reviewer(server, cookie, (SAVED_IN,)))
        batches = [_batch("house", server, reviewer, name) for name in reviewer.wishes]
        batches.append(_batch("floor", below, stranger(below), "floor"))
        tell(f"{kind}: {rounds} rounds of {len(batches)} batches")
        costs = measured(batches, rounds=rounds, after_round=lambda number: tell(f"{kind}: round {number + 1}"))
    yield from _table(kind, costs, asked, older)


def _founded(kind: str, place: str, folder: Path, *, older: int) -> tuple[Plot, str]:
    """Make a house of one module and one reviewer; return it with the reviewer's session as a cookie has it."""
    plot = Plot(kind=kind, address=database(kind, place, "translation"), media=folder)
    command(settings(plot.address, folder, behind_proxy=True), "db", "upgrade")
    engine = opened(plot.address)
    floor.lay(engine)
    with Session(engine) as session, session.begin():
        reviewer = make.person(session, role=Role.REVIEWER)
        cookie = signed(make.sign_in(session, reviewer))
        module_id = make.version(session, translated_module()).module_id
        _translate(session, module_id, make.person(session), older=older)
    settle_down(engine)
    engine.dispose()
    return plot, cookie


def _translate(session: Session, module_id: int, translator: Person, *, older: int) -> None:
    """Write the translations of all texts into all languages, and those of their older sources."""
    texts = dict(segments(translated_module()))
    keep_sources(session, SOURCE, [_older(text, age) for text in texts.values() for age in range(older + 1)])
    for language in INTO:
        revision = next_revision(session, module_id, language)
        common = {"module_id": module_id, "language": language, "revision": revision}
        written = (common | row for row in _rows(texts, language, translator, older=older))
        while many := list(islice(written, 5000)):
            session.execute(insert(Translation), many)


def _rows(texts: dict[str, str], language: str, translator: Person, *, older: int) -> Iterator[dict[str, Any]]:
    for (address, text), state in zip(texts.items(), cycle(STATES), strict=False):
        for age in range(1 if state == "stale" else 0, older + 1):
            approved = make.NOW if state == "reviewed" and age == 0 else None
            yield {
                "segment": address,
                "source_digest": text_digest(_older(text, age)),
                "text": f"[{language}] {_older(text, age)}",
                "origin": "machine" if state == "machine" and age == 0 else "human",
                "translated_by": translator.id,
                "translated_at": make.NOW - timedelta(days=age),
                "approved_by": None,
                "approved_at": approved,
            }


def _older(text: str, age: int) -> str:
    """Return a text as it was so many wordings ago."""
    return f"{text} As it was {age} wordings ago." if age else text


def _reviewer(server: Server, cookie: str, into: Sequence[str] = INTO) -> Visitor:
    browser = Browser(server.port, cookie=cookie)
    ways = {"desk": "", "far on": f"?after={FAR_ON}", "stale": "?state=stale", "found": "?text=announcements"}
    wishes: dict[str, Any] = {
        name: cycle([Wish(f"{DESK}/{language}{query}") for language in into]).__next__ for name, query in ways.items()
    }
    wishes["text"] = partial(Wish, f"{DESK}/{SAVED_IN}/segments/{SAVED}")
    wishes["overview"] = partial(Wish, "/de/translation")
    saves = _saves(browser)
    look = Wish(f"{DESK}/{SAVED_IN}")
    wishes["save"] = saves.__next__
    wishes["save, look"] = (wish for save in saves for wish in (save, look)).__next__
    return Visitor(browser, wishes)


def _saves(browser: Browser) -> Iterator[Wish]:
    """Save two texts in turn, each with the form that the other one left behind."""
    path, forms = f"{DESK}/{SAVED_IN}", []
    for text in (*WORDINGS, WORDINGS[0]):
        form = _form(browser.get(f"{path}/segments/{SAVED}").text)
        forms.append(form)
        browser.post(path, _filled(form, text))
    # The second form was opened on the first text, the third on the second.
    for form, text in cycle(((forms[1], WORDINGS[1]), (forms[2], WORDINGS[0]))):
        yield Wish(path, _filled(form, text))


def _filled(form: dict[str, str], text: str) -> dict[str, str]:
    return form | {f"text:{SAVED}": text, "act": f"save:{SAVED}"}


class _Hidden(HTMLParser):
    """Reads the hidden fields of the form of one text."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        about = dict(attrs)
        name = about.get("name") or ""
        if tag == "input" and (name in ("ticket", "at") or name.endswith(f":{SAVED}")):
            self.values[name] = about.get("value") or ""


def _form(page: str) -> dict[str, str]:
    fields = _Hidden()
    fields.feed(page)
    return fields.values


def _batch(house: str, server: Server, visitor: Visitor, name: str) -> Batch:
    return Batch(house=house, name=name, server=server, visitors=(visitor,), count=REQUESTS)


def _table(kind: str, costs: Measured, asked: dict[str, Size], older: int) -> Iterator[str]:
    beneath = costs["floor", "floor"].total
    texts = sum(1 for _ in segments(translated_module()))
    yield f"\n{kind}, {texts:,} texts, {texts * older * len(INTO):,} translations of older sources"
    yield f"  {'':<12}{'CPU ms':>8}{'':>14}{'statements':>12}"
    yield f"  {'floor':<12}{beneath:>8.2f}"
    for (house, name), cost in costs.items():
        if house == "house":
            # Two requests: the figure is that of both.
            total = cost.total * (2 if name == "save, look" else 1)
            ratio = total / beneath
            target = ("met" if ratio <= TARGET else "MISSED") if name in ASKED else ""
            yield f"  {name:<12}{total:>8.2f}{ratio:>8.2f} times{asked[name].statements:>12}  {target}"


if __name__ == "__main__":
    main()
