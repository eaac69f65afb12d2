"""May a drawing (SVG) be shown, and how does it become one that may? It draws, and does nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from training.foundation.errors import Refused

NAMESPACE = "http://www.w3.org/2000/svg"
_SVG = f"{{{NAMESPACE}}}"
_HTML = "{http://www.w3.org/1999/xhtml}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: What draws. Nothing that runs, loads, embeds or links.
_DRAWS = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|style"
    "|linearGradient|radialGradient|stop|pattern|clipPath|mask|marker|filter"
    "|fe(?:Blend|ColorMatrix|Composite|Flood|GaussianBlur|Merge|MergeNode|Offset|DropShadow)"
)
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
# A reference inside the drawing begins with "#"; a backslash could hide one from us but not from a browser.
_OUTWARD_STYLE = re.compile(r"@import|\\|url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_INSTRUCTION = re.compile(r"<\?(?!xml\s)", re.IGNORECASE)
#: As drawing programs write it, without anything of its own.
_BARE_DOCTYPE = re.compile(r"<!DOCTYPE[^\[\]<>]*>", re.IGNORECASE)
_ENTITIES = re.compile("<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Deeper than any drawing; a nest of thousands would exhaust the stack.
_DEEPEST = 100
_MOST_ELEMENTS = 50_000
#: What is told to the author of what was taken out, each once.
SCRIPT, EVENT, LINK, ELSEWHERE, STYLE, OTHER = "script", "event", "link", "elsewhere", "style", "other"
#: What the program that made the drawing has noted for itself goes without a word.
NOTES = "notes"


def dangers(content: bytes) -> list[str]:
    """List what makes an SVG more than a drawing: scripts, events, references to elsewhere, entities."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    if _ENTITIES.search(text):
        return ["it has a DOCTYPE or entities"]
    if _INSTRUCTION.search(text):
        return ["it has a processing instruction"]
    try:
        # Without a DOCTYPE there are no entities to blow up or to load.
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError as fault:
        return [f"it is not well-formed ({fault})"]
    return list(dict.fromkeys(danger for element in root.iter() for danger in _dangers_of(element)))


def sanitised(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Take out of a drawing what is more than drawing; return it and what was taken out, as words for templates.

    Notes of the program that made it go without a word. Raises Refused("drawing-unreadable") where it is not well
    formed, has entities or is too deep, and Refused("drawing-empty") where nothing is left that draws.
    """
    root = _read(content)
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise Refused("drawing-unreadable")
    work = _Work()
    drawing = work.copied(root, is_bare=root.tag == "svg")
    if not any(element.tag in _SHAPES for element in drawing.iter()):
        raise Refused("drawing-empty")
    drawing.set("xmlns", NAMESPACE)
    return ET.tostring(drawing, encoding="unicode").encode() + b"\n", tuple(dict.fromkeys(work.taken_out))


def _read(content: bytes) -> ET.Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("drawing-unreadable") from fault
    text = _BARE_DOCTYPE.sub("", text, count=1)
    if _ENTITIES.search(text):
        raise Refused("drawing-unreadable")
    try:
        root = ET.fromstring(text)  # noqa: S314 (as above)
    except (ET.ParseError, ValueError) as fault:
        raise Refused("drawing-unreadable") from fault
    _refuse_too_much(root)
    return root


def _refuse_too_much(root: ET.Element) -> None:
    """Look how deep it is and how much before anything walks it by calling itself."""
    level, count = [root], 0
    for _ in range(_DEEPEST):
        count += len(level)
        level = [child for element in level for child in element]
        if not level:
            break
    if level or count > _MOST_ELEMENTS:
        raise Refused("drawing-unreadable")


@dataclass(slots=True)
class _Work:
    """Copies what draws; what does not is remembered by a word."""

    taken_out: list[str] = field(default_factory=list)

    def copied(self, element: ET.Element, *, is_bare: bool) -> ET.Element:
        """Copy an element with what may stay of its attributes and children; names lose their namespace."""
        name = _local(element.tag)
        copy = ET.Element("g" if name == "a" else name, dict(self._attributes(element)))
        copy.text = element.text
        if name == "style":
            copy.text = _all_text(element)
            return copy
        for child in element:
            made = self._child(child, is_bare=is_bare)
            if made is not None:
                made.tail = child.tail
                copy.append(made)
            elif child.tail and child.tail.strip():
                _add_text(copy, child.tail)
        return copy

    def _child(self, element: ET.Element, *, is_bare: bool) -> ET.Element | None:
        if word := _why_not(element, is_bare=is_bare):
            self.taken_out += [] if word == NOTES else [word]
            return None
        if _local(element.tag) == "a":
            self.taken_out.append(LINK)
        return self.copied(element, is_bare=is_bare)

    def _attributes(self, element: ET.Element) -> Iterator[tuple[str, str]]:
        for attribute, value in element.attrib.items():
            name = "href" if attribute == _XLINK else attribute
            if "}" in name and not name.startswith(_XML):
                continue
            local = _local(name).lower()
            word = _wrong_with(local, value)
            if word is None:
                yield name, value
            elif local != "href" or _local(element.tag) != "a":
                # The link itself has been told already.
                self.taken_out.append(word)


def _why_not(element: ET.Element, *, is_bare: bool) -> str | None:
    """Say by a word why an element may not stay; a link stays as a group."""
    name = _local(element.tag)
    if name in ("script", "SCRIPT"):
        return SCRIPT
    is_drawing = element.tag.startswith(_SVG) or (is_bare and "}" not in element.tag)
    if name == "metadata" or (not is_drawing and not element.tag.startswith(_HTML)):
        return NOTES
    if name == "style" and _OUTWARD_STYLE.search(_all_text(element)):
        return STYLE
    return None if is_drawing and (name == "a" or _DRAWS.fullmatch(name)) else OTHER


def _wrong_with(attribute: str, value: str) -> str | None:
    """Say by a word why an attribute may not stay."""
    if attribute.startswith("on"):
        return EVENT
    if attribute in ("href", "src", "base"):
        return None if value.strip().startswith("#") and attribute != "base" else ELSEWHERE
    return ELSEWHERE if _OUTWARD_STYLE.search(value) else None


def _dangers_of(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(_SVG)
    if not element.tag.startswith(_SVG) or not _DRAWS.fullmatch(name):
        yield f"it holds <{name}>"
    if name == "style" and _OUTWARD_STYLE.search(_all_text(element)):
        yield "its style refers to elsewhere"
    for attribute, value in element.attrib.items():
        local = _local(attribute).lower()
        if local.startswith("on"):
            yield f"it reacts to events ({local})"
        if local in ("href", "src", "base") and not value.strip().startswith("#"):
            yield f"it refers to elsewhere ({value[:60]})"
        elif _OUTWARD_STYLE.search(value):
            yield f"its {local} refers to elsewhere"


def _all_text(element: ET.Element) -> str:
    """Return the text of an element as a browser reads a style: that beside its children as well."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _add_text(element: ET.Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _local(name: str) -> str:
    return name.rpartition("}")[2]
