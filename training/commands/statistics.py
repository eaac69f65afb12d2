"""How does a command count learning anew, and release the figures of quarters that are over?"""

from collections.abc import Iterator
from time import process_time

import click
import structlog

from training.commands.ground import reading, transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.reporting.actions import Made, draft, due, keep, outcome, protected, standings
from training.reporting.queries.standings import number_of_enrolments
from training.reporting.rules.quarters import Quarter, read_quarter

log = structlog.get_logger()

_UNPROVED = "What the next one may tell beside it cannot be decided, so none can follow."


@click.group
def statistics() -> None:
    """Statistics: release the figures of quarters that are over."""


@statistics.command
@click.option("--quarter", "wanted", help="Only this one, such as 2026Q3; it must be the next.")
@click.option("--dry-run", is_flag=True, help="Tell what the next release would be, and keep nothing.")
def release(wanted: str | None, *, dry_run: bool) -> None:
    """Release every quarter that is over and not released, in order, as the worker does every hour.

    A release is kept for good: what comes late counts in the next one.
    """
    config = Config.from_environment()
    try:
        quarters = _asked(config, wanted)
        number = sum(_said(config, quarter, dry_run=dry_run) for quarter in (quarters[:1] if dry_run else quarters))
    except Refused as refusal:
        raise click.ClickException(_sentence(refusal)) from refusal
    click.echo(f"{number} {'would be released' if dry_run else 'released'}.")


@statistics.command
def rebuild() -> None:
    """Count anew from the facts how every enrolment stands; the worker only adds what is new."""
    config = Config.from_environment()
    with transaction(config) as session:
        click.echo(f"Counting {number_of_enrolments(session):,} enrolments …")
        counted = standings.rebuild(session, now=now())
    click.echo(f"{counted:,} counted.")


def release_due(config: Config) -> Iterator[Made]:
    """Release what is due, quarter by quarter as it is asked for: one that fails takes none back."""
    yield from (_made(config, quarter) for quarter in _asked(config, None))


def release_unattended(config: Config) -> list[Made]:
    """Release what is due as far as that is possible now; say in the log what waits, and for what."""
    try:
        return list(release_due(config))
    except Refused as refusal:
        log.warning("release waits", reason=refusal.code, **refusal.facts)
        return []


def _said(config: Config, quarter: Quarter, *, dry_run: bool) -> bool:
    began = process_time()
    made = _made(config, quarter, keeping=not dry_run)
    hidden = f"{made.hidden} hidden (at least {made.lower_bound})"
    click.echo(f"{quarter.key}: {made.cells} figures, {hidden}, {process_time() - began:.1f} s, {made.digest}")
    return True


def _asked(config: Config, wanted: str | None) -> list[Quarter]:
    if wanted:
        return [read_quarter(wanted)]
    with only_reading(), transaction(config) as session:
        return due(session, now=now())


def _made(config: Config, quarter: Quarter, *, keeping: bool = True) -> Made:
    with transaction(config) as session:
        standings.catch_up(session, now=now())
    with reading(config) as session:
        counted = draft(session, quarter, now=now())
    # Between the transactions: it takes seconds, and on SQLite nobody could save an answer meanwhile.
    chosen = protected(counted)
    if not keeping:
        return outcome(counted, chosen)
    with transaction(config) as session:
        return keep(session, counted, chosen, now=now())


def _sentence(refusal: Refused) -> str:
    match refusal.code:
        case "release-out-of-turn" if refusal.facts["due"]:
            return f"The next one is {refusal.facts['due']}."
        case "release-out-of-turn":
            return "No quarter is due: each that is over has been released."
        case "release-uncounted":
            return f"Not everything of {refusal.facts['quarter']} has arrived here yet. Try again in some minutes."
        case "release-unproved":
            return f"{refusal.facts['quarter']} was released by an older program, which kept no proof. {_UNPROVED}"
        case _:
            return "There is no such quarter. Write it as 2026Q3."
