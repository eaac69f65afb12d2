"""How do questions come into a quiz from a command line, and go out of it? With the same plan as in the browser."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from training.accounts.queries import person_by_email
from training.authoring.actions.exchange import take_in
from training.authoring.files.exchange import ENDINGS, read, sent, write
from training.authoring.rules.exchange import Choice, Plan, Remark, planned, quiz_at
from training.commands.ground import reading, transaction
from training.config import Config
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.rules.module import Module
from training.foundation.clock import now
from training.foundation.errors import Refused

_WORDS = {
    "not-found": "There is no such module in the database.",
    "unit-gone": "There is no such quiz in the module; write LESSON/QUIZ.",
    "nothing-chosen": "There is nothing to take.",
    "objective-missing": "Some of the questions need an objective: name one with --objective.",
    "plan-changed": "The quiz has been changed in this moment. Nothing was written; try again.",
}
_OUTCOMES = ("taken", "changed", "refused", "there")


@click.group
def questions() -> None:
    """Questions of a quiz in the formats of other programs."""


@questions.command("in")
@click.argument("module")
@click.argument("quiz", metavar="LESSON/QUIZ")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--author", metavar="E-MAIL", required=True, help="Who brings them in; the history names this person.")
@click.option("--objective", default="", metavar="KEY", help="Of questions that bring none.")
@click.option("--dry-run", is_flag=True, help="Only print what would come of each question.")
def in_(*, module: str, quiz: str, file: Path, author: str, objective: str, dry_run: bool) -> None:
    """Bring in questions (Moodle XML, QTI, GIFT or Aiken), and print what came of each."""
    try:
        with transaction(Config.from_environment()) as session:
            _bring_in(session, module, quiz, file.read_bytes(), author=author, objective=objective, dry_run=dry_run)
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    click.echo("Nothing was written." if dry_run else "Written, as a new draft.")


@questions.command
@click.argument("module")
@click.argument("quiz", metavar="LESSON/QUIZ")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def out(*, module: str, quiz: str, file: Path) -> None:
    """Write the questions of a quiz, as Moodle XML or (where FILE ends in .zip) as QTI 3."""
    format_ = "qti" if file.suffix == ".zip" else "moodle"
    try:
        with reading(Config.from_environment()) as session:
            draft = _draft(session, module)
        found = quiz_at(draft, quiz).questions
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    file.write_bytes(write(found, format=format_, language=draft.source))
    for each in sent(found, format=format_):
        click.echo(f"{each.question.key}: {each.how}{_remarks(each.remarks)}")
    click.echo(f"{len(found)} questions are in {file} ({ENDINGS[format_]}).")


def _bring_in(
    session: Session, key: str, address: str, file: bytes, *, author: str, objective: str, dry_run: bool
) -> None:
    person = person_by_email(session, author)
    if person is None:
        raise click.ClickException(f"Nobody signs in with {author}.")
    draft = _draft(session, key)
    received = read(file, likely=draft.source).questions
    plan = planned(received, draft, address)
    _print(plan)
    if dry_run:
        return
    choice = Choice(numbers=frozenset(row.received.number for row in plan.rows), objective=objective)
    take_in(session, key, address, received, choice, confirmed=plan.digest, person_id=person.id, now=now())


def _draft(session: Session, key: str) -> Module:
    row = content.module_row(session, key)
    version = content.latest_version(session, row.id) if row else None
    if version is None:
        raise Refused("not-found")
    return module_from_json(version.document)


def _print(plan: Plan) -> None:
    for row in plan.rows:
        click.echo(f"{row.received.number}. {row.received.title}: {row.outcome}{_remarks(row.remarks)}")
    click.echo(", ".join(f"{plan.count(outcome)} {outcome}" for outcome in _OUTCOMES))


def _remarks(remarks: tuple[Remark, ...]) -> str:
    return "".join(f"\n   {each.code}{_facts(each)}" for each in remarks)


def _facts(remark: Remark) -> str:
    told = ", ".join(f"{name}: {value}" for name, value in remark.facts.items())
    return f" ({told})" if told else ""


def _said(refusal: Refused) -> str:
    if refusal.code == "file-unreadable":
        line = f" in line {refusal.facts['line']}" if refusal.facts["line"] else ""
        return f"The file cannot be read{line}: {refusal.facts['why']}. Nothing was written."
    return _WORDS.get(refusal.code, refusal.code)
