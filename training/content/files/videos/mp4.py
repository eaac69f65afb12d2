"""Where does an MP4 keep notes about its making? ISO/IEC 14496-12: boxes of size, name and content."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from training.content.files.videos.boxes import Note, Unreadable, size_of, taken
from training.foundation.errors import Refused

#: Who has made a file that browsers play; pictures and sound alone have other names.
_BRANDS = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"avc1", b"mp41", b"mp42")
_FURTHER_BRANDS = (b"M4V ", b"M4VH", b"M4VP", b"dash", b"MSNV", b"cmfc", b"av01")
_HOLDS_BOXES = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
_NOTES = {b"udta", b"meta", b"uuid"}
#: Of a track: what is seen, heard or read, and how others are timed.
_PLAYED = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint"}
_SHORT, _LONG = 8, 16
#: More than any film has, fewer than keep a machine busy.
_MOST_BOXES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    name: bytes
    start: int
    header: int
    size: int


def is_mp4(head: bytes) -> bool:
    """Tell whether a file begins as an MP4 with pictures that move."""
    return head[4:8] == b"ftyp" and head[8:12] in (*_BRANDS, *_FURTHER_BRANDS)


def notes(file: BinaryIO) -> Iterator[Note]:
    """List the boxes of a film that hold notes; raises Unreadable, or Refused("film-notes") for a track of them."""
    boxes = list(_boxes(file, 0, size_of(file)))
    tracks = {_handler(file, box) for box in boxes if box.name == b"hdlr"}
    if b"vide" not in tracks or len(boxes) > _MOST_BOXES:
        raise Unreadable
    if tracks - _PLAYED:
        raise Refused("film-notes")
    for box in boxes:
        if box.name in _NOTES:
            # Under the name "free" players skip it; its size stays, so that what follows is found where it was.
            yield Note(start=box.start + 4, size=box.size - 4, header=_free(box))


def _free(box: _Box) -> bytes:
    """Return a name, and the size again where that follows the name."""
    return b"free" + (struct.pack(">Q", box.size) if box.header == _LONG else b"")


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    """List boxes and those inside them, as deep as tracks lie."""
    open_until = [(start, end)]
    found = 0
    while open_until:
        at, end = open_until.pop()
        while at < end:
            box = _box(file, at, end)
            yield box
            found += 1
            if found > _MOST_BOXES:
                raise Unreadable
            if box.name in _HOLDS_BOXES:
                open_until.append((box.start + box.header, box.start + box.size))
            at += box.size


def _box(file: BinaryIO, at: int, end: int) -> _Box:
    size, name = struct.unpack(">I4s", taken(file, at, _SHORT))
    header = _SHORT
    if size == 1:
        (size,), header = struct.unpack(">Q", taken(file, at + _SHORT, _LONG - _SHORT)), _LONG
    elif size == 0:
        size = end - at
    if size < header or at + size > end:
        raise Unreadable
    return _Box(name=name, start=at, header=header, size=size)


def _handler(file: BinaryIO, box: _Box) -> bytes:
    """Return what a track is for: version, flags and a reserved number stand before it."""
    return taken(file, box.start + box.header + 8, 4)
