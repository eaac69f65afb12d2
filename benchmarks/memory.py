"""What does it cost to look for ten texts among 100,000 remembered ones? `python -m benchmarks.memory`."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import click
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from benchmarks import floor, processor
from benchmarks.houses import Plot, database, ground
from benchmarks.loading import Rows, add, load, settle_down
from benchmarks.machine import load_line, machine_lines
from benchmarks.measuring import Batch, measured
from benchmarks.servers import ROOT, command, postmaster, served, settings
from benchmarks.work import stranger
from tests import make
from tests.databases import KINDS, counted, opened
from training.content.files.reading import read_folder
from training.content.rules.segments import segments, text_digest
from training.foundation.db import only_reading
from training.translation.queries import memory
from training.translation.rules.memory import alike

TEXTS, ROUNDS, PAGES, ON_A_PAGE, REQUESTS = 100_000, 7, 30, 10, 320
#: Milliseconds of processor time for the texts of a page.
TARGET = 10.0
#: Every so many words an asked text differs from the remembered one.
_EDITED = 8
_SEED = 5
_LANGUAGES = {"source_language": "en", "language": "de"}
EXPLANATION = f"""
The memory holds the texts of our seven modules and texts made of them, in each of which every second word was drawn
anew from all words there are, so that words are as rare as in real ones; each has one translation. A page of the desk
asks for {ON_A_PAGE} texts of the modules in which every {_EDITED}th word is another. CPU ms: user and system time of
this process and of all processes of PostgreSQL for one page, median over rounds of {PAGES} pages. "found": of the
remembered texts that are at least 60 per cent alike to an asked one, how many are among what is offered for it; a
search that compared all would find 100 per cent. The floor: a page of the same machine. Target: {TARGET:.0f} ms."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that a page asks for, and the remembered one that it was made of."""

    text: str
    origin: str


Page = list[Asked]


