"""Where does a file wait between its plan and the word to go on? In a folder, under its digest, for a day at most."""

import re
from datetime import datetime
from pathlib import Path

from training.content.files.stores import FolderStore
from training.foundation.errors import Refused

_DIGEST = re.compile("[0-9a-f]{64}")


def keep(folder: Path, content: bytes | Path) -> str:
    """Keep what was uploaded and return its digest: SHA-256 in hexadecimal."""
    return FolderStore(folder).keep(content)


def kept(folder: Path, digest: str) -> Path:
    """Return the file of this digest; raise Refused("upload-over") where it is not, or no longer, kept."""
    path = folder / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        raise Refused("upload-over")
    return path


def forget(folder: Path, *, before: datetime) -> int:
    """Remove what was kept before a moment; return how many files that were."""
    old = [path for path in folder.glob("*") if path.stat().st_mtime < before.timestamp()] if folder.is_dir() else []
    for path in old:
        # Another worker may have been here.
        path.unlink(missing_ok=True)
    return len(old)
