"""What is a piece of a film, and how is one blanked without moving any other?"""

from dataclasses import dataclass
from typing import BinaryIO

_PIECE = 1024 * 1024


class Unreadable(Exception):
    """A film does not hold together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A piece of a film that goes: from `start` on, `size` bytes; `header` is what stands there instead of its own."""

    start: int
    size: int
    header: bytes

    def blank(self, file: BinaryIO) -> None:
        """Write what players skip over the piece, all of it."""
        file.seek(self.start)
        file.write(self.header)
        left = self.size - len(self.header)
        while left > 0:
            left -= file.write(bytes(min(left, _PIECE)))


def size_of(file: BinaryIO) -> int:
    """Return how long a file is."""
    return file.seek(0, 2)


def taken(file: BinaryIO, start: int, count: int) -> bytes:
    """Read bytes at a place; raises Unreadable where the file ends before."""
    file.seek(start)
    found = file.read(count)
    if len(found) < count:
        raise Unreadable
    return found
