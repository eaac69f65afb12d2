"""What is in a picture file, and may it be shown? Told from its bytes, never from its name."""

from dataclasses import dataclass

from training.content.files.pictures.drawings import dangers, sanitised
from training.content.files.pictures.headers import ENDINGS, SVG, picture_type
from training.content.files.pictures.photographs import LARGEST, MOST_PIXELS, Encoded, re_encoded

__all__ = [
    "ENDINGS",
    "LARGEST",
    "MOST_PIXELS",
    "SVG",
    "Encoded",
    "PictureFile",
    "dangers",
    "picture_type",
    "re_encoded",
    "sanitised",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture or film with its bytes; `digest` is their SHA-256 in hexadecimal, `type` the media type."""

    name: str
    digest: str
    type: str
    content: bytes
