"""Do the log lines keep to themselves what a person typed?"""

import json
from collections.abc import Iterator

import pytest
import structlog

from training.foundation import logs

SECRET = "Katja Brandt"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    configured = structlog.get_config()
    yield
    structlog.configure(**configured)


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """Log a fault that quotes a person, raised because of another one, and return what was written."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"no {SECRET}") from cause
    except ValueError as fault:
        structlog.get_logger().error("unexpected", exc_info=fault)
    return dict(json.loads(capsys.readouterr().err))


def test_a_fault_is_told_by_its_kinds_and_places(capsys: pytest.CaptureFixture[str]) -> None:
    logs.init(quote=False)

    written = line(capsys)

    faults = written["faults"]
    assert isinstance(faults, list)
    assert [fault["kind"] for fault in faults] == ["builtins.ValueError", "builtins.KeyError"]
    assert "test_logs.py" in faults[0]["places"][0]
    assert (written["event"], written["level"]) == ("unexpected", "error")


def test_what_a_fault_quotes_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.init(quote=False)

    assert SECRET not in json.dumps(line(capsys))


def test_a_demonstration_tells_what_a_fault_says(capsys: pytest.CaptureFixture[str]) -> None:
    logs.init(quote=True)

    assert line(capsys)["says"] == f"no {SECRET}"
