"""What does every store promise, and are the bytes in it those of their digests?"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from training.foundation.errors import NotFound, Refused

#: How much of a file is held in memory at once.
PIECE = 1024 * 1024


class Store(Protocol):
    """Keeps bytes under their SHA-256 in hexadecimal, whole or not at all, and never changes them.

    What is not there raises NotFound; a store that does not answer raises Refused("store-away").
    """

    def keep(self, content: bytes | Path) -> str:
        """Keep these bytes, or those of a file, and return their digest; what is there and has it stays."""
        ...

    def opened(self, digest: str) -> BinaryIO:
        """Open what is kept under a digest; it can be read from any place, piece by piece."""
        ...

    def bytes_of(self, digest: str) -> bytes:
        """Return all bytes of a digest; for pictures, not for films."""
        ...

    def has(self, digest: str) -> bool:
        """Tell whether something is kept under this digest."""
        ...

    def is_ready(self) -> bool:
        """Tell whether the store is there and may be written to; nothing is written to find out."""
        ...

    def sound_file(self, digest: str) -> AbstractContextManager[Path | None]:
        """Give a file with exactly the bytes of this digest, good for the block; None where there is none."""
        ...


def away(where: str) -> Refused:
    """Say that a store does not answer, without what it said itself; `where` is for those who run the site."""
    return Refused("store-away", where=where)


def is_sound(store: Store, digest: str) -> bool:
    """Tell whether the bytes of this digest are there and have it."""
    try:
        with store.opened(digest) as file:
            return digest_of(pieces(file)) == digest
    except NotFound:
        return False


def unsound(store: Store, digests: Iterable[str]) -> Iterator[str]:
    """List those of these digests whose bytes are missing or are others."""
    return (digest for digest in digests if not is_sound(store, digest))


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Read a file piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def digest_of(content: Iterable[bytes]) -> str:
    """Return the SHA-256 of bytes that come piece by piece."""
    total = sha256()
    for piece in content:
        total.update(piece)
    return total.hexdigest()
