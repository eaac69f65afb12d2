"""How does a module travel as one file? As a zip of its folder: equal folders are equal bytes, nothing is trusted."""

import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from training.content.files.reading import COVER
from training.foundation.errors import Refused

#: As much as a module with films may hold.
LARGEST_ZIP = 200
_MOST_FILES = 1000
_LARGEST_IN_ALL = 400 * 1024 * 1024
#: Text packs to a tenth, a bomb to a thousandth; what is small may pack as it likes.
_MOST_PACKED = 200
_SMALL = 1024 * 1024
_PIECE = 1024 * 1024
#: A moment that every machine writes alike: the first that a zip knows.
_ONE_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_KEPT = re.compile(
    r"(?P<module>[a-z0-9]+(?:-[a-z0-9]+)*)/"
    r"(?P<file>module\.yaml|lessons/[a-z0-9-]+\.yaml|translations/[a-z]{2}\.po|media/[a-z0-9.-]+)"
)
#: What programs add by themselves, and nobody means.
_ADDED = re.compile(r"__MACOSX/.*|(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini)")
_ENCRYPTED = 0x1


def packed(folder: Path, target: BinaryIO) -> None:
    """Write a module's folder as a zip, with its name as the one folder inside."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with ZipFile(target, "w") as archive:
        for path in files:
            # Pictures and films are packed already.
            kind = ZIP_STORED if path.parent.name == "media" else ZIP_DEFLATED
            entry = ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", date_time=_ONE_MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = kind, _READABLE, 3
            with path.open("rb") as source, archive.open(entry, "w") as place:
                while piece := source.read(_PIECE):
                    place.write(piece)


def unpacked(archive: Path, into: Path) -> Path:
    """Unpack a module's zip into a folder and return the module's own; nothing ever lands outside of it.

    Raises Refused("zip-unreadable", why=…) with `why` one of broken, encrypted, too-large, too-many, bomb, link, name
    (and `name`), no-module, several.
    """
    with _said(), ZipFile(archive) as opened:
        wanted = list(_wanted(opened))
        module = _one_module(wanted)
        for entry, name in wanted:
            path = into / module / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(entry) as source, path.open("wb") as place:
                while piece := source.read(_PIECE):
                    place.write(piece)
    return into / module


def _wanted(archive: ZipFile) -> Iterator[tuple[ZipInfo, str]]:
    """List what a module is made of, with its name in the module's folder; refuse everything that is something else."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _ADDED.fullmatch(entry.filename)]
    if len(entries) > _MOST_FILES:
        raise _refused("too-many")
    if sum(entry.file_size for entry in entries) > _LARGEST_IN_ALL:
        raise _refused("too-large")
    seen: set[str] = set()
    for entry in entries:
        _require_harmless(entry)
        kept = _KEPT.fullmatch(entry.filename)
        if kept is None or entry.filename in seen:
            raise _refused("name", name=entry.filename[:200])
        seen.add(entry.filename)
        yield entry, kept["file"]


def _require_harmless(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise _refused("encrypted")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused("link", name=entry.filename[:200])
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _refused("broken")
    if entry.file_size > max(_SMALL, entry.compress_size * _MOST_PACKED):
        raise _refused("bomb")


def _one_module(wanted: list[tuple[ZipInfo, str]]) -> str:
    modules = {entry.filename.split("/")[0] for entry, _ in wanted}
    if len(modules) > 1:
        raise _refused("several")
    if not any(name == COVER for _, name in wanted):
        raise _refused("no-module")
    return modules.pop()


@contextmanager
def _said() -> Iterator[None]:
    """Say in one word what the library says in many."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise _refused("broken") from fault
    except OSError as fault:
        # A place before the beginning of the file; a full disk is something else.
        if fault.errno != EINVAL:
            raise
        raise _refused("broken") from fault


def _refused(why: str, *, name: str = "") -> Refused:
    return Refused("zip-unreadable", why=why, name=name)
