"""How is a backup written so that half of one can never be taken for a whole one?

A tar of compressed pieces of tables (JSON lines) and pictures, which any machine can read. The manifest comes last,
under a name that holds its own digest; without it a backup is unfinished. `docs/decisions/0023-backup.md` says why.
"""

import gzip
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO, cast

from cattrs import ClassValidationError
from cattrs.preconf.json import make_converter

from training.foundation.errors import Refused
from training.operations.rules.backup import Manifest, refuse_unless_whole

PART = ".part"
_MANIFEST = "manifest-"
_TABLES, _MEDIA = "tables/", "media/"
#: How much of a table is held in memory at once.
PIECE = 1024 * 1024
_converter = make_converter()


class Writer:
    """Writes the parts of one backup, one after the other, and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.members: dict[str, str] = {}
        self._tar = tar
        self._pieces = 0

    def add_piece(self, table: str, lines: list[bytes]) -> None:
        """Add some rows of a table."""
        self._pieces += 1
        content = gzip.compress(b"\n".join(lines), compresslevel=5, mtime=0)
        self._add(f"{_TABLES}{table}/{self._pieces:08}.jsonl.gz", content)

    def add_picture(self, path: Path, digest: str) -> None:
        """Add a picture; its name is its digest, so a reader sees whether it was whole."""
        with path.open("rb") as file:
            self._tar.addfile(_entry(f"{_MEDIA}{digest}", os.fstat(file.fileno()).st_size), file)
        self.members[f"{_MEDIA}{digest}"] = digest

    def finish(self, manifest: Manifest) -> str:
        """Write the last word and return its digest."""
        content = _converter.dumps(manifest, indent=1, sort_keys=True).encode()
        digest = sha256(content).hexdigest()
        self._tar.addfile(_entry(f"{_MANIFEST}{digest}.json", len(content)), io.BytesIO(content))
        return digest

    def _add(self, name: str, content: bytes) -> None:
        self.members[name] = sha256(content).hexdigest()
        self._tar.addfile(_entry(name, len(content)), io.BytesIO(content))


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """Write a backup beside its place, read it back, and put it there when it is whole and lasting.

    Only its owner may read it: it holds everything that the site knows about people.
    """
    with NamedTemporaryFile(dir=target.parent, prefix=f"{target.name}.", suffix=PART, delete=False) as file:
        try:
            with tarfile.open(fileobj=file, mode="w|") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
            verified(Path(file.name))
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(target)
    _make_name_lasting(target.parent)


def verified(path: Path) -> Manifest:
    """Read a whole backup, compare every digest, and return its manifest; raise Refused for any other file."""
    found: dict[str, str] = {}
    last: tuple[str, bytes] = ("", b"")
    with _a_file_that_ends_is_unfinished():
        for name, file in _parts(path):
            if name.startswith(_MANIFEST):
                last = name, file.read()
            else:
                found[name], last = file_digest(cast("io.BufferedReader", file), "sha256").hexdigest(), ("", b"")
    name, content = last
    if not name:
        raise Refused("backup-unfinished")
    if name != f"{_MANIFEST}{sha256(content).hexdigest()}.json":
        raise Refused("backup-altered", part="manifest")
    manifest = _understood(content)
    refuse_unless_whole(manifest, found)
    return manifest


def pieces(path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """List the tables of a verified backup piece by piece: name and lines of rows."""
    for name, file in _parts(path):
        if name.startswith(_TABLES):
            yield name.split("/")[1], gzip.decompress(file.read()).split(b"\n")


def pictures(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """List the pictures of a verified backup: digest and open file, good until the next one."""
    return ((name.removeprefix(_MEDIA), file) for name, file in _parts(path) if name.startswith(_MEDIA))


@contextmanager
def as_file(content: IO[bytes]) -> Iterator[Path]:
    """Give what stands in a backup as a file of its own, for as long as the block lasts."""
    with NamedTemporaryFile() as copy:
        copyfileobj(content, copy, PIECE)
        copy.flush()
        yield Path(copy.name)


def _parts(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(path, mode="r|") as tar:
        for entry in tar:
            file = tar.extractfile(entry) if entry.isfile() else None
            if file is None:
                raise Refused("backup-altered", part=entry.name)
            yield entry.name, file


@contextmanager
def _a_file_that_ends_is_unfinished() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as fault:
        raise Refused("backup-unfinished") from fault


def _understood(content: bytes) -> Manifest:
    try:
        return _converter.loads(content, Manifest)
    except (ClassValidationError, ValueError) as fault:
        raise Refused("backup-altered", part="manifest") from fault


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _make_name_lasting(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
