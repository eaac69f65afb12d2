"""At which address does a translator see a text where its readers do?"""

from typing import Any

from flask import url_for

from training.content.rules.module import Module
from training.translation.rules.places import GLOSSARY, LESSON, QUESTION, STATEMENTS, Place, place_of


def address_in_place(language: str, module: Module, version: int, address: str, *, into: str) -> str:
    """Build the address of the preview that shows a text (its address) of a version in a language, where it stands."""
    place = place_of(module, address)
    page, values = _page(place)
    values |= {"language": language, "module": module.key, "version": version, "in": into}
    if place.region:
        values["region"] = place.region
    return url_for(f"teaching.{page}", _anchor=place.anchor or None, **values)


def _page(place: Place) -> tuple[str, dict[str, Any]]:
    match place.kind:
        case kind if kind == QUESTION:
            return "preview_asked", {"quiz": place.block, "question": place.question}
        case kind if kind == LESSON:
            return "preview_lesson", {"lesson": place.lesson}
        case kind if kind == STATEMENTS:
            return "preview_assessment", {"moment": place.moment}
        case kind if kind == GLOSSARY:
            return "preview_glossary", {}
        case _:
            return "preview", {}
