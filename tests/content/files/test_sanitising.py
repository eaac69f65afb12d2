"""Is a drawing that somebody uploads a drawing and nothing else afterwards, and does its author hear what has gone?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.modules import PICTURE
from training.content.files.pictures import dangers, picture_type, sanitised
from training.foundation.errors import Refused

XMLNS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://inkscape"'
PATH = '<path d="M0 0h1"/>'
_NAMES = st.sampled_from(
    [
        "g",
        "path",
        "script",
        "a",
        "use",
        "style",
        "foreignObject",
        "image",
        "set",
        "i:layer",
        "metadata",
        "text",
        "SCRIPT",
    ]
)
_ATTRIBUTES = st.sampled_from(
    [
        ("onload", "alert(1)"),
        ("href", "javascript:alert(1)"),
        ("xlink:href", "//example.org/a.svg#a"),
        ("xlink:href", "#a"),
        ("href", " #a"),
        ("style", "fill: url(https://example.org)"),
        ("style", "fill: \\75rl(#a)"),
        ("fill", "url(#a)"),
        ("xml:base", "https://example.org/"),
        ("i:label", "Ana's sketch"),
        ("d", "M0 0h1"),
        ("src", "data:text/html,x"),
    ]
)
_TEXTS = st.sampled_from(
    ["", "words", "@import 'a.css';", "&lt;script&gt;", "<![CDATA[<script><?php ?>@import]]>", "<!-- --><?php x?>"]
)


@st.composite
def _nasty(draw: st.DrawFn, depth: int = 0) -> str:
    name, attributes = draw(_NAMES), dict(draw(st.lists(_ATTRIBUTES, max_size=2)))
    inside = draw(st.lists(_nasty(depth + 1), max_size=3)) if depth < 3 else []
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{draw(_TEXTS)}{''.join(inside)}</{name}>{draw(_TEXTS)}"


@settings(max_examples=60)
@given(_nasty())
def test_nothing_dangerous_is_left_whatever_was_there(inside: str) -> None:
    drawn, taken_out = sanitised(f"<svg {XMLNS}>{PATH}{inside}</svg>".encode())

    assert dangers(drawn) == []
    assert picture_type(drawn) == "image/svg+xml"
    assert set(taken_out) <= {"script", "event", "link", "elsewhere", "style", "other"}
    assert sanitised(drawn) == (drawn, ())


@pytest.mark.parametrize(
    ("inside", "word", "left"),
    [
        ("<script>alert(1)</script>", "script", ""),
        ('<g onclick="alert(1)"><rect/></g>', "event", "<g><rect /></g>"),
        ('<a href="https://example.org"><circle r="2"/></a>', "link", '<g><circle r="2" /></g>'),
        ('<use xlink:href="https://example.org/a.svg#a"/>', "elsewhere", "<use />"),
        ("<style>@import 'a.css';</style>", "style", ""),
        ("<style>path{}<desc/>@import 'a.css';</style>", "style", ""),
        ("<foreignObject><body/></foreignObject>", "other", ""),
    ],
)
def test_its_author_hears_what_has_gone_and_the_rest_stays(inside: str, word: str, left: str) -> None:
    drawn, taken_out = sanitised(f"<svg {XMLNS}>{PATH}{inside}</svg>".encode())

    assert taken_out == (word,)
    assert drawn.decode() == f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1" />{left}</svg>\n'


def test_what_a_program_writes_is_understood_and_its_notes_go_without_a_word() -> None:
    """A DOCTYPE of nothing but a name, a mark at the beginning, no namespace at all."""
    doctype = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    noted = f'{doctype}<svg {XMLNS} i:v="1"><metadata><i:author>Ana</i:author></metadata><i:view/>{PATH}</svg>'

    assert sanitised(noted.encode("utf-8-sig")) == sanitised(f"<svg>{PATH}</svg>".encode())
    assert sanitised(noted.encode())[1] == ()
    assert dangers(sanitised(PICTURE)[0]) == []


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {XMLNS}>&a;</svg>', "drawing-unreadable"),
        (f"<svg {XMLNS}>{PATH}", "drawing-unreadable"),
        (f"<svg {XMLNS}>" + "<g>" * 60_000 + "</g>" * 60_000 + "</svg>", "drawing-unreadable"),
        (f"<svg {XMLNS}>" + PATH * 60_000 + "</svg>", "drawing-unreadable"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "drawing-unreadable"),
        (f"<svg {XMLNS}><script/><g/></svg>", "drawing-empty"),
        (f"<svg {XMLNS}/>".encode("utf-16").decode("latin-1"), "drawing-unreadable"),
    ],
)
def test_what_is_no_drawing_is_refused(whole: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        sanitised(whole.encode("latin-1" if "\xff" in whole else "utf-8"))
