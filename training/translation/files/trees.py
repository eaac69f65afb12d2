"""How is XML of translators read without harm, and ours written so that the same texts are the same bytes?

Nothing is parsed that has a DOCTYPE or an entity: there is nothing to blow up and nothing to load. How deep and how
large a tree may be is bounded while it grows.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from training.translation.files.reading import Broken, Why

#: What every program writes with a fixed name, without a declaration.
XML = "{http://www.w3.org/XML/1998/namespace}"
#: In these every space counts.
_TEXTS = ("source", "target")
_DEEPEST = 64
_MOST_ELEMENTS = 200_000
_PIECE = 65_536
_DECLARES = re.compile("<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_ENCODING = re.compile(r"""^(\s*<\?xml[^>]{0,200}?)encoding\s*=\s*["'][^"'>]{0,40}["']""")


def tree(text: str) -> ET.Element:
    """Read XML; raises Broken where it is malformed, too large, or declares anything."""
    if declares := _DECLARES.search(text):
        raise Broken(Why.DECLARES, line=text.count("\n", 0, declares.start()) + 1)
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(events=("start", "end"))
    try:
        # The text is decoded: what it said of its letters is no longer so.
        return _bounded(parser, _ENCODING.sub(r"\1", text))
    except ET.ParseError as fault:
        raise Broken(Why.MALFORMED, line=fault.position[0]) from fault
    except (ValueError, UnicodeError) as fault:
        raise Broken(Why.MALFORMED) from fault


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def child(element: ET.Element, name: str) -> ET.Element | None:
    """Find the first element of a name directly in another."""
    return next((each for each in element if local(each.tag) == name), None)


def said(element: ET.Element | None) -> str:
    """Return all that is written in an element, also inside of what marks parts of it."""
    return "" if element is None else "".join(element.itertext())


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element; an underscore in an attribute's name is a hyphen."""
    made = ET.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})
    made.text = text
    return made


def written(root: ET.Element) -> bytes:
    """Write a tree in UTF-8, with a declaration and a line end; no space is added inside of texts."""
    _on_lines(root, "\n")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _on_lines(element: ET.Element, end: str) -> None:
    if len(element) and local(element.tag) not in _TEXTS:
        element.text = f"{end}  "
        for each in element:
            _on_lines(each, f"{end}  ")
            each.tail = f"{end}  "
        element[-1].tail = end


def _bounded(parser: "ET.XMLPullParser[ET.Element]", text: str) -> ET.Element:
    root, depth, count = None, 0, 0
    # Piece by piece, so that nothing grows that is refused in the end.
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        for event, element in _events(parser):
            depth += 1 if event == "start" else -1
            count += event == "start"
            root = element if root is None else root
            if depth > _DEEPEST or count > _MOST_ELEMENTS:
                raise Broken(Why.LARGE)
    parser.close()
    if root is None:
        raise Broken(Why.MALFORMED)
    return root


def _events(parser: "ET.XMLPullParser[ET.Element]") -> Iterator[tuple[str, ET.Element]]:
    # Of the two kinds that were asked for, each with its element.
    found: Iterator[Any] = parser.read_events()
    yield from found
