"""What is measured on? Databases with the real courses and a crowd, made by the commands that a deployment runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text

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
class Plot:
    """A database with courses and floor."""

    kind: str
    address: str
    media: Path

    def settings(self, *, behind_proxy: bool = True) -> dict[str, str]:
        """Write the environment of a server of this house."""
        return settings(self.address, self.media, behind_proxy=behind_proxy)


@dataclass(frozen=True, slots=True, kw_only=True)
class House(Plot):
    """A database with courses, floor and crowd."""

    module: Module
    learners: list[Learner]


@contextmanager
def ground(kind: str, folder: Path) -> Iterator[str]:
    """Give the place for the databases of a kind: a folder, or a throw-away PostgreSQL."""
    if kind == "sqlite":
        yield str(folder)
        return
    with postgres(*_HONEST) as address:
        yield address


def build(kind: str, place: str, folder: Path, *, people_count: int, measured: int) -> House:
    """Found a house and bring in the crowd."""
    with founded(kind, place, folder, name=f"house{people_count}") as (plot, engine):
        module, learners = people.settle(engine, count=people_count, measured=measured)
    return House(kind=kind, address=plot.address, media=plot.media, module=module, learners=learners)


@contextmanager
def founded(kind: str, place: str, folder: Path, *, name: str) -> Iterator[tuple[Plot, Engine]]:
    """Make a database, import the courses, lay the floor; what the block brings in settles down at its end."""
    media = folder / f"media-{kind}-{name}"
    media.mkdir()
    address = database(kind, place, name)
    environment = settings(address, media, behind_proxy=True)
    command(environment, "db", "upgrade")
    command(environment, "courses", "import")
    engine = opened(address)
    floor.lay(engine)
    yield Plot(kind=kind, address=address, media=media), engine
    settle_down(engine)
    engine.dispose()


def database(kind: str, place: str, name: str) -> str:
    """Make a database without tables, and return its address."""
    if kind == "sqlite":
        return f"sqlite:///{place}/{name}.sqlite"
    maintenance = create_engine(place, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    maintenance.dispose()
    return make_url(place).set(database=name).render_as_string(hide_password=False)
