"""Are the pictures where their rows say, byte for byte?"""

import os
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO


def is_writable(folder: Path) -> bool:
    """Tell whether the folder is there and this process may write in it; nothing is written to find out."""
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def is_sound(folder: Path, digest: str) -> bool:
    """Tell whether the file of this digest is there and has it."""
    path = folder / digest
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == digest


def unsound(folder: Path, digests: list[str]) -> Iterator[str]:
    """List those of these digests whose files are missing or have other bytes."""
    return (digest for digest in digests if not is_sound(folder, digest))


def keep(folder: Path, digest: str, content: IO[bytes]) -> None:
    """Put a picture of a backup in its place, whole or not at all; one that is there and sound stays."""
    if is_sound(folder, digest):
        return
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as temporary:
        copyfileobj(content, temporary)
        temporary.flush()
        os.fsync(temporary.fileno())
    Path(temporary.name).chmod(0o644)
    Path(temporary.name).replace(folder / digest)
