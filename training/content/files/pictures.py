"""What is in a picture file, and may it be shown? Told from its bytes, never from its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "image/svg+xml"
ENDINGS = {SVG: (".svg",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg"), "image/webp": (".webp",)}
#: A page should come over a slow line; a drawing has a few kilobytes.
LARGEST = 1024 * 1024
_NAMESPACE = "{http://www.w3.org/2000/svg}"
#: What draws. Nothing that runs, loads, embeds or links.
_DRAWS = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|style"
    "|linearGradient|radialGradient|stop|pattern|clipPath|mask|marker|filter"
    "|fe(?:Blend|ColorMatrix|Composite|Flood|GaussianBlur|Merge|MergeNode|Offset|DropShadow)"
)
# A reference inside the drawing begins with "#"; a backslash could hide one from us but not from a browser.
_OUTWARD_STYLE = re.compile(r"@import|\\|url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_INSTRUCTION = re.compile(r"<\?(?!xml\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture with its bytes; `digest` is their SHA-256 in hexadecimal, `type` the media type."""

    name: str
    digest: str
    type: str
    content: bytes


def picture_type(content: bytes) -> str | None:
    """Tell the media type of a picture from its first bytes; None where it is none of the four."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return SVG if re.search(rb"<svg[\s>]", content[:4096]) else None


def dangers(content: bytes) -> list[str]:
    """List what makes an SVG more than a drawing: scripts, events, references to elsewhere, entities."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    if re.search("<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        return ["it has a DOCTYPE or entities"]
    if _INSTRUCTION.search(text):
        return ["it has a processing instruction"]
    try:
        # Without a DOCTYPE there are no entities to blow up or to load.
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError as fault:
        return [f"it is not well-formed ({fault})"]
    return list(dict.fromkeys(danger for element in root.iter() for danger in _dangers_of(element)))


def _dangers_of(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(_NAMESPACE)
    if not element.tag.startswith(_NAMESPACE) or not _DRAWS.fullmatch(name):
        yield f"it holds <{name}>"
    if name == "style" and _OUTWARD_STYLE.search(element.text or ""):
        yield "its style refers to elsewhere"
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        if local.startswith("on"):
            yield f"it reacts to events ({local})"
        if local in ("href", "src", "base") and not value.strip().startswith("#"):
            yield f"it refers to elsewhere ({value[:60]})"
        elif _OUTWARD_STYLE.search(value):
            yield f"its {local} refers to elsewhere"
