"""How does a command release the figures of quarters that are over?"""

import click
import structlog

from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.reporting.actions import Draft, Made, draft, due, keep, outcome, protected
from training.reporting.queries.releases import released_quarters
from training.reporting.rules.quarters import Quarter, read_quarter

log = structlog.get_logger()

#: So many releases are chosen within seconds.
MOST_UNATTENDED = 3


@click.group
def statistics() -> None:
    """Statistics: release the figures of quarters that are over."""


@statistics.command
@click.option("--quarter", "wanted", help="Only this one, such as 2026Q3; it must be the next.")
@click.option("--dry-run", is_flag=True, help="Tell what the next release would be, and keep nothing.")
def release(wanted: str | None, *, dry_run: bool) -> None:
    """Release every quarter that is over and not released, in order; the worker does it for the first three.

    A release is kept for good: what comes late counts in the next one.
    """
    config = Config.from_environment()
    try:
        made = next_release(config, wanted=wanted) if dry_run else release_due(config, wanted=wanted)
    except Refused as refusal:
        raise click.ClickException(_sentence(refusal)) from refusal
    for one in made:
        hidden = f"{one.hidden} hidden (at least {one.lower_bound})"
        click.echo(f"{one.quarter.key}: {one.cells} figures, {hidden}, {one.digest}")
    click.echo(f"{len(made)} {'would be released' if dry_run else 'released'}.")


def release_due(config: Config, *, wanted: str | None = None) -> list[Made]:
    """Release what is due, each quarter in a transaction of its own: one that fails takes none back."""
    return [_release(config, quarter) for quarter in _asked(config, wanted)]


def release_unattended(config: Config) -> list[Made]:
    """Release what is due as long as that is quick; afterwards leave it to a person, and say so in the log.

    What a release may tell depends on all before it, and choosing it takes longer each time (`docs/disclosure.md`).
    """
    with only_reading(), transaction(config) as session:
        earlier, waiting = len(released_quarters(session)), due(session, now=now())
    if earlier < MOST_UNATTENDED:
        return [_release(config, quarter) for quarter in waiting[: MOST_UNATTENDED - earlier]]
    if waiting:
        log.warning("release waits", quarter=waiting[0].key, run="training statistics release")
    return []


def next_release(config: Config, *, wanted: str | None = None) -> list[Made]:
    """Tell what the next release would be, and keep nothing."""
    quarters = _asked(config, wanted)[:1]
    drafts = [_drafted(config, quarter) for quarter in quarters]
    return [outcome(counted, protected(counted)) for counted in drafts]


def _asked(config: Config, wanted: str | None) -> list[Quarter]:
    if wanted:
        return [read_quarter(wanted)]
    with only_reading(), transaction(config) as session:
        return due(session, now=now())


def _release(config: Config, quarter: Quarter) -> Made:
    counted = _drafted(config, quarter)
    # Between the transactions: it may take minutes, and on SQLite nobody could save an answer meanwhile.
    found = protected(counted)
    with transaction(config) as session:
        return keep(session, counted, found, now=now())


def _drafted(config: Config, quarter: Quarter) -> Draft:
    with only_reading(), transaction(config) as session:
        return draft(session, quarter, now=now())


def _sentence(refusal: Refused) -> str:
    if refusal.code != "release-out-of-turn":
        return "There is no such quarter. Write it as 2026Q3."
    following = refusal.facts["due"]
    return f"The next one is {following}." if following else "No quarter is due: each that is over has been released."
