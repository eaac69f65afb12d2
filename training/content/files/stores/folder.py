"""How does a folder keep files? Each named by the digest of its bytes, whole or not at all, even if the power fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from training.content.files.stores.store import PIECE, away, is_sound
from training.foundation.errors import NotFound


class FolderStore:
    """A folder on this machine, or one that all nodes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def keep(self, content: bytes | Path) -> str:
        """Keep these bytes; a file with other bytes under their name is put right."""
        digest = _digest(content)
        with self._answering():
            if not is_sound(self, digest):
                self._put(digest, content)
        return digest

    def opened(self, digest: str) -> BinaryIO:
        """Open the file of this digest."""
        with self._answering():
            try:
                return (self._folder / digest).open("rb")
            except FileNotFoundError as fault:
                raise NotFound("picture") from fault

    def bytes_of(self, digest: str) -> bytes:
        """Return the bytes of this digest."""
        with self.opened(digest) as file, self._answering():
            return file.read()

    def has(self, digest: str) -> bool:
        """Tell whether the file is there."""
        return (self._folder / digest).is_file()

    def is_ready(self) -> bool:
        """Tell whether the folder is there and this process may write in it."""
        return self._folder.is_dir() and os.access(self._folder, os.R_OK | os.W_OK | os.X_OK)

    @contextmanager
    def sound_file(self, digest: str) -> Iterator[Path | None]:
        """Give the file itself."""
        yield self._folder / digest if is_sound(self, digest) else None

    def _put(self, digest: str, content: bytes | Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as temporary:
            _write(temporary, content)
            temporary.flush()
            os.fsync(temporary.fileno())
        # Readers may be another account than the writer; a temporary file is the writer's alone.
        Path(temporary.name).chmod(0o644)
        # Two imports at once write the same bytes, so the second rename changes nothing.
        Path(temporary.name).replace(self._folder / digest)
        self._make_name_lasting()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """See a disk that is full, or a shared folder that is gone, as a store that is away."""
        try:
            yield
        except OSError as fault:
            raise away(str(self._folder)) from fault

    def _make_name_lasting(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _digest(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    with content.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write(target: IO[bytes], content: bytes | Path) -> None:
    if isinstance(content, bytes):
        target.write(content)
        return
    with content.open("rb") as source:
        copyfileobj(source, target, PIECE)
