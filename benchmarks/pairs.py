"""What does it cost to give out and take back every module in every language? `python -m benchmarks.pairs`."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.houses import founded, ground
from benchmarks.machine import load_line, machine_lines
from tests import make
from tests.databases import KINDS
from training.content import queries as content
from training.content.models import ModuleRow
from training.foundation.languages import LANGUAGES
from training.translation.actions.incoming import TakenIn, take_in
from training.translation.files.bundles import ENDINGS, read, write
from training.translation.models import EarlierTranslation, Translation
from training.translation.queries.outgoing import outgoes, standing_texts
from training.translation.rules.incoming import Fate, IncomingFile, plan
from training.translation.rules.outgoing import Outgo

EXPLANATION = """
Every module of courses/ goes out in every language (in its own as a template) and format, and comes in again; what is
not translated there is filled in before, so that every pair is whole. Nothing may change: no text new, none other, none
refused, and what goes out once more is the same to the byte. CPU s: user and system time of this process (of
PostgreSQL's processes nothing), for all pairs together."""


class Changed(Exception):
    """A pair did not come back as it went out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and bytes of all pairs in one format."""

    out: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


@click.command
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), help="May be given twice; else both.")
def main(*, kinds: tuple[str, ...]) -> None:
    """Let all pairs go out and come in again, and tell what it costs."""
    for line in (*machine_lines(), EXPLANATION):
        click.echo(line)
    for kind in kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="bench") as folder, ground(kind, Path(folder)) as place:
            for line in _measured(kind, place, Path(folder)):
                click.echo(line)
    click.echo(f"\n{load_line()}")


def _measured(kind: str, place: str, folder: Path) -> Iterator[str]:
    costs: defaultdict[str, Cost] = defaultdict(Cost)
    with founded(kind, place, folder, name="pairs") as (_, engine), Session(engine) as session:
        person = make.person(session, role="translator").id
        modules = content.modules(session)
        for row in modules:
            _fill(session, row)
        before = _counts(session)
        began = process_time()
        made = [(row, outgo) for row in modules for outgo in _outgoes(session, row).values()]
        reading = process_time() - began
        for format_ in ENDINGS:
            for row, outgo in made:
                _there_and_back(session, row, outgo, format_, person=person, cost=costs[format_])
        if _counts(session) != before:
            raise Changed(f"{kind}: translations were written")
        session.rollback()
    texts = sum(len(outgo.texts) for _, outgo in made)
    yield f"\n{kind}: {len(made)} pairs of {len(modules)} modules, {texts:,} texts; from the database {reading:.2f} s"
    for format_, cost in costs.items():
        size = f"{sum(cost.sizes) / 1e6:.1f} MB, slowest {max(cost.out):.2f} s and {max(cost.taken):.2f} s"
        yield f"  {format_:<8} out {sum(cost.out):>6.2f} s   in {sum(cost.taken):>6.2f} s   {size}; nothing changed"


def _outgoes(session: Session, row: ModuleRow) -> dict[str, Outgo]:
    mark = content.latest_mark(session, row.id)
    if mark is None:
        raise Changed(f"{row.key} has no version")
    return outgoes(session, row.id, mark, content.module_of_version(session, mark), list(LANGUAGES))


def _fill(session: Session, row: ModuleRow) -> None:
    """Translate what nobody has translated, approved and waiting in turn, so that all pairs are whole."""
    for outgo in _outgoes(session, row).values():
        for number, each in enumerate(() if outgo.is_template else outgo.texts):
            if each.text is None:
                words = {"segment": each.address, "source": each.source, "text": f"{each.source} [{outgo.language}]"}
                state: dict[str, Any] = {"origin": "file", "approved_at": make.NOW if number % 2 else None}
                make.translation(session, row, language=outgo.language, **words, **state)


def _there_and_back(session: Session, row: ModuleRow, outgo: Outgo, format_: str, *, person: int, cost: Cost) -> None:
    began = process_time()
    file_ = write(outgo, format=format_)
    cost.out.append(process_time() - began)
    cost.sizes.append(len(file_))
    began = process_time()
    (found,) = read(f"{row.key}.{outgo.language}", file_)
    if outgo.is_template:
        if found.entries:
            raise Changed(f"{row.key}: there are translations in the template")
        return
    taken = take_in(session, row.key, outgo.language, found, person_id=person, now=make.NOW)
    cost.taken.append(process_time() - began)
    again = write(_outgoes(session, row)[outgo.language], format=format_)
    if taken != TakenIn(taken=0, kept=0) or again != file_ or _not_there(session, row, found):
        raise Changed(f"{row.key} in {outgo.language}, {format_}: {taken}")


def _not_there(session: Session, row: ModuleRow, file: IncomingFile) -> bool:
    mark = content.latest_mark(session, row.id)
    module = content.module_of_version(session, mark) if mark else None
    standing = standing_texts(session, row.id, language=file.language).get(file.language, ())
    return (
        module is None
        or {each.fate for each in plan(file, module, file.language, standing).rows} - {Fate.SAME} != set()
    )


def _counts(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(each)) or 0 for each in (Translation, EarlierTranslation)]


if __name__ == "__main__":
    main()
