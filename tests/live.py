"""How is the site served to a real browser? By its own command, over a database with the real courses."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import make
from tests.databases import opened
from training.cli import main
from training.foundation.db import reads_only
from training.foundation.permissions import Role

ROOT = Path(__file__).parents[1]
TRAINING = (sys.executable, "-m", "training")
_PATIENCE = 30.0


@dataclass(kw_only=True)
class Site:
    """A site that can be stopped, killed and started over the same database, with `further` settings of its own."""

    database: str
    folder: Path
    port: int
    engine: Engine
    workers: int = 1
    further: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def address(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def named_address(self) -> str:
        """The same address with a name: passkeys belong to no number."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the server and the `training` command read."""
        return os.environ | {
            "TRAINING_SECRET_KEY": "a key for tests only, the same after every start",
            "TRAINING_DATABASE_URL": self.database,
            "TRAINING_MEDIA_FOLDER": str(self.folder / "media"),
            "TRAINING_PUBLIC_ADDRESS": self.named_address,
            "TRAINING_FURTHER_HOSTS": "127.0.0.1",
            # Plain http on this machine: a browser would not send secure cookies back.
            "TRAINING_INSECURE_COOKIES": "1",
            **self.further,
        }

    def start(self) -> None:
        """Serve, and return when the site answers."""
        options = ["--host", "127.0.0.1", "--port", str(self.port), "--workers", str(self.workers)]
        log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            [*TRAINING, "serve", *options],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            # A group of its own: a killed parent would leave granian's workers behind.
            start_new_session=True,
        )
        log.close()
        self._wait()

    def command(self, *words: str) -> str:
        """Run ``training <words>`` with the settings of this site and return what it says."""
        # A request or a test before this one may have said for this thread that it reads.
        reads_only(answer=False)
        with chdir(ROOT):
            done = CliRunner().invoke(main, list(words), env=self.environment)
        if done.exit_code != 0:
            raise RuntimeError(f"training {' '.join(words)} failed:\n{done.output}") from done.exception
        return done.stdout

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the server and its workers at once, as a power cut would; `start` brings it back."""
        if self._process is not None:
            os.killpg(self._process.pid, number)
            self._process.wait()
            self._process = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session on the site's database; what is done in it is committed."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def person(
        self, *, role: Role = Role.LEARNER, region: str = "chemnitz", language: str = "en", everywhere: bool = False
    ) -> tuple[str, str]:
        """Make a person and return address and password."""
        email, password = f"{secrets.token_hex(6)}@example.org", secrets.token_urlsafe(12)
        named: Any = {"email": email, "password": password, "language": language}
        with self.session() as session:
            make.person(session, role=role, region=region, everywhere=everywhere, **named)
        return email, password

    def _wait(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.05)
        log = (self.folder / "server.log").read_text()[-2000:]
        raise RuntimeError(f"the site did not start:\n{log}")

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE) as connection:
            connection.sendall(b"GET /en/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return connection.recv(12).endswith(b"200")
        return False


@contextmanager
def site(database: str, folder: Path, *, workers: int = 1) -> Iterator[Site]:
    """Import the real courses into a migrated database, serve it, and stop serving in the end."""
    engine = opened(database)
    made = Site(database=database, folder=folder, port=free_port(), engine=engine, workers=workers)
    (folder / "media").mkdir()
    made.command("db", "upgrade")
    made.command("courses", "import")
    try:
        made.start()
        yield made
    finally:
        made.kill()
        engine.dispose()


def free_port() -> int:
    """Find a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
