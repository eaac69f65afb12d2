"""Which databases do the tests run on? Real ones, made by migration, one of each kind for every worker."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text

from tests.pgtmp import postgres
from training.foundation.db import prepare
from training.foundation.migrating import upgrade

KINDS = ("sqlite", "postgresql")
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class Databases:
    """Makes databases on demand and keeps them until the run ends; PostgreSQL starts when it is first needed."""

    def __init__(self, folder: Path) -> None:
        """Remember where files may lie."""
        self._folder = folder
        self._stack = ExitStack()
        self._engines: dict[str, Engine] = {}
        self._made = 0

    def shared(self, kind: str) -> Engine:
        """Return the one engine of this kind whose database stays empty: every test rolls back."""
        if kind not in self._engines:
            self._engines[kind] = opened(self.fresh(kind))
            self._stack.callback(self._engines[kind].dispose)
        return self._engines[kind]

    def fresh(self, kind: str) -> str:
        """Make a migrated database that a test may commit to, and return its address."""
        self._made += 1
        if kind == "sqlite":
            path = self._folder / f"house{self._made}.sqlite"
            shutil.copy(self._sqlite_pattern, path)
            return f"sqlite:///{path}"
        return self._postgresql(f"house{self._made}", template=self._postgresql_pattern)

    def empty(self, kind: str) -> str:
        """Make a database without any table, and return its address."""
        self._made += 1
        if kind == "sqlite":
            return f"sqlite:///{self._folder / f'empty{self._made}.sqlite'}"
        return self._postgresql(f"empty{self._made}", template="template0")

    def close(self) -> None:
        """Stop what was started."""
        self._stack.close()

    @cached_property
    def _server(self) -> str:
        return self._stack.enter_context(postgres())

    @cached_property
    def _sqlite_pattern(self) -> Path:
        path = self._folder / "pattern.sqlite"
        _migrate(f"sqlite:///{path}")
        return path

    @cached_property
    def _postgresql_pattern(self) -> str:
        _migrate(self._postgresql("pattern", template="template0"))
        return "pattern"

    def _postgresql(self, name: str, *, template: str) -> str:
        maintenance = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        maintenance.dispose()
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)


def opened(address: str, **options: Any) -> Engine:
    """Open a database as the application does."""
    engine = create_engine(address, **options)
    prepare(engine)
    return engine


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that reach a database, those that only frame a transaction left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _migrate(address: str) -> None:
    engine = opened(address)
    upgrade(engine)
    engine.dispose()
