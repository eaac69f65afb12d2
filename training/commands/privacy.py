"""What is forgotten by command, and what does the record of processing say?"""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import click

from training.accounts import queries as accounts
from training.app import create_app
from training.commands.ground import transaction
from training.config import Config
from training.content.files import incoming
from training.foundation.clock import now
from training.foundation.db import forget_deleted
from training.foundation.pages import environment
from training.privacy import actions
from training.privacy.rules import REGISTER

RECORD = Path("docs/record-of-processing.md")
#: A file whose plan nobody has agreed to by then is sent again.
_UPLOADS_WAIT = timedelta(days=1)


@click.group()
def privacy() -> None:
    """Erase people, forget what has been kept long enough, write the record of processing."""


@privacy.command()
@click.argument("email")
@click.confirmation_option(prompt="This cannot be undone. Erase?")
def erase(email: str) -> None:
    """Erase a person: name, address and words are gone, facts stay without a person."""
    config = Config.from_environment()
    with transaction(config) as session:
        found = accounts.person_by_email(session, email)
        if found is None:
            raise click.ClickException(f"Nobody signs in with {email}.")
        actions.erase_person(session, found.id, now=now(), actor_id=None)
    with transaction(config) as session:
        forget_deleted(session)
    click.echo("Erased.")


@privacy.command()
def retain() -> None:
    """Forget what has been kept long enough; the worker does it every hour."""
    forgotten = forget(Config.from_environment())
    click.echo("Forgotten: " + ", ".join(f"{count} {what}" for what, count in forgotten.items()) + ".")


@privacy.command()
@click.option("--to", type=click.Path(path_type=Path), default=RECORD, show_default=True)
def record(to: Path) -> None:
    """Write the record of processing (Article 30 GDPR) from the register."""
    app = create_app(Config.from_environment())
    with app.app_context():
        to.write_text(written_record(), "utf-8")
    click.echo(f"Written to {to}.")


def forget(config: Config) -> Counter[str]:
    """Forget what has been kept long enough, and tell how much of what."""
    with transaction(config) as session:
        forgotten = Counter(actions.keep_no_longer(session, now=now()))
    forgotten["uploads"] = incoming.forget(config.incoming_folder(), before=now() - _UPLOADS_WAIT)
    with transaction(config) as session:
        forget_deleted(session)
    return forgotten


def written_record() -> str:
    """Return the record of processing in English, as Markdown; inside an application."""
    return environment("en").get_template("privacy/record.md").render(register=REGISTER)
