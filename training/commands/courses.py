"""What can an author do from a command line? Check, plan, import and export modules; prepare a translation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from training.authoring.actions import export_module, import_module, publish_import
from training.authoring.queries import import_plan
from training.authoring.rules import Import, Plan
from training.commands.archives import write_archive
from training.commands.db import require_ready
from training.commands.ground import opened
from training.commands.readings import (
    COURSES,
    Found,
    folders_of,
    lines_of_faults,
    progress,
    read,
    read_all,
    refuse_faults,
    sound_module,
)
from training.commands.reports import (
    coverage_matrix,
    coverage_table,
    coverage_words,
    covered,
    fault_line,
    finding_lines,
    plan_lines,
    refusal_words,
)
from training.config import Config
from training.content.files.stores import store_of
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES
from training.translation.files import po_file, renew_po


@click.group
def courses() -> None:
    """Modules as files: check, plan, import, export."""


@courses.command
@click.argument("names", metavar="[MODULE|FOLDER]...", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Name every fault and what an editor would mend (in all of courses/ where none is named), then the coverage.

    Faults hinder an import; findings do not. Advice, about readability and what to look up again, fails no check.
    """
    read = read_all(folders_of(names))
    sound = {found.folder: (found.reading.module, found.catalogues) for found in read if found.reading.module}
    mended, advice = finding_lines(sound, today=now().date())
    lines = [*lines_of_faults(read), *mended]
    for line in (*lines, *advice):
        click.echo(line)
    modules = list(sound.values())
    click.echo("\n".join((*coverage_table(modules), *coverage_matrix(modules, list(LANGUAGES)))) if modules else "")
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
    (folder,) = folders_of((name,))
    # Faults of old translations are no hindrance: what has lost its place is set aside below.
    module = sound_module(replace(read(folder), catalogues=[]))
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
    _print_plans(names)


def _print_plans(names: tuple[str, ...]) -> None:
    config = Config.from_environment()
    found = read_all(folders_of(names))
    refuse_faults(found)
    with _ready(config) as engine, only_reading(), Session(engine) as session:
        for one in found:
            entries = {catalogue.language: catalogue.entries for catalogue in one.catalogues}
            _print(import_plan(session, sound_module(one), one.reading.based_on, entries))


@courses.command("import")
@click.option("--draft", is_flag=True, help="Leave what learners see as it is.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.argument("names", metavar="[MODULE|FOLDER|ZIP]...", nargs=-1)
def import_(names: tuple[str, ...], *, draft: bool, dry_run: bool) -> None:
    """Bring modules (all of courses/ where none is named) into the database, and before learners.

    Importing the same files again changes nothing. What was written in the browser is never overwritten: then the
    import is refused, with what differs.
    """
    if dry_run:
        _print_plans(names)
        return
    plans = import_folders(Config.from_environment(), folders_of(names), publish=not draft)
    if any(plan.action is Import.REFUSE for plan in plans):
        raise click.ClickException("Not everything was imported.")


@courses.command
@click.argument("key", metavar="MODULE")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=COURSES)
@click.option("--zip", "packed", is_flag=True, help="Write FOLDER/MODULE.zip instead.")
def export(key: str, folder: Path, *, packed: bool) -> None:
    """Write the draft of a module with its translations to FOLDER/MODULE (courses/MODULE where none is named).

    A module's folder has its name. What stands there already is brought up to date.
    """
    config = Config.from_environment()
    target = folder / (f"{key}.zip" if packed else key)
    write = write_archive if packed else export_module
    with _one_line(), _ready(config) as engine, only_reading(), Session(engine) as session:
        write(session, key, target, store=store_of(config))
    click.echo(f"{key} is in {target}.")


def import_courses(config: Config) -> list[Plan]:
    """Import and publish everything in courses/, as the demonstration does at every start."""
    return import_folders(config, folders_of(()), publish=True)


def import_folders(config: Config, folders: list[Path], *, publish: bool) -> list[Plan]:
    """Import modules, each in a transaction of its own, and print what happened."""
    found = read_all(folders)
    refuse_faults(found)
    with _ready(config) as engine, progress(found, "Importing modules") as bar:
        plans = [_import_one(engine, config, one, publish=publish) for one in bar]
    for done in plans:
        _print(done)
    return plans


def _import_one(engine: Engine, config: Config, found: Found, *, publish: bool) -> Plan:
    with _one_line(), Session(engine, expire_on_commit=False) as session, session.begin():
        moment = now()
        done = import_module(session, found.reading, found.catalogues, store=store_of(config), now=moment)
        if publish:
            publish_import(session, done, now=moment)
        return done


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
def _one_line() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(refusal_words(refusal)) from refusal
