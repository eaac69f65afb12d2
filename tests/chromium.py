"""Where does a real Chromium come from? From PATH, or once from the npm registry, pinned by its digest."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGE = "@sparticuz/chromium@153.0.0"
SHA512 = (
    "8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34ef"
    "c41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
)
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "inducci-training" / PACKAGE.rpartition("@")[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-zygote",
    # Pages are served by this machine; a page that names another host must fail, not wait.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_UNPACK = """
const zlib = require("zlib"), fs = require("fs");
for (const [packed, plain] of [["chromium.br", "chromium"], ["al2023.tar.br", "libraries.tar"]])
  fs.writeFileSync(plain, zlib.brotliDecompressSync(fs.readFileSync("package/bin/" + packed)));
"""


class NoChromium(Exception):
    """There is no Chromium, and it could not be fetched; the message says what to do."""


def find() -> tuple[str, dict[str, str]]:
    """Return the path of the program and the environment that it wants; fetch it where there is none."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path, {}
    program = CACHE / "chromium"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        # Two test workers would fetch it at the same moment.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not program.exists():
            _fetch(program)
    return str(program), {"LD_LIBRARY_PATH": str(CACHE / "lib")}


def _fetch(program: Path) -> None:
    if not (shutil.which("npm") and shutil.which("node")):
        raise NoChromium("no Chromium found: put chromium on PATH, name it in CHROMIUM, or install npm and node")
    # In the same file system, so that the last move is one step: no other run must find half a program.
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        _run(folder, "npm", "pack", PACKAGE, "--silent")
        tarball = next(folder.glob("*.tgz"))
        if hashlib.sha512(tarball.read_bytes()).hexdigest() != SHA512:
            raise NoChromium(f"{PACKAGE} is not the file that was pinned in tests/chromium.py; nothing was installed")
        _run(folder, "tar", "xzf", tarball.name)
        _run(folder, "node", "-e", _UNPACK)
        _run(folder, "tar", "xf", "libraries.tar", "-C", str(CACHE))
        (folder / "chromium").chmod(0o755)
        (folder / "chromium").rename(program)


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoChromium(f"fetching Chromium failed at `{' '.join(command[:2])}`: {done.stderr.strip()[-500:]}")
