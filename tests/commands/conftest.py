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

    def run(*words: str, folder: Path = ROOT, typed: str = "", **environment: str) -> Done:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("TRAINING_")}
        bare.pop("HOST", None)
        bare.pop("PORT", None)
        return subprocess.run(
            [sys.executable, "-m", "training", *words],
            cwd=folder,
            env=bare | environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the same without a process of its own, for commands that end by themselves: a tenth of the time."""
    monkeypatch.chdir(ROOT)

    def call(*words: str, typed: str = "", **environment: str) -> Done:
        done = CliRunner().invoke(main, list(words), input=typed, env=environment)
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


def one_line(done: Done) -> str:
    """Return the one line that a command says when its surroundings refuse; it ends with exit code 1."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("Error: "), done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr
