"""Does every part of a diagram find a place, on a wide page and on a phone?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.content.rules.blocks import FORMS, Diagram, Part, Point
from training.content.rules.drawing.forms import can_be_drawn, drawn, words_too_long
from training.content.rules.drawing.parts import NARROW, WIDE
from training.content.rules.drawing.shapes import Box, Sheet

WORDS = st.text(alphabet="abcdefgh äž", min_size=1, max_size=60).map(lambda text: " ".join(text.split()) or "x")


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Generate diagrams of every form whose words have at most sixty letters."""
    form = draw(st.sampled_from(list(FORMS)))
    least, most = FORMS[form]
    points = draw(st.integers(2, 5)) if form == "comparison" else 0
    parts = tuple(
        Part(
            key=f"p{number}",
            when=draw(WORDS) if form == "timeline" else None,
            label=draw(WORDS),
            detail=draw(st.none() | WORDS),
            points=tuple(Point(key=f"q{at}", text=draw(WORDS)) for at in range(points)),
        )
        for number in range(draw(st.integers(least, most)))
    )
    return Diagram(key="d", form=form, title="t", alt="a", parts=parts)


@settings(max_examples=150)
@given(diagrams(), st.sampled_from([WIDE, NARROW]))
def test_every_word_is_drawn_and_no_box_lies_over_another(diagram: Diagram, width: float) -> None:
    sheet = drawn(diagram, width)

    assert _said(sheet) == sorted(_texts(diagram))
    assert all(box.x >= 0 and box.right <= width and box.bottom <= sheet.height + 1 for box in sheet.boxes)
    assert not [(one, two) for at, one in enumerate(sheet.boxes) for two in sheet.boxes[at + 1 :] if _over(one, two)]


@settings(max_examples=100)
@given(diagrams(), st.sampled_from([WIDE, NARROW]))
def test_lines_of_text_stand_below_one_another(diagram: Diagram, width: float) -> None:
    sheet = drawn(diagram, width)
    places = [(words.x, words.y) for words in sheet.words]

    assert len(set(places)) == len(places)
    assert all(0 <= words.y <= sheet.height for words in sheet.words)


@pytest.mark.parametrize(("form", "strokes"), [("process", 2), ("cycle", 3), ("timeline", 2), ("comparison", 0)])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_steps_are_joined_and_a_cycle_comes_back(form: str, strokes: int, width: float) -> None:
    parts = tuple(Part(key=f"p{number}", label=f"Part {number}") for number in range(3))
    if form == "comparison":
        parts = tuple(replace(part, points=(Point(key="a", text="A"), Point(key="b", text="B"))) for part in parts)

    sheet = drawn(Diagram(key="d", form=form, title="t", alt="a", parts=parts), width)

    assert len(sheet.strokes) == strokes
    assert all(bool(stroke.head) == (form in ("process", "cycle")) for stroke in sheet.strokes)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_actor_is_joined_to_the_one_in_the_middle(width: float) -> None:
    parts = tuple(Part(key=f"p{number}", label=f"Part {number}") for number in range(6))

    sheet = drawn(Diagram(key="d", form="actors", title="t", alt="a", parts=parts), width)

    assert len(sheet.strokes) == 5
    assert [box.tone for box in sheet.boxes].count("region") == 1


def test_words_that_no_phone_has_room_for_are_named() -> None:
    long = "Donaudampfschifffahrtsgesellschaft"
    parts = (Part(key="a", label=f"Die {long}"), Part(key="b", label="b"), Part(key="c", label="c"))

    assert words_too_long(Diagram(key="d", form="process", title="t", alt="a", parts=parts)) == [long]


def _texts(diagram: Diagram) -> list[str]:
    return [
        text
        for part in diagram.parts
        for text in (part.when, part.label, part.detail, *(point.text for point in part.points))
        if text is not None
    ]


def _said(sheet: Sheet) -> list[str]:
    """Put the lines of each text together again."""
    said: list[str] = []
    lines: list[str] = []
    for words in sheet.words:
        lines.append(words.text)
        if " ".join(lines) == words.of:
            said.append(words.of)
            lines = []
    return sorted([*said, *lines])


def _over(one: Box, two: Box) -> bool:
    beside = one.right <= two.x + 0.01 or two.right <= one.x + 0.01
    below = one.bottom <= two.y + 0.01 or two.bottom <= one.y + 0.01
    return not (beside or below)


def test_what_is_being_written_is_drawn_as_soon_as_it_can_be() -> None:
    empty = Part(key="p", label="")
    for form in FORMS:
        begun = Diagram(key="d", form=form, title="", alt="", parts=())
        assert not can_be_drawn(begun)
        for count in range(1, 10):
            more = replace(begun, parts=(empty,) * count)
            assert can_be_drawn(more)
            for width in (WIDE, NARROW):
                drawn(more, width)
    unequal = (replace(empty, points=(Point(key="q", text="x"),)), empty)
    assert not can_be_drawn(Diagram(key="d", form="comparison", title="", alt="", parts=unequal))
    assert not can_be_drawn(Diagram(key="d", form="spiral", title="", alt="", parts=(empty,)))
