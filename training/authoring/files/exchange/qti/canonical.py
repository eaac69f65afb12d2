"""How do QTI 2 and QTI 3 become one? ``simpleChoice`` and ``qti-simple-choice`` are both ``simple-choice``."""

import re
from collections.abc import Collection
from html import escape
from xml.etree import ElementTree as ET

from training.authoring.files.exchange.trees import local

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Not part of what a learner reads while answering.
_NOT_SHOWN = {"feedback-inline", "feedback-block", "modal-feedback", "rubric-block", "stylesheet", "catalog-info"}


def canonical(element: ET.Element) -> ET.Element:
    """Copy a tree under its canonical names, without namespaces."""
    made = ET.Element(_name(element.tag), {_name(name): value for name, value in element.attrib.items()})
    made.text, made.tail = element.text, element.tail
    made.extend(canonical(child) for child in element)
    return made


def html_of(element: ET.Element, *, without: Collection[ET.Element] = (), gap: str = "") -> str:
    """Write what is shown of an element as HTML; in the place of those left out stands `gap`."""
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        if any(child is each for each in without):
            pieces.append(gap)
        elif child.tag not in _NOT_SHOWN:
            alt = f' alt="{escape(child.get("alt", ""))}"' if child.get("alt") else ""
            inner = html_of(child, without=without, gap=gap)
            pieces.append(f"<{_shown_as(child.tag)}{alt}>{inner}</{_shown_as(child.tag)}>")
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _name(name: str) -> str:
    return _CAPITAL.sub("-", local(name)).lower().removeprefix("qti-")


def _shown_as(tag: str) -> str:
    # What QTI adds to HTML has no look of its own.
    return "div" if tag in ("prompt", "content-body", "item-body") else tag
