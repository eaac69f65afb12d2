"""Is it found what somebody misses who hears a page, or has a narrow one?"""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.modules import module_value
from training.content.rules.blocks import Diagram, Part, Picture, TextBlock
from training.content.rules.findings import accessible_findings
from training.content.rules.module import Module
from training.foundation.pages import STATIC

PICTURE = Picture(key="p", media="map.svg", alt="The hall has two doors.", caption="The hall")
PARTS = (Part(key="a", label="Ask"), Part(key="b", label="Look"), Part(key="c", label="Lend"))
WAY = Diagram(key="p", form="process", title="Ask, look, lend", alt="Three steps.", parts=PARTS)
LONG = "word " * 80
_COLOUR = re.compile(r"--([a-z-]+): light-dark\(#([0-9A-F]{6}), #([0-9A-F]{6})\)")


def _with(*blocks: Any) -> Module:
    module = module_value()
    return replace(module, lessons=(replace(module.lessons[1], blocks=blocks),))


def _said(*blocks: Any) -> list[str]:
    return [f"{finding.block}: {finding.said}" for finding in accessible_findings(_with(*blocks))]


def _of_text(text: str) -> list[str]:
    return _said(TextBlock(key="t", body=text))


def test_a_module_that_everybody_can_follow_has_no_findings() -> None:
    assert list(accessible_findings(module_value())) == []


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (replace(PICTURE, alt="The hall."), "says the same as the words beside it"),
        (replace(WAY, alt="Ask, look, lend."), "says the same as the words beside it"),
        (replace(PICTURE, alt="hall-map.svg"), "is the name of a file"),
        (replace(PICTURE, alt="IMG_2031"), "is the name of a file"),
        *(
            (replace(PICTURE, alt=f"{beginning} a hall."), "begins by saying that there is a picture")
            for beginning in (
                *(
                    "A picture of",
                    "Photo of",
                    "Ein Foto von",
                    "Das Bild zeigt",
                    "Obrázek:",
                    "Na fotografii je",
                    "Zdjęcie",
                ),
                *(
                    "Un'immagine di",
                    "La foto della",
                    "Slika prikazuje",
                    "Na sliki je",
                    "Een foto van",
                    "Afbeelding met",
                ),
            )
        ),
    ],
)
def test_a_text_alternative_that_tells_nothing_is_found(block: Any, words: str) -> None:
    (said,) = _said(block)

    assert said.startswith("p: ")
    assert words in said


@pytest.mark.parametrize(
    "alt",
    ["The hall has two doors.", "Photographers stand in a hall.", "Bilder hängen im Flur.", "Slikarka riše.", ""],
)
def test_a_text_alternative_that_tells_is_none(alt: str) -> None:
    """An empty one is a fault already."""
    assert _said(replace(PICTURE, alt=alt)) == []


@pytest.mark.parametrize("text", ["# Space", "Words.\n\n### Space\n\nMore.", "Space\n=====\n", "Space\n---"])
def test_a_heading_in_a_text_is_found(text: str) -> None:
    assert _of_text(text)[0] == "t/body: A heading is written into the text, where learners do not see it as one"


@pytest.mark.parametrize("text", ["Room #3", "#3 is free", "One\n\n---\n\nTwo", "a -- b", "- one\n- two"])
def test_other_signs_are_no_headings(text: str) -> None:
    assert _of_text(text) == []


def test_a_second_long_passage_needs_a_title() -> None:
    first, second = TextBlock(key="a", body=LONG), TextBlock(key="b", body=LONG)

    assert _said(first, second) == ["b: A long passage without a title follows another long one"]
    assert _said(first, replace(second, title="Money")) == []
    assert _said(first, replace(second, body="Short.")) == []
    assert _said(first, PICTURE, second) == []


@pytest.mark.parametrize(
    "words", ["here", "Click here", "HIER", "zde", "tutaj", "clicca qui", "tukaj", "lees meer", "website", "this page"]
)
def test_a_link_that_says_nothing_is_found_in_every_language(words: str) -> None:
    assert _of_text(f"See [{words}](https://example.org).") == [
        f"t/body: The link “{words}” does not say where it leads"
    ]


@pytest.mark.parametrize("text", ["[https://example.org](https://example.org)", "<https://example.org>"])
def test_a_bare_address_is_found(text: str) -> None:
    assert _of_text(f"See {text}.") == ["t/body: The link “https://example.org” is a bare address"]


def test_a_link_that_names_what_is_there_is_none() -> None:
    assert _of_text("See [the law on levies](https://example.org) and 3 < 4.") == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("| a | |\n|---|---|\n| 1 | 2 |", "A column of the table has nothing at its head"),
        ("| | |\n|---|---|\n| 1 | 2 |", "A column of the table has nothing at its head"),
        ("|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|", "wider than a phone shows: it has 5 columns"),
        ("| a | b |\n| 1 | 2 |", "A table has no head, so it is shown as plain text"),
    ],
)
def test_a_table_that_cannot_be_followed_is_found(table: str, words: str) -> None:
    (said,) = _of_text(table)

    assert words in said


@pytest.mark.parametrize("text", ["a | b\n--- | :-:\n1 | 2", "|a|b|c|d|\n|---|---|---|---|\n|1|2|3|4|", "a | b"])
def test_a_table_with_a_head_that_fits_is_none(text: str) -> None:
    assert _of_text(text) == []


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
def test_the_words_of_a_table_stand_out_from_what_it_lies_on(scheme: int) -> None:
    """Markdown sets no colours: a table has those of the page. 4.5 to 1 is what WCAG 2.2 asks for."""
    theme = (STATIC / "css" / "theme.css").read_text()
    colours = {found[1]: found[1 + scheme] for found in _COLOUR.finditer(theme)}

    ratios = {
        (words, under): _contrast(colours[words], colours[under])
        for words in ("ink", "muted")
        for under in ("ground", "sheet-colour", "sunk")
    }

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
