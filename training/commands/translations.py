"""How do translations go out to files and come in from a command line? With the same plan as in the browser."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click
from sqlalchemy.orm import Session

from training.accounts.queries import person_by_email
from training.commands.ground import reading, transaction
from training.config import Config
from training.content import queries as content
from training.content.models import ModuleRow
from training.content.queries import VersionMark
from training.content.rules.fault import Fault
from training.content.rules.module import Module
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES
from training.translation.actions.incoming import take_in
from training.translation.files.bundles import ENDINGS, file_name, packed, read, write
from training.translation.queries.outgoing import outgoes, standing_texts
from training.translation.rules.incoming import Fate, IncomingFile, Plan, plan
from training.translation.rules.receiving import paired

_WORDS = {
    "not-found": "There is no such module in the database.",
    "language-unknown": "The module is not translated into that language.",
    "plan-changed": "The texts have been changed in this moment. Nothing was written; try again.",
}


@click.group
def translations() -> None:
    """Translations of a module in the formats of translators' programs."""


@translations.command
@click.argument("module")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", help="One language; the module's own gives a template. Else all, as a zip.")
@click.option("--format", "format_", type=click.Choice(sorted(ENDINGS)), default="po", show_default=True)
def out(*, module: str, file: Path, language: str | None, format_: str) -> None:
    """Write the texts of a module with their translations: for one language, or for all as a zip."""
    if language and language not in LANGUAGES:
        raise click.ClickException(_WORDS["language-unknown"])
    try:
        with reading(Config.from_environment()) as session:
            row, mark, draft = _draft(session, module)
            wanted = [language] if language else [each for each in LANGUAGES if each != draft.source]
            made = outgoes(session, row.id, mark, draft, wanted)
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    written = {file_name(outgo, format=format_): write(outgo, format=format_) for outgo in made.values()}
    file.write_bytes(next(iter(written.values())) if language else packed(written))
    click.echo(f"{', '.join(made)}: {len(next(iter(made.values())).texts)} texts each are in {file}.")


@translations.command("in")
@click.argument("module")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--translator", metavar="E-MAIL", required=True, help="Who brings them in; they count as this person's.")
@click.option("--replace", is_flag=True, help="Also texts that somebody has written here after the file was made.")
@click.option("--dry-run", is_flag=True, help="Only print what would come of the texts.")
def in_(*, module: str, file: Path, translator: str, replace: bool, dry_run: bool) -> None:
    """Bring in translations (PO, XLIFF 1.2 or 2.1, or a zip), and print what came of them."""
    found = read(file.name, file.read_bytes())
    try:
        with transaction(Config.from_environment()) as session:
            _bring_in(session, module, found, translator=translator, replace=replace, dry_run=dry_run)
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    click.echo("Nothing was written." if dry_run else "Written. What was taken waits for review.")


def _bring_in(
    session: Session, key: str, found: Sequence[IncomingFile], *, translator: str, replace: bool, dry_run: bool
) -> None:
    person = person_by_email(session, translator)
    if person is None:
        raise click.ClickException(f"Nobody signs in with {translator}.")
    row, _, draft = _draft(session, key)
    standing = standing_texts(session, row.id)
    # Whoever has a shell here may do everything.
    others = [each for each in LANGUAGES if each != draft.source]
    for each, language in paired(found, draft, reached=others):
        decided = plan(each, draft, language, standing.get(language, ()))
        _print(each, decided)
        if not dry_run:
            every = {row.entry.address for row in decided.of(Fate.DIFFERS)} if replace else None
            given = partial(take_in, confirmed=decided.digest, chosen=every, person_id=person.id, now=now())
            given(session, key, language, each)


def _draft(session: Session, key: str) -> tuple[ModuleRow, VersionMark, Module]:
    row = content.module_row(session, key)
    mark = content.latest_mark(session, row.id) if row else None
    if row is None or mark is None:
        raise Refused("not-found")
    return row, mark, content.module_of_version(session, mark)


def _print(file: IncomingFile, decided: Plan) -> None:
    counts = ", ".join(f"{len(decided.of(fate))} {fate.value}" for fate in Fate)
    click.echo(f"{file.name} ({file.language}): {counts}")
    for row in (*decided.of(Fate.REFUSED), *decided.of(Fate.DIFFERS)):
        click.echo(f"   {row.entry.address}: {row.fate.value}{''.join(_lines(row.findings))}")


def _lines(faults: Iterable[Fault]) -> Iterator[str]:
    return (f"\n      {fault.said}. {fault.advice}." for fault in faults)


def _said(refusal: Refused) -> str:
    if refusal.code == "translations-unreadable":
        told = (
            f"{fault.file}{f': {fault.block}' if fault.block else ''}: {fault.said}. {fault.advice}."
            for fault in refusal.facts["faults"]
        )
        return "\n".join((*told, "Nothing was written."))
    return _WORDS.get(refusal.code, refusal.code)
