"""What does every test stand on? Databases, an application, a client, a clock, and a guard at the network."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser, Page
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, object_session

from tests import make, network
from tests.browser import launch_arguments, new_page
from tests.clients import Client
from tests.compiled import compile_once, folder_of
from tests.databases import KINDS, Databases, counted
from tests.live import ROOT, Site
from tests.live import site as serve
from training.accounts.models import Person
from training.app import create_app
from training.config import Config
from training.content import queries as content
from training.foundation.db import reads_only
from training.foundation.extensions import db, limiter
from training.translation.queries.memory import forget_words
from training.translation.queries.standing import forget_standings

_SITES = {"site", "site_of_its_own"}
network.watch()
# The two cores are shared: how long an example takes says nothing.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; begin with what takes long, as the whole house does, and end together."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    long = (ROOT / "tests", ROOT / "tests" / "commands")
    items.sort(key=lambda item: item.path.parent not in long and not _SITES & set(getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """Keep what has been imported out of every search for garbage: it stays until the end."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_from_elsewhere() -> Iterator[None]:
    network.attempts.clear()
    yield
    assert not network.attempts, f"reached for {network.attempts}"


@pytest.fixture(autouse=True)
def _ready_to_write() -> None:
    # A request says for its thread whether it reads; in a test that thread goes on.
    reads_only(answer=False)
    # What the test before has read was rolled back: the same ids are others' now.
    content.forget_publications()
    forget_standings()
    forget_words()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Give this worker's databases: `fresh(kind)` and `empty(kind)` are addresses that a test may commit to."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(scope="session", params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Engine:
    """Give a migrated and empty database; whoever asks for it runs once on each kind."""
    return databases.shared(request.param)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Give the one connection of this test, in a transaction that is rolled back."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """Give a session whose commits are savepoints of the test's transaction."""
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session


@pytest.fixture
def statements(engine: Engine) -> Callable[[], AbstractContextManager[list[str]]]:
    """Give a context manager that lists the SQL of its block; the length of the list is the count."""
    return partial(counted, engine)


@pytest.fixture(scope="session")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of pictures; the one of `make.module_value` lies in it."""
    folder = tmp_path_factory.mktemp("media")
    (folder / make.PICTURE_DIGEST).write_bytes(make.PICTURE)
    return folder


@pytest.fixture(scope="session")
def make_app(media_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Flask]:
    """Make a new application on the database of an address, for tests that add routes or need no rows."""
    return partial(_application, media_folder=media_folder, compiled=folder_of(tmp_path_factory))


@pytest.fixture(scope="session")
def _apps(make_app: Callable[[str], Flask]) -> Callable[[str], Flask]:
    # Compiling every template anew in every test would take longer than the tests.
    return cache(make_app)


@pytest.fixture
def app(_apps: Callable[[str], Flask], engine: Engine, connection: Connection) -> Iterator[Flask]:
    """Give the application inside this test's transaction: what a view commits, `session` sees."""
    yield from joined(_apps(address_of(engine)), connection)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without JavaScript that speaks https; forms need no CSRF token (see `csrf`)."""
    return app.test_client()


@pytest.fixture
def csrf(app: Flask) -> Iterator[None]:
    """Ask for CSRF tokens in this test as the real site does."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def sign_in() -> Callable[[FlaskClient, Person], FlaskClient]:
    """Sign a person in without the form: ``sign_in(client, person)``; returns the client."""
    return _sign_in


@pytest.fixture
def now() -> datetime:
    """Give the moment at which the builders' rows came to be; time goes on unless the test asks for `clock`."""
    return make.NOW


@pytest.fixture
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """Stop the clock at `now`; ``clock.shift(seconds)`` moves it on."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium that `tests.chromium` finds; without one the test fails and says what to do."""
    return launch_arguments()


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the real courses over SQLite once for this worker; `site.person()` makes people with passwords."""
    with serve(databases.fresh("sqlite"), tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(params=KINDS)
def site_of_its_own(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Site]:
    """Serve the real courses for this test alone, on each kind of database: it may be killed and started again."""
    with serve(databases.fresh(request.param), tmp_path, workers=2) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Open a page on the site in a fresh context; whoever asks for it runs with and without JavaScript."""
    page = new_page(browser, site.address, script=request.param)
    yield page
    page.context.close()


@pytest.fixture
def page_with_script(browser: Browser, site: Site) -> Iterator[Page]:
    """Open a page on the site, with JavaScript."""
    page = new_page(browser, site.address)
    yield page
    page.context.close()


@pytest.fixture
def page_without_script(browser: Browser, site: Site) -> Iterator[Page]:
    """Open a page on the site in a browser that runs no JavaScript."""
    page = new_page(browser, site.address, script=False)
    yield page
    page.context.close()


def address_of(engine: Engine) -> str:
    """Write the address of an engine's database in full."""
    return engine.url.render_as_string(hide_password=False)


def joined(app: Flask, connection: Connection) -> Iterator[Flask]:
    """Let an application work inside a test's transaction."""
    with app.app_context():
        db.sessionmaker.configure(bind=connection, join_transaction_mode="create_savepoint")
    limiter.reset()
    yield app
    # The next test's rows are others, under the same ids.
    content.forget_publications()
    forget_standings()


def _application(address: str, *, media_folder: Path, compiled: Path) -> Flask:
    config = Config(
        secret_key="a key for tests only",
        database_url=address,
        media_folder=media_folder,
        public_address="https://localhost",
    )
    app = create_app(config)
    app.test_client_class = Client
    app.config |= {"TESTING": True, "PREFERRED_URL_SCHEME": "https", "WTF_CSRF_ENABLED": False}
    compile_once(app, compiled)
    return app


def _sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    session = object_session(person)
    assert session is not None
    begun = make.sign_in(session, person)
    with client.session_transaction() as remembered:
        remembered.update(begun)
    return client
