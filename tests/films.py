"""What does a film look like to a test? A few boxes that no player shows, with notes about where it was made."""

from training.content.rules.blocks import Cue, Video
from training.content.rules.module import Lesson, Medium

PLACE = b"+46.0569+014.5058/"
_EBML = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"


def box(name: bytes, *inside: bytes) -> bytes:
    """Write a box of an MP4."""
    content = b"".join(inside)
    return (len(content) + 8).to_bytes(4) + name + content


def long_box(name: bytes, *inside: bytes) -> bytes:
    """Write a box whose size stands behind its name, as that of a long film."""
    content = b"".join(inside)
    return (1).to_bytes(4) + name + (len(content) + 16).to_bytes(8) + content


def track(handler: bytes, *further: bytes) -> bytes:
    """Write a track of an MP4: vide, soun, or meta."""
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))), *further)


def mp4(*tracks: bytes, notes: bytes = b"") -> bytes:
    """Write an MP4 with tracks (one of pictures where none is given) and boxes of notes in its index."""
    inside = tracks or (track(b"vide"), track(b"soun"))
    return box(b"ftyp", b"isom", bytes(4)) + box(b"moov", *inside, notes) + box(b"mdat", b"pictures and sound")


def element(name: bytes, *inside: bytes) -> bytes:
    """Write an element of a WebM."""
    content = b"".join(inside)
    return name + (0x01 << 56 | len(content)).to_bytes(8) + content


def webm(*further: bytes) -> bytes:
    """Write a WebM with a track, further elements, and a cluster that does not say how long it is."""
    tracks, block = element(b"\x16\x54\xae\x6b", b"track"), element(b"\xa3", b"pictures")
    return _EBML + element(b"\x18\x53\x80\x67", tracks, *further, b"\x1f\x43\xb6\x75\xff", block)


def film(**changed: object) -> Video:
    """Make the block of a film with two captions."""
    cues = (
        Cue(key="c1", start="00:01.000", end="00:03.500", text="This was a mill."),
        Cue(key="c2", start="00:04.000", end="00:06.000", text="Rent & heating < 5 euro --> cheap."),
    )
    known: dict[str, object] = {"key": "film", "title": "The mill", "media": "mill.mp4", "minutes": 1, "cues": cues}
    return Video(**(known | changed))  # type: ignore[arg-type]


def lesson_with(*films: Video) -> Lesson:
    """Make a lesson of films."""
    return Lesson(key="watch", title="Watch", minutes=5, objectives=("sort",), blocks=films)


def medium(name: str = "mill.mp4", digest: str = "d" * 64) -> Medium:
    """Name the file of the film."""
    return Medium(name=name, digest=digest)
