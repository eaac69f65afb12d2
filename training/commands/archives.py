"""How do commands read and write the zip of a module?"""

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy.orm import Session

from training.authoring.actions.folders import write_zip
from training.authoring.files.zips import unpacked
from training.content.files.stores import Store
from training.foundation.errors import Refused

_REASONS = {
    "broken": "it is no zip, or it is damaged",
    "encrypted": "it asks for a password",
    "too-large": "what is in it is too large in all",
    "too-many": "there are more than 1000 files in it",
    "bomb": "something in it would grow out of all proportion",
    "link": "there is a link to elsewhere in it",
    "name": "there is something in it that belongs to no module, or a name stands twice",
    "no-module": "there is no module in it; it holds one folder with the name of the module",
    "several": "there are several modules in it; bring them in one by one",
}


def unpacked_meanwhile(archive: Path) -> Path:
    """Unpack a module for as long as the command runs, and return its folder."""
    into = click.get_current_context().with_resource(TemporaryDirectory())
    try:
        return unpacked(archive, Path(into))
    except Refused as refusal:
        name = f" ({refusal.facts['name']})" if refusal.facts["name"] else ""
        raise click.ClickException(f"{archive} cannot be read: {_REASONS[refusal.facts['why']]}{name}.") from refusal


def write_archive(session: Session, key: str, target: Path, *, store: Store) -> None:
    """Write the draft of a module as a zip; a file that stands there is replaced once the new one is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    with beside.open("wb") as file:
        write_zip(session, key, file, store=store)
    beside.replace(target)
