"""Does the worker publish what is due once, though it is killed at it and though there are two?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from tests import make
from tests.databases import KINDS, Databases, opened
from training.authoring.models import ScheduledPublication
from training.commands.publishing import publish_planned
from training.commands.worker import DUTIES
from training.config import Config
from training.content.models import Publication
from training.foundation.clock import now
from training.foundation.permissions import Role


@pytest.fixture(params=KINDS)
def installed(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[tuple[Config, Session]]:
    """Give an installation in which a plan is due, and a session to look at it."""
    address = databases.fresh(request.param)
    engine = opened(address)
    with Session(engine) as session:
        make.region(session, "linz")
        trainer = make.person(session, role=Role.TRAINER)
        make.published_module(session)
        draft = make.version(session, make.module_value(title="Second"), number=2)
        moments = {"due_at": now() - timedelta(minutes=1), "scheduled_at": now() - timedelta(days=1)}
        ids = {"module_id": draft.module_id, "version_id": draft.id, "scheduled_by": trainer.id}
        session.add(ScheduledPublication(**ids, **moments, note="New"))
        session.commit()
        media = tmp_path / "media"
        secret = "a key for tests only"
        config = Config(secret_key=secret, database_url=address, media_folder=media, public_address="https://localhost")
        yield config, session
    engine.dispose()


def _state(session: Session) -> tuple[list[str], list[str | None]]:
    notes = list(session.scalars(select(Publication.note).order_by(Publication.id)))
    outcomes = list(session.scalars(select(ScheduledPublication.outcome)))
    # Or nobody else could write on SQLite.
    session.rollback()
    return notes, outcomes


def test_a_plan_is_carried_out_once_by_two_workers_after_one_was_killed_at_it(
    installed: tuple[Config, Session],
) -> None:
    config, session = installed
    broken = iter([True])

    def die(_mapper: object, _connection: object, _target: object) -> None:
        if next(broken, False):
            raise ConnectionError("killed")

    # The publication is written last: how the plan ended stands in the transaction already.
    event.listen(Publication, "after_insert", die)
    try:
        with capture_logs() as said:
            assert publish_planned(config) == 0
    finally:
        event.remove(Publication, "after_insert", die)
    assert [entry["event"] for entry in said] == ["planned publication failed"]
    assert _state(session) == ([""], [None])

    both = Barrier(2)

    def work(_number: int) -> int:
        both.wait()
        return publish_planned(config)

    with ThreadPoolExecutor(2) as workers:
        assert sum(workers.map(work, range(2))) == 1
    assert _state(session) == (["", "New"], ["published"])
    assert publish_planned(config) == 0


def test_the_worker_looks_every_minute() -> None:
    assert [duty.minutes for duty in DUTIES if duty.name == "publications"] == ["*"]
