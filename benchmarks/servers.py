"""How is something served as production serves it, and what does serving it cost?"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from benchmarks import processor
from training.commands.serve import server_command

ROOT = Path(__file__).parents[1]
SECRET = secrets.token_urlsafe(32)
_PATIENCE = 60.0
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A granian with its workers, and the PostgreSQL behind it where there is one."""

    port: int
    web: tuple[int, ...]
    database: int | None

    def seconds(self) -> tuple[float, float]:
        """Tell the processor time used until now: by granian and its workers, and by PostgreSQL."""
        behind = processor.family(self.database) if self.database else []
        return processor.seconds(list(self.web)), processor.seconds(behind)


def settings(address: str, folder: Path, *, behind_proxy: bool) -> dict[str, str]:
    """Write the environment that the application and its commands read.

    Without a proxy it compresses by itself, and its cookies travel over plain http.
    """
    return {
        "TRAINING_SECRET_KEY": SECRET,
        "TRAINING_DATABASE_URL": address,
        "TRAINING_MEDIA_FOLDER": str(folder),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example",
        "TRAINING_BEHIND_PROXY": "1" if behind_proxy else "0",
        "TRAINING_INSECURE_COOKIES": "0" if behind_proxy else "1",
        "TRAINING_FURTHER_HOSTS": _HOST,
    }


@contextmanager
def served(environment: Mapping[str, str], *, application: str = "wsgi:application") -> Iterator[Server]:
    """Serve with the very command of `training serve` until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        server_command(_HOST, port, None, application=application),
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, port)
        web = tuple(processor.family(process.pid))
        yield Server(port=port, web=web, database=postmaster(environment["TRAINING_DATABASE_URL"]))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def command(environment: Mapping[str, str], *words: str) -> None:
    """Run ``training <words>``; raise CalledProcessError when it fails."""
    done = [sys.executable, "-m", "training", *words]
    subprocess.run(done, check=True, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)


def postmaster(address: str) -> int | None:
    """Return the process of the PostgreSQL of an address; none where it is SQLite."""
    url = make_url(address)
    if url.get_backend_name() != "postgresql":
        return None
    return int((Path(str(url.query["host"])) / "data" / "postmaster.pid").read_text().split()[0])


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection((_HOST, port), timeout=_PATIENCE) as probe:
            probe.sendall(b"GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n")
            if probe.recv(5):
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server at port {port} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
