"""How does a command save the whole site, and bring it back?"""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from training.commands.ground import opened
from training.config import Config
from training.content.files.stores import Store, store_of
from training.foundation import migrating
from training.foundation.audit import head
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.operations.actions import backup as actions
from training.operations.actions.loading import DanglingRows, in_any_order
from training.operations.files import archive
from training.operations.queries import snapshot
from training.operations.rules import backup as rules
from training.operations.rules.backup import Manifest

Wanted = ParamSpec("Wanted")
Result = TypeVar("Result")

_NAME = "training-%Y%m%dT%H%M%SZ.tar"
_PATTERN = "training-*Z.tar"
_REFUSALS = {
    "nothing-to-save": "The database is empty: there is nothing to save.",
    "backup-unfinished": "This is no whole backup: it was never finished, or it is cut short. Take an earlier one.",
    "backup-altered": "The backup is damaged: {part} is not what was saved. Take another copy or an earlier one.",
    "backup-format-unknown": "The backup has the format {format}, unknown to this version. Use a newer one.",
    "backup-newer": "The backup is of revision {revision}, which this version does not know. Use a newer version.",
    "target-not-empty": "The database holds {rows} rows in {tables} tables. Name an empty one, or say --replace to lose"
    " them; save them first.",
    "restored-differs": "The table {table} was not the same after restoring. The database is as it was before.",
    "restored-open": "The table {table} would not refuse changes as it did. The database is as it was before.",
    "restored-sequence": "The table {table} would give a number twice. The database is as it was before.",
    "store-away": "The store of pictures ({where}) is away or lets nobody in. The database is as it was before.",
    "restored-picture": "The picture {digest} was not the same after restoring. The database is as it was before.",
}


@click.command
@click.argument("target", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="In a folder: keep so many backups and delete the older ones.")
def backup(target: Path, *, keep: int | None) -> None:
    """Save the database and the pictures as they are at this moment, while the site runs.

    The file is read back before it gets its name; what was not finished is called .part and refused by `restore`. It
    holds everything about people: keep it as safe as the database, and elsewhere. The head of the log that is printed
    is what `training audit verify --head` asks for later.
    """
    config = Config.from_environment()
    path = target / now().strftime(_NAME) if target.is_dir() else target
    with opened(config) as engine, snapshot.snapshot(engine) as connection:
        manifest, digest = _said(actions.back_up, connection, path, store=store_of(config), now=now())
        log = head(Session(connection))
    click.echo(f"{path}: {_in_words(manifest)}.\nManifest {digest}\nHead of the log {log.digest}")
    if keep and target.is_dir():
        _forget_older(target, keep)
    if manifest.lost_media:
        raise click.ClickException(
            f"The backup is whole, but {len(manifest.lost_media)} pictures had no sound file. See `training doctor`."
        )


@click.command
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Lose what the database holds now. Stop the site first.")
@click.option("--check", "only_check", is_flag=True, help="Read the backup, compare every digest, and change nothing.")
def restore(path: Path, *, replace: bool, only_check: bool) -> None:
    """Bring a backup back into an empty database, of either kind, and compare every row and picture afterwards.

    All in one transaction: where anything differs, the database is as it was before.
    """
    manifest = _said(archive.verified, path)
    _said(
        rules.refuse_unless_known, manifest, revisions=[step.revision for step in migrating.script().walk_revisions()]
    )
    if only_check:
        click.echo(f"{path} is whole: {_in_words(manifest)}.")
        return
    config = Config.from_environment()
    with opened(config) as engine:
        _restore(engine, path, manifest, store=store_of(config), replace=replace)
    click.echo(f"Restored and compared: {_in_words(manifest)}.")
    if manifest.revision != migrating.head():
        click.echo("The backup is of an earlier version. Run `training db upgrade`.")


def _restore(engine: Engine, path: Path, manifest: Manifest, *, store: Store, replace: bool) -> None:
    with in_any_order(engine) as connection, connection.begin():
        _said(rules.refuse_unless_empty, snapshot.counts(connection), replace=replace)
        try:
            _said(actions.restore, connection, path, manifest)
        except DanglingRows as fault:
            raise click.ClickException("Rows of the backup point at others that it does not hold.") from fault
        # Before the commit: no row may ever name a picture that is not there.
        _said(actions.restore_pictures, path, manifest, store=store)


def _forget_older(folder: Path, keep: int) -> None:
    for name in rules.superfluous((path.name for path in folder.glob(_PATTERN)), keep=keep):
        (folder / name).unlink()
        click.echo(f"{name} deleted.")


def _in_words(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    made = f"of {manifest.made_at}, revision {manifest.revision}"
    return f"{rows} rows in {len(manifest.tables)} tables and {len(manifest.media)} pictures {made}"


def _said(act: Callable[Wanted, Result], *arguments: Wanted.args, **options: Wanted.kwargs) -> Result:
    """Act, and say a refusal in one line."""
    try:
        return act(*arguments, **options)
    except Refused as refusal:
        raise click.ClickException(_REFUSALS[refusal.code].format(**refusal.facts)) from refusal
