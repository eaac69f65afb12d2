"""Where does a WebM keep notes about its making? EBML: elements of name, length and content."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from training.content.files.videos.boxes import Note, Unreadable, size_of, taken

_HEAD = b"\x1a\x45\xdf\xa3"
_SEGMENT, _CLUSTER, _TRACKS = 0x18538067, 0x1F43B675, 0x1654AE6B
#: Tags (places stand there) and attached files.
_NOTES = {0x1254C367, 0x1941A469}
#: What players skip.
_VOID = b"\xec"
_MOST_ELEMENTS = 400_000
_LONGEST_NAME, _LONGEST_LENGTH = 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element; `size` counts its head as well, None where it goes on until another of its level begins."""

    name: int
    start: int
    head: int
    size: int | None


def is_webm(head: bytes) -> bool:
    """Tell whether a file begins as a WebM; other films of the same family are not for browsers."""
    return head.startswith(_HEAD) and b"\x42\x82\x84webm" in head


def notes(file: BinaryIO) -> Iterator[Note]:
    """List the elements of a film that hold notes; raises Unreadable."""
    found, names = list[_Element](), set[int]()
    for element in _elements(file):
        names.add(element.name)
        if element.name in _NOTES:
            found.append(element)
    if _TRACKS not in names:
        raise Unreadable
    return (_blank(element) for element in found)


def _elements(file: BinaryIO) -> Iterator[_Element]:
    at, end = 0, size_of(file)
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            return
        element = _element(file, at, end)
        yield element
        # Into what has no length, and into the segment; whatever lies deeper is skipped with its parent.
        is_open = element.size is None or element.name == _SEGMENT
        at += element.head if is_open else element.size or 0
    raise Unreadable


def _element(file: BinaryIO, at: int, end: int) -> _Element:
    name, name_length = _number(file, at, longest=_LONGEST_NAME, keep_mark=True)
    length, length_length = _number(file, at + name_length, longest=_LONGEST_LENGTH, keep_mark=False)
    head = name_length + length_length
    unknown = (1 << (7 * length_length)) - 1
    if length == unknown:
        if name not in (_SEGMENT, _CLUSTER):
            raise Unreadable
        return _Element(name=name, start=at, head=head, size=None)
    if at + head + length > end:
        raise Unreadable
    return _Element(name=name, start=at, head=head, size=head + length)


def _number(file: BinaryIO, at: int, *, longest: int, keep_mark: bool) -> tuple[int, int]:
    """Read a number whose first byte says how long it is; return it and its length."""
    first = taken(file, at, 1)[0]
    length = 9 - first.bit_length()
    if first == 0 or length > longest:
        raise Unreadable
    value = int.from_bytes(taken(file, at, length))
    return value if keep_mark else value & ((1 << (7 * length)) - 1), length


def _blank(element: _Element) -> Note:
    size = element.size
    if size is None:
        raise Unreadable
    # The shortest length that says how much follows, of one byte or of eight.
    short = size - 2
    header = _VOID + (bytes([0x80 | short]) if short < 0x7F else (0x01 << 56 | (size - 9)).to_bytes(8))  # noqa: PLR2004
    return Note(start=element.start, size=size, header=header)
