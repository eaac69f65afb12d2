"""Does a file come into a module under a name of its own, and does nothing lose what it shows?"""

from dataclasses import replace

import pytest

from tests.films import film, lesson_with, medium
from tests.modules import module_value
from training.authoring.rules.media import (
    Wanted,
    films,
    media_name,
    refuse_unless_told,
    uses,
    with_cues,
    with_file,
    without_file,
)
from training.content.rules.blocks import Cue, Picture, Sources, Video
from training.content.rules.faults import faults
from training.content.rules.module import Module, lesson_of
from training.foundation.errors import Refused


def watched() -> Module:
    """Make a module with a film among its files."""
    module = module_value()
    return replace(module, lessons=(*module.lessons, lesson_with(film())), media=(*module.media, medium()))


@pytest.mark.parametrize(
    ("sent", "ending", "name"),
    [
        ("Halle Łódź (2).JPG", ".jpg", "halle-lodz-2.jpg"),
        ("map.svg", ".svg", "map-1.svg"),
        ("map.png", ".png", "map-1.png"),
        ("../../etc/passwd", ".png", "passwd.png"),
        ("", ".webp", "file-1.webp"),
        ("漢字.mp4", ".mp4", "file-1.mp4"),
        ("a" * 99, ".png", "a" * 30 + ".png"),
    ],
)
def test_a_name_is_made_of_the_one_on_the_machine_of_its_author(sent: str, ending: str, name: str) -> None:
    """Two files never share a name, whatever they end in."""
    assert media_name(sent, ending, taken=["map.svg"]) == name


def test_a_file_is_only_kept_or_shown_at_the_end_of_a_lesson() -> None:
    kept, name, address = with_file(module_value(), "Plan.png", ".png", "p" * 64, Wanted())
    shown, _, at = with_file(kept, "Mill.jpg", ".jpg", "m" * 64, Wanted(lesson="who", words="A mill.", caption="2021"))

    assert (name, address) == ("plan.png", "")
    assert [each.name for each in shown.media] == ["map.svg", "mill.jpg", "plan.png"]
    *_, block, last = lesson_of(shown, "who").blocks
    assert isinstance(last, Sources)
    assert (f"who/{block.key}", block) == (
        at,
        Picture(key=block.key, media="mill.jpg", alt="A mill.", caption="2021"),
    )
    assert {name: [use.address for use in found] for name, found in uses(shown).items()} == {
        "map.svg": ["space/map"],
        "mill.jpg": [at],
        "plan.png": [],
    }


def test_a_film_comes_with_its_captions_and_they_say_how_long_it_is() -> None:
    wanted = Wanted(lesson="space", words="The mill", cues=film().cues)

    shown, name, address = with_file(module_value(), "mill.mp4", ".mp4", "m" * 64, wanted)

    (use,) = films(shown)
    assert (use.address, name) == (address, "mill.mp4")
    assert use.block == Video(key=use.block.key, title="The mill", media="mill.mp4", minutes=1, cues=film().cues)
    assert not faults(shown)


def test_a_better_picture_comes_in_the_place_of_the_old_one_wherever_that_is_shown() -> None:
    made, name, address = with_file(module_value(), "IMG_1.JPG", ".jpg", "n" * 64, Wanted(replaces="map.svg"))

    assert (name, address) == ("map.jpg", "")
    assert [(each.name, each.digest) for each in made.media] == [("map.jpg", "n" * 64)]
    assert [use.address for use in uses(made)["map.jpg"]] == ["space/map"]
    assert not faults(made)
    again, name, _ = with_file(made, "other.jpg", ".jpg", "o" * 64, Wanted(replaces="map.jpg"))
    assert [(each.name, each.digest) for each in again.media] == [(name, "o" * 64)] == [("map.jpg", "o" * 64)]


@pytest.mark.parametrize(
    ("wanted", "ending", "code"),
    [
        (Wanted(lesson="gone", words="A mill."), ".jpg", "unit-gone"),
        (Wanted(lesson="module", words="A mill."), ".jpg", "unit-gone"),
        (Wanted(lesson="who/hook", words="A mill."), ".jpg", "unit-gone"),
        (Wanted(replaces="gone.png"), ".jpg", "unit-gone"),
        (Wanted(replaces="map.svg"), ".mp4", "file-kind-differs"),
    ],
)
def test_what_is_not_there_any_more_is_refused(wanted: Wanted, ending: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        with_file(module_value(), "mill", ending, "m" * 64, wanted)


def test_words_are_demanded_only_where_a_file_is_shown() -> None:
    refuse_unless_told(Wanted(), film=False)
    with pytest.raises(Refused, match="alt-missing"):
        refuse_unless_told(Wanted(lesson="who"), film=False)
    with pytest.raises(Refused, match="text-too-long"):
        refuse_unless_told(Wanted(words="a" * 20_001), film=False)
    with pytest.raises(Refused, match="title-missing"):
        refuse_unless_told(Wanted(lesson="who"), film=True)


def test_only_what_nothing_shows_is_taken_out() -> None:
    with pytest.raises(Refused, match="file-used"):
        without_file(module_value(), "map.svg")
    kept, name, _ = with_file(module_value(), "plan.png", ".png", "p" * 64, Wanted())
    assert without_file(kept, name) == module_value()


def test_a_caption_that_says_the_same_keeps_its_key() -> None:
    """And so its translations; a further one gets a key that was never another's."""
    new = [
        Cue(key="c1", start="00:00.000", end="00:01.000", text="Look."),
        Cue(key="c2", start="00:01.500", end="00:03.500", text="This was a mill."),
    ]

    made = with_cues(watched(), "watch/film", new)

    (use,) = films(made)
    assert isinstance(use.block, Video)
    assert [(cue.key, cue.start, cue.text) for cue in use.block.cues] == [
        ("c3", "00:00.000", "Look."),
        ("c1", "00:01.500", "This was a mill."),
    ]
    with pytest.raises(Refused, match="unit-gone"):
        with_cues(watched(), "who/hook", new)