@click.command
@click.option("--texts", default=TEXTS, show_default=True, help="Fewer: to see whether it works, not to quote.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, texts: int, rounds: int, kinds: tuple[str, ...]) -> None:
    """Measure the translation memory."""
    started = time.monotonic()
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    known = _known_texts()
    for kind in kinds or KINDS:
        click.echo(f"{kind}: remembering {texts:,} texts", err=True)
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            plot = Plot(kind=kind, address=database(kind, place, "memory"), media=Path(folder))
            for line in _lines(plot, known, texts, rounds):
                click.echo(line)
    click.echo(f"\n{time.monotonic() - started:.0f} seconds; {load_line()}")


def _lines(plot: Plot, known: Sequence[str], texts: int, rounds: int) -> Iterator[str]:
    engine = _filled(plot, known, texts)
    pages = _pages(known)
    with only_reading(), Session(engine) as session:
        ask = partial(_ask, session)
        # Statements are compiled and words learned once a process: not what a page costs.
        found = [ask(page) for page in pages]
        costs = [_cost(plot.address, pages, ask) for _ in range(rounds)]
        ten, one = (_statements(engine, session, page) for page in (pages[0], pages[0][:1]))
        plan = list(_plan(session, pages[0]))
    engine.dispose()
    beneath, cost = _floor(plot, rounds), median(costs)
    yield f"\n{plot.kind}, {texts:,} texts"
    yield f"  {'floor':<28}{beneath:>8.2f} CPU ms"
    verdict = "met" if cost < TARGET else "MISSED"
    yield f"  {f'memory of {ON_A_PAGE} texts':<28}{cost:>8.2f} CPU ms, {cost / beneath:.2f} times the floor  {verdict}"
    yield f"  statements: {ten} for {ON_A_PAGE} texts, {one} for one"
    yield f"  found: {_share_found(pages, found):.1%}"
    yield from (f"  plan: {line}" for line in plan)


def _known_texts() -> list[str]:
    modules = (read_folder(folder).module for folder in sorted((ROOT / "courses").iterdir()) if folder.is_dir())
    return sorted({words for module in modules if module for _, words in segments(module)})


def _filled(plot: Plot, known: Sequence[str], texts: int) -> Engine:
    command(settings(plot.address, plot.media, behind_proxy=True), "db", "upgrade")
    engine = opened(plot.address)
    floor.lay(engine)
    with Session(engine) as session, session.begin():
        module_id = make.module(session).id
    rows: Rows = {}
    for number, words in enumerate(_remembered(known, texts), start=1):
        digest = text_digest(words)
        add(rows, "source_text", (number, digest, "en", words))
        about = (module_id, "de", f"lesson/text-{number}/body", digest, words[::-1], "human")
        add(rows, "translation", (*about, None, "2026-11-30 09:00:00", None, None, 1))
    load(engine, rows)
    engine.dispose()
    engine = opened(plot.address)
    settle_down(engine)
    return engine


def _remembered(known: Sequence[str], texts: int) -> list[str]:
    chance = random.Random(_SEED)
    drawn = [word for words in known for word in words.split(" ")]
    found = dict.fromkeys(known)
    while len(found) < texts:
        words = chance.choice(known).split(" ")
        found[" ".join(chance.choice((word, chance.choice(drawn))) for word in words)] = None
    several = list(found)[:texts]
    chance.shuffle(several)
    return several


def _pages(known: Sequence[str]) -> list[Page]:
    chance = random.Random(_SEED)
    drawn = [word for words in known for word in words.split(" ")]
    return [[_edited(chance.choice(known), drawn, chance) for _ in range(ON_A_PAGE)] for _ in range(PAGES)]


def _edited(origin: str, drawn: Sequence[str], chance: random.Random) -> Asked:
    words = origin.split(" ")
    for _ in range(max(1, len(words) // _EDITED)):
        words[chance.randrange(len(words))] = chance.choice(drawn)
    return Asked(" ".join(words), origin)


def _ask(session: Session, page: Page) -> dict[str, list[memory.Remembered]]:
    return memory.remembered(session, [asked.text for asked in page], **_LANGUAGES)  # type: ignore[arg-type]


def _cost(address: str, pages: Sequence[Page], ask: Callable[[Page], object]) -> float:
    """Return the processor milliseconds of one page, of this process and of all of PostgreSQL's."""
    server = postmaster(address)
    pids = [os.getpid(), *(processor.family(server) if server else [])]
    before = processor.seconds(pids)
    for page in pages:
        ask(page)
    # PostgreSQL's processes end their work a moment after they have answered.
    time.sleep(0.01)
    return (processor.seconds(pids) - before) / len(pages) * 1000


def _floor(plot: Plot, rounds: int) -> float:
    with served(plot.settings(), application="benchmarks.floor_wsgi:application") as server:
        batch = Batch(house="floor", name="floor", server=server, visitors=(stranger(server),), count=REQUESTS)
        costs = measured([batch], rounds=rounds, after_round=lambda _: None)
    return costs["floor", "floor"].total


def _statements(engine: Engine, session: Session, page: Page) -> int:
    with counted(engine) as seen:
        _ask(session, page)
    return len(seen)


def _share_found(pages: Sequence[Page], found: Sequence[dict[str, list[memory.Remembered]]]) -> float:
    """Tell how many of the texts that are alike enough are offered."""
    hits = [
        any(offer.source == asked.origin for offer in offers[asked.text])
        for page, offers in zip(pages, found, strict=True)
        for asked in page
        if asked.text != asked.origin and alike(asked.text, {"": asked.origin}, limit=1, least=60)
    ]
    return sum(hits) / len(hits)


def _plan(session: Session, page: Page) -> Iterator[str]:
    """Write the steps of the plan that touch the texts: through the index of words, and never through all of them."""
    kind = session.connection().dialect.name
    explain = "EXPLAIN QUERY PLAN " if kind == "sqlite" else "EXPLAIN "
    given = {"asked": memory.asked_for([asked.text for asked in page], kind), "most": memory.CANDIDATES, "sample": 0}
    for row in session.execute(text(f"{explain}{memory.near_statement(kind)}"), given | _LANGUAGES):
        step = str(row[-1]).strip()
        if "source_text" in step or "translation" in step:
            yield step


if __name__ == "__main__":
    main()
