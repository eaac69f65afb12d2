"""Is a picture what it says, and no more than a picture?"""

import pytest

from tests.modules import PICTURE
from training.content.files.pictures import SVG, dangers, picture_type

XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PICTURE, SVG),
        (b'<?xml version="1.0"?>\n<!-- a --><svg xmlns="x"/>', SVG),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"GIF89a", None),
        (b"<html><body>svg</body></html>", None),
        (b"", None),
    ],
)
def test_the_type_is_told_from_the_bytes(content: bytes, expected: str | None) -> None:
    """Never from the name."""
    assert picture_type(content) == expected


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="#a"/>',
        '<path onclick="alert(1)"/>',
        '<path ONLOAD="alert(1)"/>',
        "<foreignObject/>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<image href="https://example.org/a.png"/>',
        '<image href="data:image/png;base64,AA"/>',
        '<a href="#a"/>',
        '<use href="https://example.org/a.svg#a"/>',
        '<use href=" //example.org/a.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:alert(1)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<path style="fill: url(https://example.org/a)"/>',
        "<path fill=\"url( 'https://example.org/a' )\"/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>path { fill: url(https://example.org) }</style>",
        "<style>path { fill: \\75rl(https://example.org) }</style>",
        '<g xml:base="https://example.org/"/>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    """Scripts, events, links, references to elsewhere."""
    assert dangers(f"<svg {XMLNS}>{inside}</svg>".encode())


@pytest.mark.parametrize(
    "whole",
    [
        f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {XMLNS}>&a;</svg>'.encode(),
        f'<?xml-stylesheet href="https://example.org/a.css"?><svg {XMLNS}/>'.encode(),
        f'<?xml version="1.0"?><?xml-stylesheet href="a.css"?><svg {XMLNS}/>'.encode(),
        f"<svg {XMLNS}>".encode(),
        f"<svg {XMLNS}/>".encode("utf-16"),
        b'<svg xmlns="http://www.w3.org/1999/xhtml"/>',
        b"<svg/>",
    ],
)
def test_a_document_that_is_no_plain_drawing_is_refused(whole: bytes) -> None:
    """Entities, stylesheets, other encodings, broken ones."""
    assert dangers(whole)


@pytest.mark.parametrize(
    "inside",
    [
        '<title>A</title><g fill="none" stroke-width="2"><path d="M0 0h1"/></g>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/>',
        '<symbol id="a"/><use href="#a"/>',
        "<style>path { fill: red } @media (prefers-color-scheme: dark) { path { fill: url(#b) } }</style>",
        "<text>Łódź on the one hand</text>",
    ],
)
def test_a_plain_drawing_passes(inside: str) -> None:
    """References inside the drawing are its own."""
    assert dangers(f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {XMLNS}>{inside}</svg>'.encode()) == []
