"""What kind of picture is a file, and how large does it say that it is? Told from its first bytes alone."""

import re
import struct

SVG = "image/svg+xml"
ENDINGS = {SVG: (".svg",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg"), "image/webp": (".webp",)}
_LOSSY_START = b"\x9d\x01\x2a"
_FOURTEEN_BITS = 0x3FFF


def picture_type(content: bytes) -> str | None:
    """Tell the media type of a picture from its first bytes; None where it is none of the four."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return SVG if re.search(rb"<svg[\s>]", content[:4096]) else None


def declared_size(content: bytes, kind: str) -> tuple[int, ...]:
    """Read width and height of a WebP; for others nothing, since their decoder tells before it takes memory."""
    return _webp_size(content) if kind == "image/webp" else ()


def _webp_size(content: bytes) -> tuple[int, ...]:
    piece, inside = content[12:16], content[20:30]
    if len(inside) < 10:  # noqa: PLR2004 (what the longest of the three heads needs)
        return ()
    if piece == b"VP8X":
        return int.from_bytes(inside[4:7], "little") + 1, int.from_bytes(inside[7:10], "little") + 1
    if piece == b"VP8L":
        bits = int.from_bytes(inside[1:5], "little")
        return (bits & _FOURTEEN_BITS) + 1, (bits >> 14 & _FOURTEEN_BITS) + 1
    if piece == b"VP8 " and inside[3:6] == _LOSSY_START:
        width, height = struct.unpack("<HH", inside[6:10])
        return width & _FOURTEEN_BITS, height & _FOURTEEN_BITS
    return ()
