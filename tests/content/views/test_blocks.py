"""Is a block rendered in the language asked for, and left out as long as there is nothing to show?"""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.films import film, medium
from tests.modules import module_value, pseudo_texts
from training.authoring.rules.beginnings import beginning
from training.content.rules.blocks import BLOCKS, Block, Diagram, Picture
from training.content.rules.module import Module
from training.content.rules.segments import localise
from training.content.views.blocks import block_html


@pytest.fixture
def shown(make_app: Any) -> Any:
    """Give a function that renders a block alone in the lesson ``who`` of a module in a language."""
    app: Flask = make_app("sqlite://")

    def show(block: Block, *, language: str = "en", value: Module | None = None) -> Any:
        value = value or module_value()
        alone = replace(value, lessons=(replace(value.lessons[0], blocks=(block,)),))
        module = localise(alone, pseudo_texts(alone).get(language, {}), language)
        lesson = module.lessons[0]
        with app.test_request_context():
            return block_html(module, lesson.blocks[0], lesson, language)

    return show


def test_every_kind_of_block_speaks_the_language_of_its_reader(shown: Any) -> None:
    blocks = [block for lesson in module_value().lessons for block in lesson.blocks]

    found = {block.kind: shown(block, language="sl") for block in blocks}

    assert found.keys() | {"video"} == {kind.kind for kind in BLOCKS}
    # What differs from learner to learner is made by the page.
    assert {kind for kind, html in found.items() if html == ""} == {"quiz", "self-assessment"}
    assert all("[sl]" in html for html in found.values() if html and "https://example.org" not in html)
    assert "<h4>Polo" in found["case"]


def test_what_has_only_been_begun_is_shown_as_soon_as_there_is_something(shown: Any) -> None:
    begun = {kind.kind: shown(beginning(kind, "b")) for kind in BLOCKS}

    assert {kind for kind, html in begun.items() if html is None} == {"picture", "video"}
    picture: Picture = beginning(Picture, "b")
    assert shown(replace(picture, media="map.svg")) is not None
    diagram: Diagram = beginning(Diagram, "b")
    assert shown(replace(diagram, parts=())) is None


def test_a_film_of_the_module_is_played_here_with_its_captions(shown: Any) -> None:
    value = module_value()
    value = replace(value, media=(*value.media, medium()))

    page = str(shown(film(), language="sl", value=value))

    assert f'<source src="/media/{"d" * 64}" type="video/mp4">' in page
    # Only a page that knows where its captions are names them; the words stand beneath in any case.
    assert "<track" not in page
    assert "[sl] This was a mill." in page
    assert "controls" in page
    assert "autoplay" not in page


def test_a_film_elsewhere_is_a_link_that_says_who_will_know(shown: Any) -> None:
    """Nothing of another site is on our page."""
    page = str(shown(film(media=None, url="https://video.example.org/mill?a=1&b=2", cues=())))

    assert "This film is at video.example.org. Opening it sends your address" in page
    assert 'href="https://video.example.org/mill?a=1&amp;b=2" rel="noreferrer"' in page
    assert not [tag for tag in ("<video", "<iframe", "<img", "<script") if tag in page]
    assert shown(film(media=None, url="javascript:alert(1)", cues=())) is None
