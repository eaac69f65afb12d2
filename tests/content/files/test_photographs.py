"""Does a photograph come out small, upright and silent about its camera?"""

import io
import random
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from training.content.files.pictures import LARGEST, picture_type, re_encoded
from training.foundation.errors import Refused

#: The number of the block of EXIF that holds the place, and what it says here.
GPS, PLACE = 0x8825, b"46-03-37-N"
ORIENTATION, TURNED = 0x0112, 6


def photograph(form: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object) -> bytes:
    """Take a photograph: its left half is white."""
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "white"))
    target = io.BytesIO()
    image.save(target, form, **how)
    return target.getvalue()


def exif() -> bytes:
    """Write what a camera notes: how it was held, and where."""
    noted = Image.Exif()
    noted[ORIENTATION] = TURNED
    noted.get_ifd(GPS)[29] = PLACE.decode()
    return noted.tobytes()


def opened(content: bytes) -> Image.Image:
    """Open what was kept."""
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_it_forgets_where_it_was_taken_and_stands_upright(form: str, kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    taken = photograph(form, exif=exif(), icc_profile=profile)
    assert PLACE in taken

    kept = re_encoded(taken, kind)

    image = opened(kept.content)
    assert (kept.type, picture_type(kept.content)) == (kind, kind)
    assert PLACE not in kept.content
    assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()
    # Turned by a quarter: what was left is above.
    assert image.size == (40, 60)
    assert min(image.convert("L").getpixel((20, 5)), 200) == 200  # type: ignore[type-var]
    assert re_encoded(kept.content, kind).type == kind


@pytest.mark.parametrize(
    ("form", "mode", "expected"),
    [
        ("PNG", "P", "RGB"),
        ("PNG", "1", "L"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "I;16", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_every_way_to_write_colours_is_understood(form: str, mode: str, expected: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (10, 10)).save(target, form, icc_profile=b"no profile")

    assert opened(re_encoded(target.getvalue(), f"image/{form.lower()}").content).mode == expected


def test_a_large_one_becomes_small_and_a_heavy_one_light() -> None:
    """Two thousand pixels are enough; noise that no PNG makes smaller becomes a WebP."""
    large = opened(re_encoded(photograph(size=(4100, 300)), "image/jpeg").content)
    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))  # noqa: S311 (noise)
    target = io.BytesIO()
    noise.save(target, "PNG")
    assert len(target.getvalue()) > LARGEST

    light = re_encoded(target.getvalue(), "image/png")

    assert large.size == (2000, 146)
    assert light.type == "image/webp"
    assert len(light.content) <= LARGEST


def moving(form: str) -> bytes:
    """Make an animation of two pictures."""
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, form, save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
    return target.getvalue()


def bomb() -> bytes:
    """Write a PNG of a few bytes that says it has ten thousand million pixels."""
    head = b"IHDR" + (100_000).to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    body = b"IDAT" + zlib.compress(bytes(1000))
    pieces = ((len(each) - 4).to_bytes(4) + each + zlib.crc32(each).to_bytes(4) for each in (head, body, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def webp_bomb(piece: bytes, inside: bytes) -> bytes:
    """Write the head of a WebP of 16,384 pixels on each side."""
    return b"RIFF" + (22).to_bytes(4, "little") + b"WEBP" + piece + (10).to_bytes(4, "little") + inside


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (photograph(size=(6001, 2)), "image/jpeg", "picture-pixels"),
        (photograph("WEBP", size=(6001, 2)), "image/webp", "picture-pixels"),
        (photograph("WEBP", size=(6001, 2), lossless=True), "image/webp", "picture-pixels"),
        (bomb(), "image/png", "picture-pixels"),
        (webp_bomb(b"VP8X", bytes(4) + b"\xff\x3f\0\xff\x3f\0"), "image/webp", "picture-pixels"),
        (moving("PNG"), "image/png", "picture-moves"),
        (moving("WEBP"), "image/webp", "picture-moves"),
        (photograph()[:-60], "image/jpeg", "picture-unreadable"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "picture-unreadable"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", "picture-unreadable"),
    ],
)
def test_what_is_too_large_moves_or_is_damaged_is_refused(content: bytes, kind: str, code: str) -> None:
    """What says that it is large is refused before memory is taken for it."""
    with pytest.raises(Refused, match=code):
        re_encoded(content, kind)


@settings(max_examples=60)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 700), st.binary(min_size=1, max_size=6))
def test_damage_is_refused_and_no_fault_of_the_program(form: str, at: int, other: bytes) -> None:
    content = photograph(form, exif=exif())
    content = content[:at] + other + content[at + len(other) :]
    with suppress(Refused):
        re_encoded(content, f"image/{form.lower()}")
