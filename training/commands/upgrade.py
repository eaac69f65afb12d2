"""How does a command try an upgrade on a copy, and say whether it may be done?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from training.app import create_app
from training.commands.ground import opened
from training.config import Config
from training.content.queries import current_publications
from training.foundation import logs, migrating
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import need_of
from training.foundation.languages import LANGUAGES
from training.operations.actions.scratch import copied
from training.operations.queries import snapshot
from training.operations.queries.rehearsal import likenesses
from training.operations.rules.rehearsal import Difference, Likeness, differences, unannounced
from training.tables import append_only_tables

_SERVER_FAULT, _CLIENT_FAULT = 500, 400
_WORDS = {
    "table-gone": "The table {place} is gone, with {before} rows.",
    "column-gone": "The column {place} is gone.",
    "other-rows": "The table {place} has {after} rows where it had {before}.",
    "other-values": "The column {place} holds other values than before.",
}


@click.group
def upgrade() -> None:
    """Upgrades: try one on a copy first."""


@upgrade.command
@click.option("--scratch", metavar="ADDRESS", help="PostgreSQL: an empty database for the copy, if none may be made.")
@click.option(
    "--may-change", "announced", metavar="TABLE[.COLUMN]", multiple=True, help="What the release notes announce."
)
def rehearse(*, scratch: str | None, announced: tuple[str, ...]) -> None:
    """Copy the database, upgrade the copy, compare what was there, open its pages, and say go or no-go.

    Run it with the new version, while the old one serves. The copy is taken away in the end; nothing else is touched.
    """
    config = Config.from_environment()
    folder = Path(make_url(config.database_url).database or ".").absolute().parent
    try:
        with opened(config) as engine, copied(engine, scratch=scratch, folder=folder) as address:
            faults = list(_faults(replace(config, database_url=address), frozenset(announced)))
    except Refused as refusal:
        raise click.ClickException("The scratch database holds tables. Name an empty one.") from refusal
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"No-go: {len(faults)} things are not as they should be. Nothing was changed.")
    click.echo("Go: the copy was upgraded, kept everything that was there, and its pages open in every language.")


def _faults(copy: Config, announced: frozenset[str]) -> Iterator[str]:
    """Upgrade a copy and list what is wrong with it; pages of one that has lost something are not opened."""
    with opened(copy) as engine:
        before = _likenesses(engine)
        try:
            after = migrating.upgrade(engine)
        except Exception as fault:  # noqa: BLE001 (whatever a step does wrong is the answer to the question)
            yield f"The migration failed: {type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else ''}"
            return
        click.echo(f"{sum(table.rows for table in before.values())} rows copied and brought to {after.current}.")
        changes = differences(before, _likenesses(engine))
        faults = [*map(_in_words, unannounced(changes, announced=announced)), *_open_tables(engine)]
    yield from faults or _broken_pages(copy)


def _likenesses(engine: Engine) -> dict[str, Likeness]:
    with snapshot.snapshot(engine) as connection:
        return likenesses(connection)


def _open_tables(engine: Engine) -> Iterator[str]:
    with snapshot.snapshot(engine) as connection:
        closed = snapshot.append_only(connection)
    return (f"The table {table} does not refuse changes any more." for table in {*append_only_tables()} - {*closed})


def _broken_pages(copy: Config) -> Iterator[str]:
    app = create_app(copy)
    logs.only_faults()
    client, modules = app.test_client(), list[str]()
    try:
        with app.app_context():
            modules = list(current_publications(db.session))
    except SQLAlchemyError:
        yield "The list of modules cannot be read."
    addresses = list(_addresses(app, modules))
    for address, bound in addresses:
        if (status := _status(client, address, copy.public_address)) >= bound:
            yield f"The page {address} answers {status}."
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    click.echo(f"{len(addresses)} pages opened.")


def _status(client: FlaskClient, address: str, home: str) -> int:
    try:
        return client.get(address, base_url=home).status_code
    except Exception:  # noqa: BLE001 (where even the page of a fault fails)
        return _SERVER_FAULT


def _addresses(app: Flask, modules: list[str]) -> Iterator[tuple[str, int]]:
    """List the open pages in every language, those of modules for each one, with the lowest status that is a fault.

    Pages that need more than a language may rightly answer 400 to nothing at all; a module's must be there.
    """
    builder = app.url_map.bind("")
    yield "/readyz", _CLIENT_FAULT
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or need_of(app.view_functions[rule.endpoint]) != "public":
            continue
        for language in LANGUAGES:
            if rule.arguments == {"language"}:
                yield builder.build(rule.endpoint, {"language": language}), _SERVER_FAULT
            elif rule.arguments == {"language", "module"}:
                for module in modules:
                    yield builder.build(rule.endpoint, {"language": language, "module": module}), _CLIENT_FAULT


def _in_words(difference: Difference) -> str:
    words = _WORDS[difference.code].format(place=difference.place, before=difference.before, after=difference.after)
    return f"{words} If the release notes say so, add --may-change {difference.place}."
