"""How does a block of a lesson become HTML? In one way for learners, for previews and beside the form of its author."""

from typing import Any
from urllib.parse import urlsplit

from flask import url_for
from markupsafe import Markup

from training.content.files.videos import FILM_ENDINGS
from training.content.rules.blocks import Block, Diagram, Picture, Quiz, SelfAssessment, Sources, Video
from training.content.rules.drawing.forms import can_be_drawn, drawn
from training.content.rules.drawing.parts import NARROW, WIDE
from training.content.rules.drawing.shapes import Sheet
from training.content.rules.module import Lesson, Module
from training.foundation.pages import environment


def block_html(module: Module, block: Block, lesson: Lesson, language: str, *, captions: str = "") -> Markup | None:
    """Render what learners see of a block of a localised module; None where a draft's block cannot be drawn yet.

    What differs from learner to learner is made by the page: all of a quiz and of a self-assessment (rendered as
    nothing), and the field for the note of an activity. `captions` is the address of those of a film.
    """
    if isinstance(block, Quiz | SelfAssessment):
        return Markup()
    if not _can_be_shown(module, block):
        return None
    values = {"block": block, "region": module.region, "cited": _cited(lesson), "captions": captions}
    return rendered(f"learning/blocks/{block.kind}.html", language, **values, **_made_for(module, block))


def rendered(template: str, language: str, **values: Any) -> Markup:
    """Render a piece of a page in a language, which need not be that of the page."""
    return Markup(environment(language).get_template(template).render(values))  # noqa: S704 (rendered with escaping)


def _can_be_shown(module: Module, block: Block) -> bool:
    match block:
        case Picture():
            return block.media in {medium.name for medium in module.media}
        case Video():
            return block.media in {medium.name for medium in module.media} or bool(_host(block))
        case Diagram():
            return can_be_drawn(block)
        case _:
            return True


def _made_for(module: Module, block: Block) -> dict[str, Any]:
    """Return what the templates of some kinds are given besides the block."""
    match block:
        case Picture():
            return {"picture_address": _file_address(module, block.media)}
        case Video():
            address = _file_address(module, block.media)
            return {"film_address": address, "film_type": _film_type(block.media or ""), "host": _host(block)}
        case Diagram():
            return {"drawings": _drawings(block)}
        case _:
            return {}


def _file_address(module: Module, name: str | None) -> str:
    """Return the address of a file of the module; nothing where it has none of this name."""
    digests = {medium.name: medium.digest for medium in module.media}
    return url_for("content.medium", digest=digests[name]) if name in digests else ""


def _film_type(name: str) -> str:
    return next((kind for kind, endings in FILM_ENDINGS.items() if name.endswith(endings)), "")


def _host(video: Video) -> str:
    """Name who has a film that is elsewhere; nothing where its address is none that may be opened."""
    try:
        parts = urlsplit(video.url or "")
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme == "https" else ""


def _cited(lesson: Lesson) -> dict[str, int]:
    """Number the sources of a lesson."""
    found = (source for block in lesson.blocks if isinstance(block, Sources) for source in block.items)
    return {source.key: number for number, source in enumerate(found, 1)}


def _drawings(diagram: Diagram) -> dict[str, Sheet]:
    """Draw a diagram for a wide and for a narrow page; the style sheet shows one of the two."""
    return {"wide": drawn(diagram, WIDE), "narrow": drawn(diagram, NARROW)}
