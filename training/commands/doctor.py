"""How does a command look for what is wrong with an installation, and say what to do?"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.orm import Session

from training.commands.ground import opened
from training.commands.serve import default_workers
from training.config import Config
from training.content.files.stores import Store, store_of, unsound
from training.foundation import languages, migrating
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.operations import queries
from training.operations.files.machine import unknown_zones
from training.operations.queries import doctor as asked
from training.operations.queries import snapshot
from training.operations.rules import doctor as rules
from training.operations.rules.doctor import Finding
from training.operations.rules.health import DatabaseState
from training.tables import append_only_tables
from training.translation.files.machines import failure_of

_SAMPLE = 50
_WORDS = {
    "secret-key-weak": "TRAINING_SECRET_KEY is easily guessed. Give it {length} random characters or more.",
    "secret-key-example": "TRAINING_SECRET_KEY looks like an example. Give it random characters of your own.",
    "metrics-token-short": "TRAINING_METRICS_TOKEN is short. Give it {length} random characters or more.",
    "demonstration": "TRAINING_DEMONSTRATION is set: faults are quoted in the log. Unset it on a real site.",
    "address-not-https": "{address} is not https: passwords would travel in clear. Put TLS in front and say https.",
    "cookies-insecure": "TRAINING_INSECURE_COOKIES is set: sessions would travel in clear. Unset it.",
    "limits-in-memory": "Attempts to sign in are counted in each of {workers} processes by itself. "
    "Set TRAINING_LIMITS_STORAGE to a Redis address, or serve with --workers 1.",
    "database-away": "The database does not answer. Start it, or correct TRAINING_DATABASE_URL.",
    "database-behind": "The database is of an earlier version. Run `training db upgrade`.",
    "database-newer": "The database is of a newer version than this program. Install that version.",
    "pragma": "SQLite says {pragma}={found} where {wanted} keeps data safe. Is the file on a network drive? Move it.",
    "file-damaged": "SQLite finds its file damaged. Stop the site and restore the last backup.",
    "postgresql-old": "PostgreSQL {found} is too old. Use {oldest} or later.",
    "role-may-change-facts": "The database role may change {tables} tables of facts ({first} …). "
    "Serve with a role of its own: deploy/postgresql-roles.sql.",
    "facts-open": "The table {table} does not refuse changes: its triggers are gone. A restored backup has them.",
    "media-not-writable": "Pictures cannot be kept. Is the folder TRAINING_MEDIA_FOLDER there and writable, or does "
    "the object store in TRAINING_MEDIA_STORE answer and let the site in? Make it, or correct the settings.",
    "media-unsound": "{pictures} of {known} pictures have no sound file ({first} …). Restore them from a backup.",
    "store-not-https": "The object store is not asked by https: others may read and change pictures on the way. "
    "Say endpoint=https://… in TRAINING_MEDIA_STORE.",
    "catalogue-missing": "The words of the interface in “{language}” are missing. Install the program anew.",
    "zone-unknown": "The time zone {zone} is unknown here. Install tzdata.",
    "clock-skew": "This machine's clock and the database's differ by {seconds} s. Set both by NTP.",
    "disk-full": "Only {megabytes} MB are free in {place}. Make room.",
    "drafting-away": "The machine that drafts translations ({host}) does not answer as it should. Is "
    "TRAINING_MACHINE_ADDRESS right, and may this machine speak with it?",
    "drafting-not-let-in": "The machine that drafts translations ({host}) does not let the site in. Correct "
    "TRAINING_MACHINE_KEY, or TRAINING_MACHINE_USER and TRAINING_MACHINE_PASSWORD.",
    "drafting-too-much": "The machine that drafts translations ({host}) takes nothing more at the moment. Ask again "
    "later; if it stays so, look at what was agreed with those who run it.",
    "drafting-language": "The machine that drafts translations ({host}) does not know all languages of the site. "
    "Install them there.",
    "letters-waiting": "Letters have been waiting for {hours} hours. Is `training worker` running?",
}


@click.command
@click.option("--deep", is_flag=True, help="Look at every picture, and at every page of a SQLite file.")
@click.option("--workers", type=click.IntRange(1), default=default_workers, help="As given to `training serve`.")
def doctor(*, deep: bool, workers: int) -> None:
    """Say what is wrong with this installation and what to do, a line each; exit code 1 if anything is."""
    config = Config.from_environment()
    with opened(config) as engine:
        found = [
            *_setting_findings(config, workers),
            *_machine_findings(config),
            *_drafting_findings(config),
            *_database_findings(config, engine, deep),
        ]
    for finding in found:
        click.echo(_WORDS[finding.code].format(**finding.facts))
    if found:
        raise click.ClickException(f"{len(found)} things to see to.")
    click.echo("All is well.")


def _setting_findings(config: Config, workers: int) -> Iterator[Finding]:
    demonstration = config.demonstration
    yield from rules.secret_findings(config.secret_key, config.metrics_token)
    yield from rules.address_findings(
        config.public_address, secure_cookies=config.secure_cookies, demonstration=demonstration
    )
    yield from rules.store_findings(in_clear=config.object_store is not None and config.object_store.in_clear)
    yield from rules.limits_findings(config.limits_storage, workers=workers, demonstration=demonstration)


def _machine_findings(config: Config) -> Iterator[Finding]:
    yield from rules.language_findings([code for code in languages.LANGUAGES if not _has_words(code)])
    yield from rules.zone_findings(unknown_zones())
    places = [config.media_folder]
    if config.database_url.startswith("sqlite"):
        places.append(Path(make_url(config.database_url).database or ".").absolute().parent)
    yield from rules.space_findings({str(place): shutil.disk_usage(place).free for place in places if place.exists()})


def _drafting_findings(config: Config) -> Iterator[Finding]:
    settings = config.machine
    if settings is not None:
        yield from rules.drafting_findings(failure_of(settings, languages.LANGUAGES), host=settings.host)


def _has_words(language: str) -> bool:
    return language == languages.DEFAULT or bool(languages.catalogue(language).info())


def _database_findings(config: Config, engine: Engine, deep: bool) -> Iterator[Finding]:
    with only_reading(), Session(engine) as session:
        state = queries.database_state(session, head=migrating.head())
        yield from rules.database_findings(state)
        if state is not DatabaseState.WELL:
            yield from rules.media_findings(writable=store_of(config).is_ready(), known=0, unsound=[])
            return
        yield from _media_findings(session.connection(), store_of(config), deep=deep)
        yield from rules.letter_findings(queries.oldest_due_letter(session, now=now()), now=now())
        connection = session.connection()
        yield from rules.trigger_findings(snapshot.append_only(connection), wanted=append_only_tables())
        yield from _sqlite(connection, deep) if engine.dialect.name == "sqlite" else _postgresql(connection)


def _media_findings(connection: Connection, store: Store, *, deep: bool) -> Iterator[Finding]:
    known = snapshot.media_digests(connection)
    ready = store.is_ready()
    looked_at = (known if deep else random.sample(known, min(_SAMPLE, len(known)))) if ready else []
    return rules.media_findings(writable=ready, known=len(known), unsound=sorted(unsound(store, looked_at)))


def _sqlite(connection: Connection, deep: bool) -> Iterator[Finding]:
    yield from rules.pragma_findings(asked.pragmas(connection))
    if deep and not asked.file_is_sound(connection):
        yield Finding(code="file-damaged")


def _postgresql(connection: Connection) -> Iterator[Finding]:
    yield from rules.version_findings(asked.server_version(connection))
    yield from rules.rights_findings(asked.changeable(connection, append_only_tables()))
    yield from rules.clock_findings(now(), asked.clock(connection))
