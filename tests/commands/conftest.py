"""How is a command run as a person runs it?"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.databases import KINDS, Databases
from tests.mail.conftest import sending, server
from training.cli import main

__all__ = ["call", "run", "sending", "server", "settings"]

ROOT = Path(__file__).parents[2]
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run() -> Run:
    """Give a function that runs `training …` with nothing of ours in the environment but what is given."""
    return by_process


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the same without a process of its own, for commands that end by themselves: a tenth of the time."""

    def call(*words: str, folder: Path = ROOT, typed: str = "", **environment: str) -> Done:
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, list(words), input=typed, env=dict.fromkeys(_ours()) | environment)
        return Done(words, done.exit_code, done.stdout, done.stderr)

    return call


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an installation whose database has no tables yet, on each kind."""
    return {
        "TRAINING_SECRET_KEY": "a key for tests only, long enough to sign",
        "TRAINING_DATABASE_URL": databases.empty(request.param),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
    }


def by_process(*words: str, folder: Path = ROOT, typed: str = "", **environment: str) -> Done:
    """Run `training …` in a process of its own."""
    bare = os.environ.keys() - _ours()
    return subprocess.run(
        [sys.executable, "-m", "training", *words],
        cwd=folder,
        env={name: os.environ[name] for name in bare} | environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _ours() -> set[str]:
    """Name what the environment of the tests says to the program."""
    return {name for name in os.environ if name.startswith("TRAINING_") or name in ("HOST", "PORT")}


def one_line(done: Done) -> str:
    """Return the one line that a command says when its surroundings refuse; it ends with exit code 1."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("Error: "), done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr
