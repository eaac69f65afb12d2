"""Can every figure be traced? Amounts and shares name their source and the day on which they were checked."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from training.content.rules.blocks import Activity, Block, Diagram, Method, TextBlock, cited_by
from training.content.rules.fault import Fault, Place, lesson_file
from training.content.rules.module import Module

_CURRENCY = r"(?:EUR|CZK|PLN|euros?\b|Kč|zł|€)"
_FIGURE = re.compile(rf"{_CURRENCY}\s?[0-9]|[0-9]\s?{_CURRENCY}|[0-9]\s?%|[0-9] per cent", re.IGNORECASE)


def sourcing_findings(module: Module) -> Iterator[Fault]:
    """Find blocks with an amount of money or a share that name neither source nor day, nor say that it is invented."""
    for lesson in module.lessons:
        for block in lesson.blocks:
            place = Place(file=lesson_file(lesson.key), block=block.key)
            if isinstance(block, TextBlock | Method | Activity | Diagram) and not block.invented:
                yield from _of_block(place, block)


def _of_block(place: Place, block: Block) -> Iterator[Fault]:
    figure = next((found for text in _texts(block) if (found := _FIGURE.search(text))), None)
    if figure is None:
        return
    if not cited_by(block):
        remedy = "Name sources of the lesson, or say that the figures are invented"
        figure_with_words = figure.string[max(0, figure.start() - 20) : figure.end()]
        yield place.mend("A figure without source (“%(figure)s”)", remedy, figure=figure_with_words)
    if isinstance(block, TextBlock) and block.as_of is None:
        yield place.mend("A figure without the day on which it was checked", "Look it up again, and write the day")


def _texts(value: Any) -> Iterator[str]:
    for field in fields(value):
        child = getattr(value, field.name)
        if isinstance(child, str) and field.name not in ("key", "media"):
            yield child
        for item in child if isinstance(child, tuple) else ():
            if is_dataclass(item):
                yield from _texts(item)
