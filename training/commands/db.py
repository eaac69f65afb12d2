"""How does a command bring the tables up to date, and tell how they stand?"""

from pathlib import Path

import click
from sqlalchemy import Engine

from training.accounts.actions import keep_regions
from training.accounts.files import read_regions
from training.commands.ground import opened, transaction
from training.config import Config
from training.foundation import migrating
from training.foundation.languages import LANGUAGES

REGIONS = Path("courses/regions.yaml")


@click.group
def db() -> None:
    """The database: bring it up to date, look at it."""


@db.command
def upgrade() -> None:
    """Bring the tables to this version, and the regions to what courses/regions.yaml says.

    Safe to run at every start and on several machines at once.
    """
    config = Config.from_environment()
    with opened(config) as engine:
        before, after = migrating.state(engine), migrating.upgrade(engine)
    click.echo(_in_words(before.current, after.current))
    if REGIONS.exists():
        with transaction(config) as session:
            kept = keep_regions(session, read_regions(REGIONS, languages=LANGUAGES))
        click.echo(f"{len(kept)} regions kept.")


@db.command
def check() -> None:
    """Tell whether the tables are those of this version; exit code 1 if not."""
    with opened(Config.from_environment()) as engine:
        require_ready(engine)
    click.echo("The database is up to date.")


def require_ready(engine: Engine) -> None:
    """Refuse to go on with a database of another version."""
    found = migrating.state(engine)
    if found.newer:
        raise migrating.NewerDatabase(found.current or "")
    if not found.ready:
        stands = f"is at revision {found.current}" if found.current else "is empty"
        needs = f"this version needs {found.head}"
        raise click.ClickException(f"The database {stands}, {needs}. Run `training db upgrade`.")


def _in_words(before: str | None, after: str | None) -> str:
    if before == after:
        return f"The database is at revision {after} already."
    return f"The database has gone from {before or 'nothing'} to revision {after}."
