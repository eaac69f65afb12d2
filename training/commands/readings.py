"""Which modules does an author mean on a command line, and what stands in their folders?"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from training.accounts.files import read_regions
from training.commands.archives import unpacked_meanwhile
from training.commands.reports import fault_lines
from training.content.files.reading import Reading, read_folder
from training.content.rules.module import Module
from training.foundation.languages import LANGUAGES
from training.translation.files import Catalogue, read_catalogues

COURSES = Path("courses")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A module's folder and what stands in it."""

    folder: Path
    reading: Reading
    catalogues: list[Catalogue]


def folders_of(names: tuple[str, ...]) -> list[Path]:
    """Find folders by path, or by the name of a module in courses/; a zip is unpacked for the time being."""
    if not names:
        found = sorted(path.parent for path in COURSES.glob("*/module.yaml"))
        if not found:
            raise click.ClickException(
                f"There are no modules in {COURSES.absolute()}. Go to the project's folder first."
            )
        return found
    folders = [_folder(Path(name)) for name in names]
    for folder in folders:
        if not folder.is_dir():
            raise click.ClickException(f"There is no folder {folder}.")
    return folders


def _folder(path: Path) -> Path:
    if path.suffix == ".zip" and path.is_file():
        return unpacked_meanwhile(path)
    return path if path.is_dir() else COURSES / path


def read_all(folders: list[Path]) -> list[Found]:
    """Read folders, showing how far it is."""
    with progress(folders, "Reading modules") as bar:
        return [read(folder) for folder in bar]


def read(folder: Path) -> Found:
    """Read a folder with its translations, and note every fault."""
    reading = read_folder(folder, languages=LANGUAGES, regions=_regions(folder))
    catalogues = read_catalogues(folder, reading.module, languages=LANGUAGES) if reading.module else []
    return Found(folder=folder, reading=reading, catalogues=catalogues)


def _regions(folder: Path) -> list[str]:
    """List the regions that there are, where their file stands beside the module."""
    path = folder.absolute().parent / "regions.yaml"
    return [region.key for region in read_regions(path)] if path.exists() else []


def sound_module(found: Found) -> Module:
    """Return the module of a folder without faults; else print them and end the command."""
    refuse_faults([found])
    if found.reading.module is None:
        raise click.ClickException("Nothing was done.")
    return found.reading.module


def refuse_faults(found: Iterable[Found]) -> None:
    """Print every fault and end the command, where there are any."""
    lines = lines_of_faults(found)
    for line in lines:
        click.echo(line)
    if lines:
        raise click.ClickException("Nothing was done: correct these faults first.")


def lines_of_faults(found: Iterable[Found]) -> list[str]:
    """Write down every fault, a line each."""
    return [line for one in found for line in fault_lines(one.folder, one.reading, one.catalogues)]


@contextmanager
def progress(items: list[Item], label: str) -> Iterator[Iterable[Item]]:
    """Show how far it is where there are several."""
    if len(items) < 2:  # noqa: PLR2004 (one needs no bar)
        yield items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield bar
