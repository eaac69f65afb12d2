"""What do tests of backups and rehearsals stand on? A database in which somebody has learned, and empty ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import make, reports
from tests.databases import KINDS, Databases, opened
from training.foundation.audit import Event, record

Open = Callable[[str], Engine]
#: A name that no file format likes.
NAME = 'Žofie "Quotes" \\N tab\there'


@pytest.fixture
def open_database() -> Iterator[Open]:
    """Give a function that opens a database for this test."""
    engines: list[Engine] = []

    def open_database(address: str) -> Engine:
        engines.append(opened(address))
        return engines[-1]

    yield open_database
    for engine in engines:
        engine.dispose()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Give a folder with the one picture that the builders' rows know."""
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / make.PICTURE_DIGEST).write_bytes(make.PICTURE)
    return folder


@pytest.fixture(params=KINDS)
def lived_in(request: pytest.FixtureRequest, databases: Databases, open_database: Open) -> Engine:
    """Give a database in which somebody has learned something, of each kind."""
    engine = open_database(databases.fresh(request.param))
    with Session(engine) as session, session.begin():
        live_in(session)
    return engine


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, databases: Databases, open_database: Open) -> Engine:
    """Give a database without tables, of each kind."""
    return open_database(databases.empty(request.param))


def live_in(session: Session, *, number: int = 1) -> None:
    """Let somebody complete a module and object to a question, with what no file format likes in names and notes."""
    published = make.published_module(session, number=number)
    person = make.person(session, name=NAME, extra_time_percent=50)
    enrolment = make.enrolment(session, person, published)
    make.reading(session, enrolment, published, lesson="who")
    make.note(session, enrolment, text="line\nfeed\r\nand \\. a full stop, \u2028, \U0001f3db, \\x00")
    attempt = make.attempt(session, enrolment, published)
    make.answer(session, attempt, question="first", response={"words": "\\ ž", "numbers": [1.50, 2, None]})
    make.grade(session, attempt, points="2.50")
    make.completion(session, enrolment, published)
    reports.decision(session, reports.report(session, person, published), person)
    record(session, Event.MODULE_PUBLISHED, "module", at=make.NOW, actor_id=None)
    session.flush()
