"""How does a database come to a copy of itself that may be spoilt?"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from training.foundation.db import prepare
from training.foundation.errors import Refused
from training.foundation.migrating import upgrade_within
from training.operations.actions import loading
from training.operations.queries import snapshot

_PREFIX = "training_rehearsal_"


@contextmanager
def copied(source: Engine, *, scratch: str | None, folder: Path) -> Iterator[str]:
    """Copy a database as it is at this moment, yield the copy's address, and take it away in the end.

    SQLite is copied to a file in `folder`; PostgreSQL to the empty database `scratch`, or to a new one on the same
    server where the role may make one. Refused("scratch-not-empty") where `scratch` holds tables.
    """
    with _place(source, scratch, folder) as address, _opened(address) as target:
        _refuse_unless_empty(target)
        try:
            with snapshot.snapshot(source) as old, loading.in_any_order(target) as new:
                _copy(old, new)
            yield address
        finally:
            with loading.in_any_order(target) as connection, connection.begin():
                loading.clear(connection)


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = create_engine(address, hide_parameters=True)
    prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_unless_empty(target: Engine) -> None:
    with snapshot.snapshot(target) as connection:
        if snapshot.shapes(connection):
            raise Refused("scratch-not-empty")


def _copy(old: Connection, new: Connection) -> None:
    if old.dialect.name == new.dialect.name == "sqlite":
        # Page by page: whatever is odd about the file is odd about the copy.
        driver: Any = old.connection.driver_connection
        driver.backup(new.connection.driver_connection)
        return
    with new.begin():
        upgrade_within(new, snapshot.revision(old) or "base")
        loading.empty(new)
        tables = snapshot.shapes(old)
        loading.load(new, ((shape.name, rows) for shape in tables for rows in snapshot.pieces(old, shape)))


@contextmanager
def _place(source: Engine, scratch: str | None, folder: Path) -> Iterator[str]:
    if scratch:
        yield scratch
    elif source.dialect.name == "sqlite":
        with TemporaryDirectory(dir=folder, prefix=_PREFIX) as place:
            yield f"sqlite:///{place}/copy.sqlite"
    else:
        with _new_database(source) as address:
            yield address


@contextmanager
def _new_database(source: Engine) -> Iterator[str]:
    name = f"{_PREFIX}{secrets.token_hex(4)}"
    maintenance = create_engine(source.url, isolation_level="AUTOCOMMIT")
    try:
        with maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        try:
            yield source.url.set(database=name).render_as_string(hide_password=False)
        finally:
            with maintenance.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        maintenance.dispose()
