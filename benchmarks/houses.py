"""What is measured on? Databases with the real courses and a crowd, made by the commands that a deployment runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from benchmarks import floor, people
from benchmarks.loading import settle_down
from benchmarks.people import Learner
from benchmarks.servers import command, settings
from tests.databases import opened
from tests.pgtmp import postgres
from training.content.rules.module import Module

#: As safe as in production, unlike the PostgreSQL of the tests; and nothing that happens only now and then.
_HONEST = (
    *("fsync=on", "full_page_writes=on", "synchronous_commit=on"),
    *("autovacuum=off", "shared_buffers=512MB", "max_wal_size=4GB"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A database with courses, floor and crowd."""

    kind: str
    address: str
    media: Path
    module: Module
    learners: list[Learner]

    def settings(self, *, behind_proxy: bool = True) -> dict[str, str]:
        """Write the environment of a server of this house."""
        return settings(self.address, self.media, behind_proxy=behind_proxy)


@contextmanager
def ground(kind: str, folder: Path) -> Iterator[str]:
    """Give the place for the databases of a kind: a folder, or a throw-away PostgreSQL."""
    if kind == "sqlite":
        yield str(folder)
        return
    with postgres(*_HONEST) as address:
        yield address


def build(kind: str, place: str, folder: Path, *, people_count: int, measured: int) -> House:
    """Make a database, import the courses, lay the floor and bring in the crowd."""
    media = folder / f"media-{kind}-{people_count}"
    media.mkdir()
    address = _database(kind, place, f"house{people_count}")
    environment = settings(address, media, behind_proxy=True)
    command(environment, "db", "upgrade")
    command(environment, "courses", "import")
    engine = opened(address)
    floor.lay(engine)
    module, learners = people.settle(engine, count=people_count, measured=measured)
    settle_down(engine)
    engine.dispose()
    return House(kind=kind, address=address, media=media, module=module, learners=learners)


def _database(kind: str, place: str, name: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{place}/{name}.sqlite"
    maintenance = create_engine(place, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    maintenance.dispose()
    return make_url(place).set(database=name).render_as_string(hide_password=False)
