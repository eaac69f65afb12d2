"""How do tests come to a program of Debian's packages? It is installed where there is none and we may."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


class NoProgram(Exception):
    """There is no such program, and it could not be installed; the message says what to do."""


def find(program: str, *, package: str) -> str:
    """Return the path of a program; install its package where there is none and we may."""
    lock = Path(tempfile.gettempdir()) / f"inducci-training-{package}-{os.getuid()}.lock"
    with lock.open("w") as held:
        # Two test workers would install it at the same moment.
        fcntl.flock(held, fcntl.LOCK_EX)
        if not shutil.which(program):
            _install(package)
        path = shutil.which(program)
    if path is None:
        raise NoProgram(f"no {program} found: put it on PATH, or install Debian's package {package}")
    return path


def _install(package: str) -> None:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", "-qq", *command], capture_output=True, text=True, check=False, env=quiet)
        if done.returncode != 0:
            raise NoProgram(f"apt-get {command[0]} failed; install {package} by hand: {done.stderr.strip()[-500:]}")
