"""How does a command bring in a list of people?"""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from training.accounts.actions.rosters import carry_out
from training.accounts.files.rosters import read_sheet
from training.accounts.queries.offices import offices
from training.accounts.queries.rosters import known_people
from training.accounts.rules.encodings import ENCODINGS
from training.accounts.rules.people import normal_email
from training.accounts.rules.planning import Ground, Outcome, Plan, Row, planned
from training.accounts.rules.rosters import entries
from training.commands.ground import transaction
from training.config import Config
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.languages import DEFAULT, LANGUAGES, codes_by_name
from training.foundation.permissions import Grant, Role

#: Whoever has a command line reaches everybody.
_GRANTS = (Grant(Role.ADMINISTRATOR),)
_FAULTS = {
    "roster-unreadable": "The file cannot be read. Save it as CSV or XLSX.",
    "roster-too-large": "The file is too large. Divide it, or keep only the columns that are needed.",
    "roster-too-many": "The file has more than ten thousand rows. Divide it.",
    "roster-old-workbook": "This is a workbook of an old kind. Save it as XLSX or CSV.",
    "roster-empty": "No row stands under the headings.",
    "roster-without-headings": "No headings were found. Write “email” and “name” above the columns.",
    "encoding-unfitting": "The file is not in this encoding.",
    "plan-outdated": "Somebody has come in another way in this moment. Nothing was written; try again.",
}
_REASONS = {
    "address-missing": "has no address",
    "address-malformed": "has no address that can be one",
    "address-twice": "stands before, in row",
    "name-missing": "has no name",
    "name-too-long": "has a name of more than 200 characters",
    "language-unknown": "has an unknown language:",
    "organisation-missing": "has no organisation; give one with --organisation",
    "organisation-unknown": "has an unknown organisation:",
    "organisation-ambiguous": "has an organisation whose name several have; write its key:",
    "organisation-closed": "has an organisation that is closed:",
    "account-closed": "has a closed account",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only print what would come of each row.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="How the file is written; else it is guessed.")
@click.option("--organisation", default="", metavar="KEY", help="Of new people of whom the file says none.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, help="Likewise.")
def import_people(*, file: Path, dry_run: bool, encoding: str | None, organisation: str, language: str) -> None:
    """Bring in a list of people (CSV or XLSX), invite who is new, and print what came of each row."""
    content = file.read_bytes()
    try:
        with transaction(Config.from_environment()) as session:
            plan, read_as = _plan(session, content, encoding=encoding, organisation=organisation, language=language)
            _print(plan, read_as)
            if not dry_run:
                carry_out(session, plan, confirmed=plan.digest, now=now(), actor_id=None)
    except Refused as refusal:
        raise click.ClickException(_FAULTS[refusal.code]) from refusal
    click.echo("Nothing was written." if dry_run else "Written. Whoever is new gets a letter.")


def _plan(
    session: Session, content: bytes, *, encoding: str | None, organisation: str, language: str
) -> tuple[Plan, str | None]:
    names = codes_by_name()
    sheet = read_sheet(content, encoding=encoding, likely=language, languages=names)
    found, reached = entries(sheet.rows), offices(session, _GRANTS)
    known = known_people(session, {normal_email(each.email) for each in found}, reached, _GRANTS)
    ground = Ground(offices=reached, known=known, languages=names, organisation=organisation, language=language)
    return planned(found, ground), sheet.encoding


def _print(plan: Plan, read_as: str | None) -> None:
    if read_as:
        click.echo(f"Read as {read_as}.")
    for row in plan.rows:
        click.echo(f"row {row.number}: {row.outcome} {_told(row)}")
    click.echo(", ".join(f"{plan.counts[outcome]} {outcome}" for outcome in Outcome))


def _told(row: Row) -> str:
    if row.outcome is Outcome.REFUSED:
        return f"{row.email or 'somebody'} {_REASONS[row.reason]} {row.fact}".rstrip()
    return f"{row.email} {', '.join(row.changes)}".rstrip()
