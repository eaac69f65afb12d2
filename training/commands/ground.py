"""What does a command stand on? Settings, a database, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from training.config import Config
from training.foundation import outbox
from training.foundation.db import only_reading, prepare


@contextmanager
def opened(config: Config, *, reports: bool = False) -> Iterator[Engine]:
    """Open the database that the settings name, as the application does, and close it in the end."""
    engine = create_engine(**config.engine_settings(reports=reports))
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


@contextmanager
def reading(config: Config, *, steady: bool = False) -> Iterator[Session]:
    """Open a session that only reads, from the standby where the settings name one.

    `steady`: in one transaction, so that all is as of one moment and rows come as they are asked for.
    """
    with only_reading(), opened(config, reports=True) as engine, Session(engine, expire_on_commit=False) as session:
        if steady and engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session
