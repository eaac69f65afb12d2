"""Do several processes tell one number, whichever of them is asked?"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.source import ROOT

TOKEN = "a token of the right length"
REQUESTS = 40
_PATIENCE = 30.0


@pytest.fixture
def port(databases: Databases, tmp_path: Path) -> Iterator[int]:
    """Serve a site without modules by two processes and give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (tmp_path / "media").mkdir()
    settings = {
        "TRAINING_SECRET_KEY": "a key for tests only, of 32 signs or more",
        "TRAINING_DATABASE_URL": databases.fresh("sqlite"),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "TRAINING_METRICS_TOKEN": TOKEN,
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "training", "serve", "--port", str(port), "--workers", "2"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait(port)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Ask on a connection of its own, so that any process may answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_all_processes_count_together(port: int, tmp_path: Path) -> None:
    _wait_for_both(port, tmp_path)
    before = _counted(port)

    for _ in range(REQUESTS):
        assert ask(port, "/en/sign-in")[0] == 200

    assert {_counted(port) - before for _ in range(8)} == {REQUESTS}
    assert len(_counting(tmp_path)) == 2


def test_every_line_of_the_log_is_json_from_either_process(port: int, tmp_path: Path) -> None:
    for _ in range(REQUESTS):
        ask(port, "/healthz")

    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert len([line for line in lines if line.get("endpoint") == "operations.healthz"]) >= REQUESTS
    assert len({line["request_id"] for line in lines}) == len(lines)


def _wait_for_both(port: int, folder: Path) -> None:
    """Ask until each process has answered: the second may come a moment after the first."""
    end = time.monotonic() + _PATIENCE
    while len(_counting(folder)) < 2:
        assert time.monotonic() < end, "one process answers nothing"
        ask(port, "/en/sign-in")


def _counting(folder: Path) -> set[str]:
    """Name the processes that have counted something."""
    return {path.stem.rpartition("_")[2] for path in folder.glob("training-counts-*/counter_*.db")}


def _counted(port: int) -> int:
    status, text = ask(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    pattern = r'^training_requests_total\{endpoint="accounts.sign_in",method="GET",status="2xx"\} (\S+)$'
    found = re.search(pattern, text, re.MULTILINE)
    return int(float(found.group(1))) if found else 0


def _wait(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if ask(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the site did not start")
