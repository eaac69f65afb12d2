"""What is in a zip package? Its files by name, none outside it, none linked, and not larger than it may be."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from training.authoring.rules.exchange import unreadable

#: Two thousand questions with their manifest.
_MOST_PARTS = 5000
_LARGEST_UNPACKED = 20_000_000
#: XML packs to a tenth; a bomb to a thousandth.
_MOST_RATIO = 200
_SMALL = 100_000
_LINK = 0o120000
_KIND = 0o170000
_ENCRYPTED = 0x1
#: The first day that a package can tell: files of ours have none.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
#: What a broken package raises depends on where it is broken.
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, LookupError)


def unpacked(content: bytes, *, format: str, endings: tuple[str, ...]) -> dict[str, bytes]:  # noqa: A002
    """Read the files of a package that have these endings; raise Refused("file-unreadable") where one could harm."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            for part in parts:
                _refuse_harm(part, format)
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise unreadable(format, "too-large")
            wanted = [part for part in parts if part.filename.lower().endswith(endings)]
            return {part.filename: package.read(part) for part in wanted}
    except _BROKEN as fault:
        raise unreadable(format, "malformed") from fault


def packed(files: Mapping[str, bytes]) -> bytes:
    """Write a package; the same files give the same bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name in sorted(files):
            part = ZipInfo(name, date_time=_NO_DAY)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            part.create_system = 3
            package.writestr(part, files[name], compresslevel=9)
    return made.getvalue()


def _refuse_harm(part: ZipInfo, format: str) -> None:  # noqa: A002 (the word for it)
    name = part.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise unreadable(format, "outside")
    if (part.external_attr >> 16) & _KIND == _LINK:
        raise unreadable(format, "linked")
    if part.flag_bits & _ENCRYPTED:
        raise unreadable(format, "locked")
    if part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(1, part.compress_size):
        raise unreadable(format, "too-large")
