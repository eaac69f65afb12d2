"""What is in a film, and where does it say where it was filmed? Told from its bytes, never from its name."""

import io
from pathlib import Path
from typing import BinaryIO

from training.content.files.videos import mp4, webm
from training.content.files.videos.boxes import Note, Unreadable
from training.foundation.errors import Refused

MP4, WEBM = "video/mp4", "video/webm"
FILM_ENDINGS = {MP4: (".mp4",), WEBM: (".webm",)}
#: A quarter of an hour that may be watched over a slow line.
LARGEST_FILM = 100 * 1024 * 1024
#: So many bytes tell what a file is.
HEAD = 64

#: How a telephone, a camera and a program write down a place.
_PLACES = (b"\xa9xyz", b"loci", b"location.ISO6709", b"LOCATION", b"GPS")

__all__ = ["FILM_ENDINGS", "HEAD", "LARGEST_FILM", "MP4", "WEBM", "film_type", "tells_place", "without_places"]


def film_type(head: bytes) -> str | None:
    """Tell the media type of a film from its first bytes; None where it is none of the two."""
    if mp4.is_mp4(head):
        return MP4
    return WEBM if webm.is_webm(head) else None


def without_places(path: Path) -> bool:
    """Blank in a film what its maker's device has noted, places above all; tell whether there was anything.

    Nothing moves, so pictures and sound stay as they are. Raises Refused("film-unreadable") where the film is damaged,
    Refused("film-notes") where it has a track of notes, which may hold every step of whoever filmed.
    """
    with path.open("r+b") as file:
        return _blanked(file)


def tells_place(content: bytes) -> bool:
    """Tell whether the notes of a film say where it was filmed; raises Refused as `without_places` does."""
    file = io.BytesIO(content)
    found = (content[note.start : note.start + note.size] for note in _notes(file))
    return any(mark in noted for noted in found for mark in _PLACES)


def _blanked(file: BinaryIO) -> bool:
    found = _notes(file)
    for note in found:
        note.blank(file)
    return bool(found)


def _notes(file: BinaryIO) -> list[Note]:
    kind = film_type(file.read(HEAD))
    try:
        return list(mp4.notes(file) if kind == MP4 else webm.notes(file))
    except Unreadable as fault:
        raise Refused("film-unreadable") from fault
