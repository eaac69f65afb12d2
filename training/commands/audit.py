"""How does a command verify the log, or take it away as a file?"""

from datetime import datetime

import click

from training.administration.actions.log import note_export
from training.administration.files.log import written
from training.administration.queries.log import log_entries
from training.administration.rules.log import CSV, KINDS, Wanted
from training.commands.ground import transaction
from training.config import Config
from training.foundation.audit import links
from training.foundation.chain import ALTERED, DETACHED, Break, Verdict, verified
from training.foundation.clock import now
from training.foundation.db import only_reading

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group
def audit() -> None:
    """The log of who did what: verify it, take it away."""


@audit.command
@click.option("--head", metavar="DIGEST", help="The digest that an earlier run has printed: nothing may be missing.")
def verify(*, head: str | None) -> None:
    """Follow the log from its first entry to its last; exit code 1 where it does not hold.

    Note the digest of its head where nobody who may change the database can change it, and give it the next time: a
    log that was cut off at its end, or made anew as a whole, holds in itself.
    """
    noted = head.strip().lower() if head else None
    with only_reading(), transaction(Config.from_environment()) as session:
        verdict = verified(links(session), noted=noted)
    if verdict.found:
        raise click.ClickException(_why(verdict, verdict.found))
    click.echo(f"All {verdict.count} entries hold. Head: {verdict.head}")


@audit.command
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="The first day (UTC).")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="The last day (UTC).")
@click.option("--format", "kind", type=click.Choice(KINDS), default=CSV, show_default=True)
def export(*, since: datetime | None, until: datetime | None, kind: str) -> None:
    """Print the entries of some days, or all, the newest first. That it was done becomes an entry itself."""
    wanted = Wanted(since=since.date() if since else None, until=until.date() if until else None)
    config = Config.from_environment()
    with transaction(config) as session:
        note_export(session, wanted, kind=kind, actor_id=None, now=now())
    with only_reading(), transaction(config) as session:
        for piece in written(log_entries(session, wanted), kind):
            click.echo(piece.encode(), nl=False)


def _why(verdict: Verdict, found: Break) -> str:
    before = "the beginning" if found.after is None else f"entry {found.after}"
    if found.code == ALTERED:
        return f"Entry {found.entry} has been changed: its digest is not that of what it says."
    if found.code == DETACHED:
        return f"Entry {found.entry} does not follow {before}: an entry was taken away, added, changed or moved there."
    return (
        f"All {verdict.count} entries hold, but none has the noted digest: entries at the end were taken away, or the "
        "log was made anew."
    )
