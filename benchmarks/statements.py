"""How many statements and bytes is a page? Asked of the same application in this process, over the same database."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from benchmarks import floor
from benchmarks.browsers import SESSION, SITE
from benchmarks.work import FLOORS, Visitor, Wish
from tests.databases import counted
from training.app import create_app
from training.config import Config
from training.foundation.extensions import db


@dataclass(frozen=True, slots=True)
class Size:
    """What one request asks of the database, and how long its page is: as it stands, and by gzip -6."""

    statements: int
    plain: int
    packed: int


def sizes(settings: Mapping[str, str], visitor: Visitor) -> dict[str, Size]:
    """Look at everything that this visitor may ask for.

    What only frames a transaction is left out: BEGIN, COMMIT, and the empty statement by which the pool asks PostgreSQL
    whether a connection is alive.
    """
    config = Config.from_environment(settings)
    on_floor = FLOORS.keys() & visitor.wishes.keys()
    app, extension = (floor.create_app(config), floor.db) if on_floor else (create_app(config), db)
    with app.app_context():
        engine = extension.engine
    client = _client(app, visitor)
    found = {}
    for name, wishes in visitor.wishes.items():
        _ask(client, wishes())
        with counted(engine) as seen:
            body = _ask(client, wishes())
        found[name] = Size(len(seen), len(body), len(gzip.compress(body, 6, mtime=0)))
    engine.dispose()
    return found


def _client(app: Flask, visitor: Visitor) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(SESSION, visitor.browser.cookie, domain=SITE)
    return client


def _ask(client: FlaskClient, wish: Wish) -> bytes:
    base = f"https://{SITE}"
    if wish.cookie:
        client.set_cookie(SESSION, wish.cookie, domain=SITE)
    answer = (
        client.get(wish.path, base_url=base)
        if wish.values is None
        else client.post(wish.path, base_url=base, data=wish.values, headers={"Referer": f"{base}/"})
    )
    if answer.status_code != wish.expected:
        raise RuntimeError(f"{wish.path}: {answer.status_code} instead of {wish.expected}")
    return bytes(answer.data)
