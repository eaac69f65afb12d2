"""How do files become one archive that has the same bytes each time?"""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: The first moment that an archive can tell: when something was packed is no part of it.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_BY_UNIX = 3


def packed(files: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()) -> bytes:
    """Pack files in this order; those that are `stored` are not made smaller."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files:
            entry = ZipInfo(name, _ALWAYS)
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            # Otherwise it says on which system it was packed.
            entry.create_system, entry.external_attr = _BY_UNIX, _READABLE
            archive.writestr(entry, content)
    return target.getvalue()


def unpacked(archive: bytes) -> list[tuple[str, bytes]]:
    """Return the files of an archive in their order."""
    with ZipFile(BytesIO(archive)) as source:
        return [(name, source.read(name)) for name in source.namelist()]
