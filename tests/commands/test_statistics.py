"""Does a command release what is over, in order, once, and say in one line what it will not do?"""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from tests import make
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from tests.reporting.crowds import USUAL, crowds
from training.commands import statistics
from training.commands.statistics import release_unattended
from training.config import Config
from training.reporting.actions import Chosen, Draft, protected
from training.reporting.models import Release, ReleaseCell


@pytest.fixture
def settled(settings: dict[str, str], call: Run) -> dict[str, str]:
    """Give the settings of an installation in which the usual history happened."""
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        crowds(session).come(USUAL)
    engine.dispose()
    return settings


def _released(settings: dict[str, str]) -> tuple[list[str], int]:
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        quarters = session.scalars(select(Release.quarter).order_by(Release.quarter)).all()
        cells = session.scalar(select(func.count()).select_from(ReleaseCell)) or 0
    engine.dispose()
    return list(quarters), cells


@time_machine.travel(datetime(2026, 8, 1, 12, tzinfo=UTC))
def test_quarters_are_released_in_order_and_once(settled: dict[str, str], call: Run) -> None:
    refused = one_line(call("statistics", "release", "--quarter", "2026Q2", **settled))
    unread = one_line(call("statistics", "release", "--quarter", "second", **settled))
    tried = call("statistics", "release", "--dry-run", **settled)
    after_trying = _released(settled)
    first = call("statistics", "release", "--quarter", "2026Q1", **settled)
    rest = call("statistics", "release", **settled)
    again = one_line(call("statistics", "release", "--quarter", "2026Q2", **settled))

    assert refused == "Error: The next one is 2026Q1.\n"
    assert unread == "Error: There is no such quarter. Write it as 2026Q3.\n"
    assert again == "Error: No quarter is due: each that is over has been released.\n"
    assert after_trying == ([], 0)
    # What was tried is what is released, to the digest; only seconds may differ.
    said = [re.sub(r"[0-9.]+ s, ", "", lines.stdout.splitlines()[0]) for lines in (tried, first)]
    assert said[0] == said[1]
    assert re.fullmatch(r"2026Q1: \d+ figures, \d+ hidden \(at least \d+\), [0-9a-f]{64}", said[0])
    assert tried.stdout.splitlines()[1] == "1 would be released."
    assert (first.stdout.splitlines()[1], rest.stdout.splitlines()[1]) == ("1 released.", "1 released.")
    assert _released(settled)[0] == ["2026Q1", "2026Q2"]


@time_machine.travel(datetime(2026, 8, 1, 12, tzinfo=UTC))
def test_nobody_waits_to_write_while_figures_are_hidden(
    settled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may take long; on SQLite one who writes would keep every answer waiting."""
    engine = opened(settled["TRAINING_DATABASE_URL"])

    def write_meanwhile(counted: Draft) -> Chosen:
        with Session(engine) as session, session.begin():
            make.region(session, "brno")
        return protected(counted)

    for name, value in settled.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(statistics, "protected", write_meanwhile)

    assert [made.quarter.key for made in statistics.release_due(Config.from_environment())] == ["2026Q1", "2026Q2"]
    engine.dispose()


@time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC))
def test_the_duty_releases_what_is_over_and_nothing_twice(
    settled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settled.items():
        monkeypatch.setenv(name, value)
    config = Config.from_environment()

    assert [made.quarter.key for made in release_unattended(config)] == ["2026Q1"]
    assert release_unattended(config) == []


@time_machine.travel(datetime(2027, 5, 1, 12, tzinfo=UTC))
def test_the_duty_releases_all_that_is_due_and_says_what_has_to_wait(
    settled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settled.items():
        monkeypatch.setenv(name, value)
    config = Config.from_environment()
    engine = opened(settled["TRAINING_DATABASE_URL"])

    assert len(release_unattended(config)) == 5
    with Session(engine) as session, session.begin():
        told = {"regions": {}, "modules": {}, "organisations": {}, "lessons": {}, "digest": "0" * 64}
        session.add(Release(quarter="2027Q2", made_at=datetime.now(UTC), minimum=5, **told))
    engine.dispose()

    with time_machine.travel(datetime(2027, 11, 1, 12, tzinfo=UTC)), capture_logs() as lines:
        assert release_unattended(config) == []
    assert [(line["event"], line["reason"]) for line in lines] == [("release waits", "release-unproved")]
