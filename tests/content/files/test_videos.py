"""Is a film what it says, and does it still say where it was filmed?"""

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films import PLACE, box, element, long_box, mp4, track, webm
from training.content.files.videos import MP4, WEBM, film_type, tells_place, without_places
from training.foundation.errors import Refused

#: A second of colours that Chromium has recorded, as browsers do: no part of it says how long it is.
RECORDED = Path(__file__).with_name("mill.webm").read_bytes()
TAGS = element(b"\x12\x54\xc3\x67", b"LOCATION", PLACE)
NOTED = [
    mp4(notes=box(b"udta", box(b"\xa9xyz", PLACE))),
    mp4(notes=long_box(b"udta", box(b"\xa9xyz", PLACE))),
    mp4(notes=box(b"meta", bytes(4), PLACE)),
    mp4(track(b"vide", box(b"udta", PLACE)), track(b"soun")),
    mp4() + box(b"uuid", b"XMP", PLACE),
    mp4() + bytes(4) + b"meta" + PLACE,
    webm(TAGS),
    webm(element(b"\x12\x54\xc3\x67", PLACE * 20)),
    webm(element(b"\x19\x41\xa4\x69", PLACE)),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file that is not there yet."""
    return tmp_path / "film"


def test_the_type_is_told_from_the_bytes() -> None:
    """Neither photographs nor films of other programs are taken for one that browsers show."""
    heads = [
        mp4(),
        webm(),
        box(b"ftyp", b"qt  "),
        box(b"ftyp", b"heic"),
        webm().replace(b"webm", b"mkvx"),
        b"",
        b"\x1a",
    ]

    assert [film_type(head[:64]) for head in heads] == [MP4, WEBM, None, None, None, None, None]


@pytest.mark.parametrize("noted", NOTED)
def test_what_a_device_has_noted_goes_and_nothing_else_moves(noted: bytes, path: Path) -> None:
    assert PLACE in noted
    path.write_bytes(noted)

    assert without_places(path)

    left = path.read_bytes()
    assert PLACE not in left
    assert len(left) == len(noted)
    assert left.find(b"pictures") == noted.find(b"pictures") > 0
    assert film_type(left[:64]) == film_type(noted[:64])
    without_places(path)
    assert path.read_bytes() == left


def test_only_what_says_where_it_was_filmed_is_a_fault_of_a_folder() -> None:
    """Programs note their own name as well, and that is nobody's business to mend."""
    told = [mp4(notes=box(b"udta", box(b"\xa9xyz", PLACE))), webm(TAGS), mp4(notes=box(b"udta", b"made by a program"))]

    assert [tells_place(film) for film in told] == [True, True, False]


@pytest.mark.parametrize("clean", [mp4(), webm(), RECORDED])
def test_a_film_without_notes_stays_as_it_is(clean: bytes, path: Path) -> None:
    path.write_bytes(clean)

    assert not without_places(path)
    assert path.read_bytes() == clean


@pytest.mark.parametrize(
    ("film", "code"),
    [
        (mp4(track(b"vide"), track(b"meta")), "film-notes"),
        (mp4(track(b"soun")), "film-unreadable"),
        (mp4()[:-3], "film-unreadable"),
        (mp4() + b"\0\0\0\x04free", "film-unreadable"),
        (webm()[:20], "film-unreadable"),
        (webm()[:-3], "film-unreadable"),
        (webm(element(b"\0")), "film-unreadable"),
    ],
)
def test_a_track_of_notes_or_a_damaged_film_is_refused(film: bytes, code: str, path: Path) -> None:
    """Every step of whoever filmed may stand in such a track."""
    path.write_bytes(film)

    with pytest.raises(Refused, match=code):
        without_places(path)
    assert path.read_bytes() == film


@settings(max_examples=60)
@given(st.sampled_from(NOTED), st.integers(0, 400), st.binary(min_size=1, max_size=9))
def test_damage_is_refused_and_no_fault_of_the_program(film: bytes, at: int, other: bytes) -> None:
    with NamedTemporaryFile() as file:
        file.write(film[:at] + other + film[at + len(other) :])
        file.flush()
        with suppress(Refused):
            without_places(Path(file.name))
