"""What do gettext's own programs say of a catalogue? They are installed where there are none and we may."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGE = "gettext"
LOCK = Path(tempfile.gettempdir()) / f"inducci-training-gettext-{os.getuid()}.lock"


class NoGettext(Exception):
    """There is no gettext, and it could not be installed; the message says what to do."""


def complaints(catalogue: Path) -> str:
    """Return what `msgfmt` finds wrong with a catalogue; nothing where it is right."""
    command = [find(), "--check", "--check-format", "--output-file=-", str(catalogue)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    said = done.stderr.decode().strip()
    return said or ("" if done.returncode == 0 else f"msgfmt ended with {done.returncode}")


def find() -> str:
    """Return the path of `msgfmt`; install it where there is none and we may."""
    with LOCK.open("w") as lock:
        # Two test workers would install it at the same moment.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which("msgfmt"):
            _install()
        path = shutil.which("msgfmt")
    if path is None:
        raise NoGettext(f"no msgfmt found: install Debian's package {PACKAGE}, or put msgfmt on PATH")
    return path


def _install() -> None:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", PACKAGE]):
        done = subprocess.run(["apt-get", "-qq", *command], capture_output=True, text=True, check=False, env=quiet)
        if done.returncode != 0:
            raise NoGettext(f"apt-get {command[0]} failed; install {PACKAGE} by hand: {done.stderr.strip()[-500:]}")
