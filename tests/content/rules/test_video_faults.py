"""Is every film one that can be seen, heard or read?"""

from dataclasses import replace

import pytest

from tests.films import film, lesson_with, medium
from tests.modules import module_value
from training.content.files.shapes import module_from_json
from training.content.rules.blocks import Cue, Video
from training.content.rules.canonical import canonical_json
from training.content.rules.faults import faults
from training.content.rules.module import Module
from training.content.rules.segments import localise, segments


def watched(video: Video) -> Module:
    """Make a module with a film."""
    module = module_value()
    media = (*module.media, *([medium(video.media)] if video.media == "mill.mp4" else []))
    return replace(module, lessons=(*module.lessons, lesson_with(video)), media=media)


def cue(start: str, end: str, key: str = "c1") -> Cue:
    """Make a caption."""
    return Cue(key=key, start=start, end=end, text="Words.")


@pytest.mark.parametrize(
    "sound",
    [
        film(),
        film(cues=(cue("59:59.999", "01:00:00.000"), cue("01:00:00.000", "01:00:02.000", "c2"))),
        film(cues=(cue("00:01.000", "00:05.000"), cue("00:02.000", "00:03.000", "c2"))),
        film(media=None, url="https://video.example.org/mill", cues=()),
    ],
)
def test_a_sound_film_has_no_faults_and_comes_back_from_its_document(sound: Video) -> None:
    """Captions may overlap where two speak."""
    module = watched(sound)

    assert faults(module) == []
    assert module_from_json(canonical_json(module)) == module


@pytest.mark.parametrize(
    ("video", "said"),
    [
        (film(url="https://video.example.org/mill"), "either a file or a link"),
        (film(media=None), "either a file or a link"),
        (film(media=None, url="http://video.example.org/mill"), "no secure address"),
        (film(media="gone.mp4"), "“gone.mp4” is missing"),
        (film(media="map.svg"), "“map.svg” is no film"),
        (film(cues=()), "The film has no captions"),
        (film(minutes=0), "less than 1"),
        (film(cues=(cue("1:00", "00:02.000"),)), "cannot be read"),
        (film(cues=(cue("00:02.000", "00:02.000"),)), "ends before it begins"),
        (film(cues=(cue("00:02.000", "00:03.000"), cue("00:01.000", "00:04.000", "c2"))), "before the one above it"),
        (film(cues=(cue("00:01.000", "00:02.000"), cue("00:03.000", "00:04.000"))), "“c1” is there twice"),
        (film(sources=("none",)), "The source “none” does not exist"),
    ],
)
def test_what_nobody_could_see_or_read_is_a_fault(video: Video, said: str) -> None:
    assert any(said in fault.said for fault in faults(watched(video)) if fault.block and "film" in fault.block)


def test_captions_are_translated_like_every_text() -> None:
    module = watched(film())
    address = "watch/film/c1/text"

    assert dict(segments(module))[address] == "This was a mill."
    localised = localise(module, {address: ("To je bil mlin.", "reviewed")}, "sl")
    (video,) = localised.lessons[-1].blocks
    assert isinstance(video, Video)
    assert (str(video.cues[0].text), video.cues[0].start) == ("To je bil mlin.", "00:01.000")
