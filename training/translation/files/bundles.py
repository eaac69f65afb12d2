"""How do the files of several languages travel as one zip, and which kind is a file? Told by content, not by name."""

import re
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from training.translation.files.catalogues import po_of, read_po_file
from training.translation.files.reading import LARGEST, Broken, Why, decoded, fault_of
from training.translation.files.trees import local, tree
from training.translation.files.xliff12 import read_xliff12, xliff12_of
from training.translation.files.xliff21 import read_xliff21, xliff21_of
from training.translation.rules.incoming import IncomingFile
from training.translation.rules.outgoing import Outgo

_WRITERS: Mapping[str, Callable[[Outgo], bytes]] = {"po": po_of, "xliff12": xliff12_of, "xliff21": xliff21_of}
#: How the names of files end, by format; a template of PO has an ending of its own.
ENDINGS = {"po": "po", "xliff12": "xlf", "xliff21": "xlf"}
MEDIA_TYPES = {
    "po": "text/x-gettext-translation",
    "xliff12": "application/x-xliff+xml",
    "xliff21": "application/xliff+xml",
}
_ZIP = b"PK\x03\x04"
_PO_TOO = re.compile(r"^\s*msgid\b", re.MULTILINE)
#: Seven languages in three formats, and what programs put beside them.
_MOST_FILES = 60
_MOST_RATIO = 200
_SMALL = 100_000
_ENCRYPTED = 0x1
_LINK, _KIND = 0o120000, 0o170000
_KINDS = (".po", ".pot", ".xlf", ".xliff")
#: What programs add by themselves, and nobody means.
_ADDED = "__MACOSX/"
_NO_DAY = (1980, 1, 1, 0, 0, 0)
#: What a broken package raises depends on where it is broken.
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, LookupError)


def write(outgo: Outgo, *, format: str) -> bytes:  # noqa: A002 (the word for it)
    """Write the texts of a module for one language; the same texts give the same bytes."""
    return _WRITERS[format](outgo)


def file_name(outgo: Outgo, *, format: str) -> str:  # noqa: A002 (the word for it)
    """Name the file of a module and a language."""
    ending = "pot" if format == "po" and outgo.is_template else ENDINGS[format]
    return f"{outgo.module}.{outgo.language}.{ending}"


def packed(files: Mapping[str, bytes]) -> bytes:
    """Write a zip; the same files give the same bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name in sorted(files):
            part = ZipInfo(name, date_time=_NO_DAY)
            part.compress_type, part.external_attr, part.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            package.writestr(part, files[name], compresslevel=9)
    return made.getvalue()


def read(name: str, content: bytes) -> tuple[IncomingFile, ...]:
    """Read a file, or all those of a zip; what is wrong with one is told in it."""
    if not content.startswith(_ZIP):
        return (_read_one(name, content),)
    try:
        return tuple(_read_one(each, inside) for each, inside in _unpacked(content).items())
    except Broken as broken:
        return (IncomingFile(name=name, faults=(fault_of(name, broken),)),)


def _read_one(name: str, content: bytes) -> IncomingFile:
    try:
        text = decoded(content)
        return _read_xliff(name, text) if text.lstrip().startswith("<") else _read_catalogue(name, text)
    except Broken as broken:
        return IncomingFile(name=name, faults=(fault_of(name, broken),))


def _read_xliff(name: str, text: str) -> IncomingFile:
    root = tree(text)
    if local(root.tag) != "xliff":
        raise Broken(Why.KIND)
    return (read_xliff21 if root.get("version", "").startswith("2") else read_xliff12)(name, root)


def _read_catalogue(name: str, text: str) -> IncomingFile:
    if not _PO_TOO.search(text):
        raise Broken(Why.KIND)
    return read_po_file(name, text)


def _unpacked(content: bytes) -> dict[str, bytes]:
    if len(content) > LARGEST:
        raise Broken(Why.LARGE)
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = [part for part in package.infolist() if not part.is_dir() and _is_meant(part.filename)]
            for part in parts:
                _require_harmless(part)
            if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > LARGEST * 8:
                raise Broken(Why.LARGE)
            found = {part.filename: package.read(part) for part in parts}
    except _BROKEN as fault:
        raise Broken(Why.PACKAGE) from fault
    if not found:
        raise Broken(Why.KIND)
    return found


def _is_meant(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return not name.startswith(_ADDED) and not last.startswith(".") and last.lower().endswith(_KINDS)


def _require_harmless(part: ZipInfo) -> None:
    # Nothing is written to any path; a name that leads outwards is a reason for doubt all the same.
    outside = part.filename.startswith("/") or ".." in part.filename.split("/")
    linked = (part.external_attr >> 16) & _KIND == _LINK
    if outside or linked or part.flag_bits & _ENCRYPTED:
        raise Broken(Why.PACKAGE)
    if part.file_size > LARGEST or part.file_size > max(_SMALL, _MOST_RATIO * max(1, part.compress_size)):
        raise Broken(Why.LARGE)
