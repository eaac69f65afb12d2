"""How does a server of the tests come that runs on node? By npm, once, pinned by the digests of its lock file."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "inducci-training"


class NoServer(Exception):
    """The server could not be fetched; the message says what to do."""


def installed(files: Path) -> Path:
    """Return the folder with what these files ask for (package.json, its lock file, server.mjs); fetch it once."""
    texts = {file.name: file.read_bytes() for file in sorted(files.iterdir()) if file.is_file()}
    folder = CACHE / f"{files.name}-{hashlib.sha256(b''.join(texts.values())).hexdigest()[:16]}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{files.name}.lock").open("w") as lock:
        # Two test workers would fetch it at the same moment.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _fetch(folder, texts)
    return folder


def _fetch(folder: Path, texts: Mapping[str, bytes]) -> None:
    if not (shutil.which("npm") and shutil.which("node")):
        raise NoServer("some tests need a server that runs on node: install npm and node")
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text)
    # What the lock file names by its digest, and no script of it is run.
    command = ["npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoServer(f"fetching a server failed at `npm ci`: {done.stderr.strip()[-500:]}")
    (folder / "ready").touch()
