"""Which page says whether the site is well? What the command `training doctor` looks for, as far as a page may wait."""

import random
from collections.abc import Iterator

from flask import current_app

from training.administration.views.blueprint import pages, show
from training.config import Config
from training.content.files.stores import Store, store_of
from training.foundation import migrating
from training.foundation.clock import now
from training.foundation.db import Base
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.operations import queries
from training.operations.files.machine import unknown_zones
from training.operations.queries import doctor as asked
from training.operations.queries import snapshot
from training.operations.rules import doctor as rules
from training.operations.rules.doctor import Finding

_SAMPLE = 20


@pages.get("/<language:language>/administration/health")
@requires(Permission.CHANGE_SETTINGS)
def health(language: str) -> str:
    """Say what is wrong and what to do, and how many letters stand in the outbox."""
    del language
    config: Config = current_app.config["TRAINING"]
    return show(
        "health.html",
        findings=[*_setting_findings(config), *_database_findings(), *_media_findings(store_of(config))],
        letters=queries.letters(db.session),
    )


def _setting_findings(config: Config) -> Iterator[Finding]:
    yield from rules.secret_findings(config.secret_key, config.metrics_token)
    yield from rules.address_findings(
        config.public_address, secure_cookies=config.secure_cookies, demonstration=config.demonstration
    )
    yield from rules.store_findings(in_clear=config.object_store is not None and config.object_store.in_clear)
    yield from rules.zone_findings(unknown_zones())


def _database_findings() -> Iterator[Finding]:
    yield from rules.database_findings(queries.database_state(db.session, head=migrating.head()))
    yield from rules.letter_findings(queries.oldest_due_letter(db.session, now=now()), now=now())
    connection = db.session.connection()
    facts = [table.name for table in Base.metadata.tables.values() if table.info.get("append_only")]
    yield from rules.trigger_findings(snapshot.append_only(connection), wanted=facts)
    if connection.dialect.name == "sqlite":
        yield from rules.pragma_findings(asked.pragmas(connection))
        return
    yield from rules.version_findings(asked.server_version(connection))
    yield from rules.rights_findings(asked.changeable(connection, facts))
    yield from rules.clock_findings(now(), asked.clock(connection))


def _media_findings(store: Store) -> Iterator[Finding]:
    known = snapshot.media_digests(db.session.connection())
    ready = store.is_ready()
    looked_at = random.sample(known, min(_SAMPLE, len(known))) if ready else []
    # Whether the bytes are right is for `training doctor`: a film would keep the page waiting.
    missing = sorted(digest for digest in looked_at if not store.has(digest))
    yield from rules.media_findings(writable=ready, known=len(known), unsound=missing)
