"""What has somebody sent, and what is kept of it? A picture or a film, made harmless, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from training.content.files.pictures import ENDINGS, LARGEST, SVG, picture_type, re_encoded, sanitised
from training.content.files.videos import FILM_ENDINGS, HEAD, LARGEST_FILM, film_type, without_places
from training.foundation.errors import Refused

#: What a camera writes; it is kept much smaller.
LARGEST_PICTURE = 5 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_LONG_HEAD = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmless:
    """A file as it may be kept; `taken_out` says in words for templates what is not in it any more."""

    content: bytes | Path
    type: str
    size: int
    taken_out: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        """How its name ends."""
        return (ENDINGS | FILM_ENDINGS)[self.type][0]


@contextmanager
def harmless(file: BinaryIO) -> Iterator[Harmless]:
    """Make what was sent harmless; a film lies in a file of its own for as long as the block lasts.

    Raises Refused with a code that says why it cannot be kept.
    """
    head = file.read(_LONG_HEAD)
    file.seek(0)
    kind, film = picture_type(head), film_type(head[:HEAD])
    if kind:
        yield _picture(_read(file, LARGEST_PICTURE), kind)
    elif film:
        with NamedTemporaryFile() as copy:
            yield _film(file, copy, film)
    else:
        raise Refused("file-kind-unknown" if head else "file-missing")


def _picture(content: bytes, kind: str) -> Harmless:
    if kind != SVG:
        encoded = re_encoded(content, kind)
        return Harmless(content=encoded.content, type=encoded.type, size=len(encoded.content))
    drawing, taken_out = sanitised(content)
    if len(drawing) > LARGEST:
        raise Refused("picture-heavy")
    return Harmless(content=drawing, type=SVG, size=len(drawing), taken_out=taken_out)


def _film(file: BinaryIO, copy: IO[bytes], kind: str) -> Harmless:
    size = file.seek(0, 2)
    if size > LARGEST_FILM:
        raise Refused("file-large", most=LARGEST_FILM // _MEGABYTE)
    file.seek(0)
    copyfileobj(file, copy, _MEGABYTE)
    copy.flush()
    path = Path(copy.name)
    noted = without_places(path)
    return Harmless(content=path, type=kind, size=size, taken_out=("notes",) if noted else ())


def _read(file: BinaryIO, most: int) -> bytes:
    content = file.read(most + 1)
    if len(content) > most:
        raise Refused("file-large", most=most // _MEGABYTE)
    return content
