"""Where do the bytes of pictures lie? In one folder, each file named by the digest of its bytes, never overwritten."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


def store(folder: Path, content: bytes) -> str:
    """Keep these bytes and return their digest; whole or not at all, even if the power fails."""
    digest = sha256(content).hexdigest()
    target = folder / digest
    if target.exists():
        return digest
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as temporary:
        temporary.write(content)
        temporary.flush()
        os.fsync(temporary.fileno())
    # Readers may be another account than the writer; a temporary file is the writer's alone.
    Path(temporary.name).chmod(0o644)
    # Two imports at once write the same bytes, so the second rename changes nothing.
    Path(temporary.name).rename(target)
    _make_name_lasting(folder)
    return digest


def stored(folder: Path, digest: str) -> bytes:
    """Return the bytes of this digest; FileNotFoundError where they are not kept here."""
    return (folder / digest).read_bytes()


def _make_name_lasting(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
