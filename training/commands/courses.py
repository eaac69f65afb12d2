"""What can an author do from a command line? Check, plan, import and export modules; prepare a translation."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from training.accounts.files import read_regions
from training.authoring.actions import export_module, import_module, publish_import
from training.authoring.queries import import_plan
from training.authoring.rules import Import, Plan
from training.commands.db import require_ready
from training.commands.ground import opened
from training.commands.reports import (
    coverage_matrix,
    coverage_table,
    coverage_words,
    covered,
    fault_line,
    fault_lines,
    findings,
    plan_lines,
    refusal_words,
)
from training.config import Config
from training.content.files.reading import Reading, read_folder
from training.content.rules.module import Module
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES
from training.translation.files import Catalogue, po_file, read_catalogues, renew_po

COURSES = Path("courses")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A module's folder and what stands in it."""

    folder: Path
    reading: Reading
    catalogues: list[Catalogue]


@click.group
def courses() -> None:
    """Modules as files: check, plan, import, export."""


@courses.command
@click.argument("names", metavar="[MODULE|FOLDER]...", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Name every fault and what an editor would mend (in all of courses/ where none is named), then the coverage.

    Faults hinder an import; findings do not.
    """
    read = _read_all(_folders(names))
    lines = [*_fault_lines(read), *_finding_lines(read)]
    for line in lines:
        click.echo(line)
    sound = [(found.reading.module, found.catalogues) for found in read if found.reading.module]
    click.echo("\n".join((*coverage_table(sound), *coverage_matrix(sound, list(LANGUAGES)))) if sound else "")
    if lines:
        raise click.ClickException(f"{len(lines)} faults and findings.")
    click.echo("No faults, no findings.")


@courses.command
@click.argument("name", metavar="MODULE|FOLDER")
@click.argument("languages", metavar="[LANGUAGE]...", nargs=-1)
def skeleton(name: str, languages: tuple[str, ...]) -> None:
    """Write or renew the files that translators fill; what is translated stays.

    A text whose source has changed is fuzzy, with the source that it belonged to; what has no place any more is set
    aside at the end. Without a language, every file that is there is renewed.
    """
    (folder,) = _folders((name,))
    # Faults of old translations are no hindrance: what has lost its place is set aside below.
    module = _sound_module(replace(_read(folder), catalogues=[]))
    there = [language for language in LANGUAGES if (folder / po_file(language)).exists()]
    unknown = [language for language in languages if language not in LANGUAGES or language == module.source]
    if unknown:
        raise click.ClickException(f"Nobody translates into “{unknown[0]}”. There are {', '.join(LANGUAGES)}.")
    for language in languages or there:
        catalogue = renew_po(folder / po_file(language), module)
        for fault in catalogue.faults:
            click.echo(fault_line(folder, fault))
        click.echo(f"{folder / po_file(language)}: {coverage_words(covered(module, catalogue))}")


@courses.command
@click.argument("names", metavar="[MODULE|FOLDER]...", nargs=-1)
def plan(names: tuple[str, ...]) -> None:
    """Tell what `import` would do, and do nothing."""
    config = Config.from_environment()
    found = _read_all(_folders(names))
    _refuse_faults(found)
    with _ready(config) as engine, only_reading(), Session(engine) as session:
        for one in found:
            entries = {catalogue.language: catalogue.entries for catalogue in one.catalogues}
            _print(import_plan(session, _sound_module(one), one.reading.based_on, entries))


@courses.command("import")
@click.option("--draft", is_flag=True, help="Leave what learners see as it is.")
@click.argument("names", metavar="[MODULE|FOLDER]...", nargs=-1)
def import_(names: tuple[str, ...], *, draft: bool) -> None:
    """Bring modules (all of courses/ where none is named) into the database, and before learners.

    Importing the same files again changes nothing. What was written in the browser is never overwritten: then the
    import is refused, with what differs.
    """
    plans = import_folders(Config.from_environment(), _folders(names), publish=not draft)
    if any(plan.action is Import.REFUSE for plan in plans):
        raise click.ClickException("Not everything was imported.")


@courses.command
@click.argument("key", metavar="MODULE")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=COURSES)
def export(key: str, folder: Path) -> None:
    """Write the draft of a module with its translations to FOLDER/MODULE (courses/MODULE where none is named).

    A module's folder has its name. What stands there already is brought up to date.
    """
    config = Config.from_environment()
    with _one_line(), _ready(config) as engine, only_reading(), Session(engine) as session:
        export_module(session, key, folder / key, media_folder=config.media_folder)
    click.echo(f"{key} is in {folder / key}.")


def import_courses(config: Config) -> list[Plan]:
    """Import and publish everything in courses/, as the demonstration does at every start."""
    return import_folders(config, _folders(()), publish=True)


def import_folders(config: Config, folders: list[Path], *, publish: bool) -> list[Plan]:
    """Import modules, each in a transaction of its own, and print what happened."""
    found = _read_all(folders)
    _refuse_faults(found)
    with _ready(config) as engine, _progress(found, "Importing modules") as bar:
        plans = [_import_one(engine, config, one, publish=publish) for one in bar]
    for done in plans:
        _print(done)
    return plans


def _import_one(engine: Engine, config: Config, found: Found, *, publish: bool) -> Plan:
    with _one_line(), Session(engine, expire_on_commit=False) as session, session.begin():
        moment = now()
        done = import_module(session, found.reading, found.catalogues, media_folder=config.media_folder, now=moment)
        if publish:
            publish_import(session, done, now=moment)
        return done


def _folders(names: tuple[str, ...]) -> list[Path]:
    """Find folders by path, or by the name of a module in courses/."""
    if not names:
        found = sorted(path.parent for path in COURSES.glob("*/module.yaml"))
        if not found:
            raise click.ClickException(
                f"There are no modules in {COURSES.absolute()}. Go to the project's folder first."
            )
        return found
    folders = [Path(name) if Path(name).is_dir() else COURSES / name for name in names]
    for folder in folders:
        if not folder.is_dir():
            raise click.ClickException(f"There is no folder {folder}.")
    return folders


def _read_all(folders: list[Path]) -> list[Found]:
    with _progress(folders, "Reading modules") as bar:
        return [_read(folder) for folder in bar]


def _read(folder: Path) -> Found:
    reading = read_folder(folder, languages=LANGUAGES, regions=_regions(folder))
    catalogues = read_catalogues(folder, reading.module, languages=LANGUAGES) if reading.module else []
    return Found(folder=folder, reading=reading, catalogues=catalogues)


def _regions(folder: Path) -> list[str]:
    """List the regions that there are, where their file stands beside the module."""
    path = folder.absolute().parent / "regions.yaml"
    return [region.key for region in read_regions(path)] if path.exists() else []


def _sound_module(found: Found) -> Module:
    _refuse_faults([found])
    if found.reading.module is None:
        raise click.ClickException("Nothing was done.")
    return found.reading.module


def _refuse_faults(found: Iterable[Found]) -> None:
    lines = _fault_lines(found)
    for line in lines:
        click.echo(line)
    if lines:
        raise click.ClickException("Nothing was done: correct these faults first.")


def _fault_lines(found: Iterable[Found]) -> list[str]:
    return [line for one in found for line in fault_lines(one.folder, one.reading, one.catalogues)]


def _finding_lines(found: Iterable[Found]) -> list[str]:
    sound = {one.folder: (one.reading.module, one.catalogues) for one in found if one.reading.module}
    return [fault_line(folder, finding) for folder, finding in findings(sound)]


def _print(plan: Plan) -> None:
    for line in plan_lines(plan):
        click.echo(line)


@contextmanager
def _ready(config: Config) -> Iterator[Engine]:
    """Open the database; refuse one of another version."""
    with opened(config) as engine:
        require_ready(engine)
        yield engine


@contextmanager
def _progress(items: list[Item], label: str) -> Iterator[Iterable[Item]]:
    """Show how far it is where there are several."""
    if len(items) < 2:  # noqa: PLR2004 (one needs no bar)
        yield items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield bar


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(refusal_words(refusal)) from refusal
