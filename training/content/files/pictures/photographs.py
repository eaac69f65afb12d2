"""How does a photograph become small enough for a page, and forget where it was taken?"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from training.content.files.pictures.headers import declared_size
from training.foundation.errors import Refused

#: A page should come over a slow line; a drawing has a few kilobytes.
LARGEST = 1024 * 1024
#: Pixels on a side: of what is uploaded, and of what is kept.
MOST_PIXELS, ENOUGH_PIXELS = 6000, 2000
_QUALITIES = (85, 75, 65, 55)
#: Then it is made smaller instead of worse.
_SIZES = (ENOUGH_PIXELS, 1400, 1000)
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_DARKEST_TO_EIGHT_BITS = 1 / 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A picture as it is kept: bytes and media type."""

    content: bytes
    type: str


def re_encoded(content: bytes, kind: str) -> Encoded:
    """Make a picture anew from its pixels alone: upright, in the colours of the web, and no larger than a page needs.

    Raises Refused: "picture-pixels" (too many), "picture-moves" (an animation), "picture-unreadable" (damaged),
    "picture-heavy" (too large however it is saved).
    """
    if max(declared_size(content, kind), default=0) > MOST_PIXELS:
        raise Refused("picture-pixels", most=MOST_PIXELS)
    return _smallest(_pixels(content, kind), kind)


def _pixels(content: bytes, kind: str) -> Image.Image:
    """Decode a picture; whatever a decoder says of a damaged one, it is damaged."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as image:
            _refuse_unless_shown(image, kind)
            # Of a large JPEG only as many pixels are decoded as will be kept.
            image.draft("RGB", (ENOUGH_PIXELS, ENOUGH_PIXELS))
            image.load()
            return _upright(image)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refused("picture-pixels", most=MOST_PIXELS) from fault
    except Exception as fault:
        raise Refused("picture-unreadable") from fault


def _refuse_unless_shown(image: Image.Image, kind: str) -> None:
    if max(image.size) > MOST_PIXELS:
        raise Refused("picture-pixels", most=MOST_PIXELS)
    # Phones put further views of the same moment into a JPEG: the first one is the picture.
    if kind != "image/jpeg" and getattr(image, "n_frames", 1) > 1:
        raise Refused("picture-moves")


def _upright(image: Image.Image) -> Image.Image:
    """Turn a picture as its camera was held, and give it the colours of the web; all else that it tells is left."""
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    plain = _with_plain_colours(turned)
    if profile:
        plain = _of_the_web(turned if turned.mode == "CMYK" else plain, profile, plain)
    plain.info.clear()
    return plain


def _with_plain_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * _DARKEST_TO_EIGHT_BITS).convert("L")
    is_clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    if is_clear:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _of_the_web(image: Image.Image, profile: bytes, otherwise: Image.Image) -> Image.Image:
    """Convert colours by the picture's own profile; one that makes no sense is left out."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return otherwise
    return made or otherwise


def _smallest(image: Image.Image, kind: str) -> Encoded:
    """Save a picture as well as it fits: losslessly where it came so, then worse, then smaller."""
    for made in _attempts(image, kind):
        if len(made.content) <= LARGEST:
            return made
    raise Refused("picture-heavy")


def _attempts(image: Image.Image, kind: str) -> Iterator[Encoded]:
    for size in _SIZES:
        fitting = image.copy()
        fitting.thumbnail((size, size), Image.Resampling.LANCZOS)
        if kind == "image/png":
            yield Encoded(content=_saved(fitting, "PNG"), type=kind)
        lossy = "image/jpeg" if kind == "image/jpeg" and fitting.mode != "RGBA" else "image/webp"
        for quality in _QUALITIES:
            yield Encoded(content=_saved(fitting, _FORMATS[lossy], quality=quality), type=lossy)


def _saved(image: Image.Image, form: str, **how: int) -> bytes:
    target = io.BytesIO()
    image.save(target, form, exif=b"", **how)
    return target.getvalue()
