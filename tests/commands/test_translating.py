"""Does the worker count, tell and look once, though there are two and though one was killed at it?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from tests import make
from tests.databases import KINDS, Databases, opened
from training.commands.translating import count_translations, look_for_mistranslations, tell_translators
from training.commands.worker import DUTIES
from training.config import Config
from training.foundation.outbox import OutboxLetter
from training.foundation.permissions import Role
from training.translation.actions.charges import put_in_charge
from training.translation.models import TranslationCharge, TranslationCount


@pytest.fixture(params=KINDS)
def installed(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[tuple[Config, Session]]:
    """Give an installation in which a source has changed that somebody translates, and a session to look at it."""
    address = databases.fresh(request.param)
    engine = opened(address)
    with Session(engine) as session:
        nina = make.person(session, role=Role.TRANSLATOR)
        published = make.published_module(session)
        put_in_charge(session, published.row, "sl", person_id=nina.id, given_by=nina.id, now=make.NOW)
        make.version(session, make.module_value(title="Second"), number=2)
        session.commit()
        media, secret = tmp_path / "media", "a key for tests only"
        config = Config(secret_key=secret, database_url=address, media_folder=media, public_address="https://localhost")
        yield config, session
    engine.dispose()


def _state(session: Session) -> tuple[int | None, int | None, int | None]:
    letters = session.scalar(select(func.count()).select_from(OutboxLetter))
    told = session.scalar(select(TranslationCharge.told_number))
    counts = session.scalar(select(func.count()).select_from(TranslationCount))
    # Or nobody else could write on SQLite.
    session.rollback()
    return letters, told, counts


def test_two_workers_tell_once_after_one_was_killed_at_it(
    installed: tuple[Config, Session], clock: time_machine.Traveller
) -> None:
    config, session = installed
    clock.shift(timedelta(days=1))
    broken = iter([True])

    def die(*_connection: object) -> None:
        if next(broken, False):
            raise ConnectionError("killed")

    # The letter is posted by then, and how far the translator was told stands in the transaction.
    event.listen(Session, "before_commit", die)
    try:
        with capture_logs() as said:
            assert tell_translators(config) == 0
    finally:
        event.remove(Session, "before_commit", die)
    assert [entry["event"] for entry in said] == ["translators not served"]
    assert _state(session) == (0, 1, 0)

    both = Barrier(2)

    def work(_number: int) -> tuple[int, int]:
        both.wait()
        return tell_translators(config), count_translations(config)

    with ThreadPoolExecutor(2) as workers:
        letters = [told for told, _ in workers.map(work, range(2))]
    assert sum(letters) == 1
    assert _state(session) == (1, 2, 6)
    assert (tell_translators(config), count_translations(config), look_for_mistranslations(config)) == (0, 0, 0)
    assert _state(session) == (1, 2, 6)
    assert {"translation counts", "changed sources", "mistranslations"} <= {duty.name for duty in DUTIES}
