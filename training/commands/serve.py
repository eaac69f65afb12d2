"""How is the site served? By granian, in a process that takes the place of this command."""

import os
import shutil
import socket
import sys
from pathlib import Path
from tempfile import gettempdir, mkdtemp

import click

from training.commands.db import require_ready
from training.commands.ground import opened
from training.config import Config

ROOT = Path(__file__).parents[2]
_MOST_WORKERS = 4
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
_PREFIX = "training-counts-"

host_option = click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Or set HOST.")
port_option = click.option(
    "--port", envvar="PORT", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Or set PORT."
)
workers_option = click.option(
    "--workers", type=click.IntRange(1), help="Processes; as many as there are cores, at most four, unless given."
)


@click.command
@host_option
@port_option
@workers_option
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the site with the settings of the environment, until Ctrl-C or SIGTERM."""
    require_free(host, port)
    with opened(Config.from_environment()) as engine:
        require_ready(engine)
    become_server(host, port, workers)


def default_workers() -> int:
    """Return how many processes serve where nobody says: as many as there are cores, within reason."""
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def require_free(host: str, port: int) -> None:
    """Refuse an address that another program is listening at, or that is not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as fault:
            reason = getattr(fault, "strerror", None) or str(fault)
            raise click.ClickException(
                f"Cannot serve at {host}:{port} ({reason}). Stop the other program, or set PORT to another number."
            ) from fault


def become_server(host: str, port: int, workers: int | None) -> None:
    """Let granian take the place of this process: signals reach it directly, and nothing of ours is left behind."""
    command = server_command(host, port, workers)
    if os.environ.get("TRAINING_METRICS_TOKEN"):
        _share_counts()
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 (fixed words and checked values)


def server_command(host: str, port: int, workers: int | None, *, application: str = "wsgi:application") -> list[str]:
    """Return the command that serves an application of this folder; `make bench` serves its floor by it as well."""
    count = workers or default_workers()
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(count), "--blocking-threads", "4"),
        # A worker that dies is replaced; one that hangs does not keep a restart waiting.
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"),
        *("--working-dir", str(ROOT), application),
    ]


def _share_counts() -> None:
    """Give the processes one folder for their counts, empty at the start: else /metrics would tell one process only."""
    _forget_ended_servers()
    folder = Path(os.environ.get(_COUNTS) or mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    os.environ[_COUNTS] = str(folder)


def _forget_ended_servers() -> None:
    """Delete the counts of servers that have ended: granian had taken their place, so they could not."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*-*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if folder.stat().st_uid == os.getuid() and process.isdigit() and not _is_running(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
