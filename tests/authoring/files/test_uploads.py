"""Is what somebody sends made harmless, or refused before it takes much of the machine?"""

import io
from pathlib import Path

import pytest

from tests.content.files.test_photographs import photograph
from tests.films import PLACE, box, mp4
from training.authoring.files.uploads import LARGEST_PICTURE, harmless
from training.content.files.videos import LARGEST_FILM
from training.foundation.errors import Refused


class Long(io.BytesIO):
    """A film that says that it is longer than it is."""

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Tell a place behind the last byte as the end."""
        return LARGEST_FILM + 1 if whence == io.SEEK_END else super().seek(offset, whence)


def test_a_picture_is_told_by_its_bytes_whatever_it_is_called() -> None:
    with harmless(io.BytesIO(photograph("WEBP"))) as made:
        assert (made.type, made.ending, made.taken_out) == ("image/webp", ".webp", ())
        assert isinstance(made.content, bytes)
        assert made.size == len(made.content)


def test_a_film_lies_in_a_file_of_its_own_until_it_is_kept() -> None:
    with harmless(io.BytesIO(mp4(notes=box(b"udta", PLACE)))) as made:
        assert isinstance(made.content, Path)
        assert PLACE not in made.content.read_bytes()
        assert (made.ending, made.taken_out, made.size) == (".mp4", ("notes",), made.content.stat().st_size)
    assert not made.content.exists()


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b"\xff\xd8\xff" + bytes(LARGEST_PICTURE)), "file-large"),
        (Long(mp4()), "file-large"),
        (
            io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><text>' + b"x" * 1_100_000 + b"</text></svg>"),
            "picture-heavy",
        ),
        (io.BytesIO(b"%PDF-1.7"), "file-kind-unknown"),
        (io.BytesIO(), "file-missing"),
    ],
)
def test_what_is_too_large_or_of_another_kind_is_refused(file: io.BytesIO, code: str) -> None:
    with pytest.raises(Refused, match=code), harmless(file):
        raise AssertionError
