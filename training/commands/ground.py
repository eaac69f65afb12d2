"""What does a command stand on? Settings, a database, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from training.config import Config
from training.foundation import outbox
from training.foundation.db import prepare


@contextmanager
def opened(config: Config) -> Iterator[Engine]:
    """Open the database that the settings name, as the application does, and close it in the end."""
    engine = create_engine(**config.engine_settings())
    prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def transaction(config: Config) -> Iterator[Session]:
    """Open a session whose work is committed when nothing goes wrong, and forgotten otherwise."""
    info = outbox.hold() if config.demonstration else {}
    with opened(config) as engine, Session(engine, expire_on_commit=False, info=info) as session, session.begin():
        yield session
