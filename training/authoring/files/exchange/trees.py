"""How is XML from elsewhere read without harm, and ours written so that equal questions are equal bytes?

Nothing is parsed that has a DOCTYPE or an entity: there is nothing to blow up and nothing to load. How deep and how
large a tree may be is bounded while it grows.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from training.authoring.rules.exchange import unreadable

_DEEPEST = 64
_MOST_ELEMENTS = 300_000
_PIECE = 65_536
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_-]{1,30})["']""")
#: Under the names that Python has for them; whatever is not here is refused.
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "us-ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-2": "iso-8859-2",
    "iso-8859-15": "iso-8859-15",
    "windows-1250": "cp1250",
    "windows-1252": "cp1252",
}
_DECLARES = re.compile("<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def tree(content: bytes, *, format: str) -> ET.Element:  # noqa: A002 (the word for it)
    """Read XML; raise Refused("file-unreadable") where it is broken, too large, or declares anything."""
    text = xml_text(content, format=format)
    if declares := _DECLARES.search(text):
        raise unreadable(format, "declarations", line=text.count("\n", 0, declares.start()) + 1)
    # Without a DOCTYPE there are no entities to blow up or to load.
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(events=("start", "end"))
    try:
        root = _bounded(parser, text, format)
        parser.close()
    except ET.ParseError as fault:
        raise unreadable(format, "malformed", line=fault.position[0]) from fault
    except (ValueError, UnicodeError) as fault:
        raise unreadable(format, "malformed") from fault
    return root


def xml_text(content: bytes, *, format: str) -> str:  # noqa: A002 (the word for it)
    """Decode XML as it says that it is written; without a word, it is UTF-8."""
    encoding = next((name for mark, name in _BOMS.items() if content.startswith(mark)), None)
    if encoding is None and content[:2] in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if content[1] == 0 else "utf-16-be"
    if encoding is None:
        declared = _DECLARED.match(content)
        named = declared[1].decode("ascii").lower() if declared else "utf-8"
        encoding = _ENCODINGS.get(named)
        if encoding is None:
            raise unreadable(format, "encoding")
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise unreadable(format, "encoding", line=content.count(b"\n", 0, fault.start) + 1) from fault


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def child(element: ET.Element, *names: str) -> ET.Element | None:
    """Find an element by the names on the way to it."""
    found: ET.Element | None = element
    for name in names:
        found = None if found is None else next((each for each in found if local(each.tag) == name), None)
    return found


def children(element: ET.Element, name: str) -> list[ET.Element]:
    """List the elements of a name directly in another."""
    return [each for each in element if local(each.tag) == name]


def text_of(element: ET.Element, *names: str) -> str:
    """Return the text of an element by the names on the way to it; nothing where it is not there."""
    found = child(element, *names)
    return (found.text or "").strip() if found is not None else ""


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element; an underscore in an attribute's name is a hyphen."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    made = ET.SubElement(parent, name, named)
    made.text = text
    return made


def written(root: ET.Element) -> bytes:
    """Write a tree in UTF-8, with a declaration and a line end."""
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def same(one: ET.Element, other: ET.Element) -> bool:
    """Tell whether two trees say the same; spaces between elements play no part."""
    return (
        one.tag == other.tag
        and dict(one.attrib) == dict(other.attrib)
        and _said(one.text, one) == _said(other.text, other)
        and len(one) == len(other)
        and all(
            same(first, second) and (first.tail or "").strip() == (second.tail or "").strip()
            for first, second in zip(one, other, strict=True)
        )
    )


def _said(text: str | None, element: ET.Element) -> str:
    # What stands alone in an element is said to the letter.
    return (text or "").strip() if len(element) else text or ""


def _bounded(parser: "ET.XMLPullParser[ET.Element]", text: str, format: str) -> ET.Element:  # noqa: A002 (the word for it)
    root, depth, count = None, 0, 0
    # Piece by piece, so that nothing grows that is refused in the end.
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        for event, element in _events(parser):
            depth += 1 if event == "start" else -1
            count += event == "start"
            root = element if root is None else root
            if depth > _DEEPEST or count > _MOST_ELEMENTS:
                raise unreadable(format, "too-large")
    if root is None or depth:
        raise unreadable(format, "malformed")
    return root


def _events(parser: "ET.XMLPullParser[ET.Element]") -> Iterator[tuple[str, ET.Element]]:
    # Of the two kinds that were asked for, each with its element.
    found: Iterator[Any] = parser.read_events()
    yield from found
