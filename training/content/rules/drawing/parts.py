"""How much room does a part of a diagram need, and how is it written into a box?"""

from collections.abc import Sequence

from training.content.rules.blocks import Part
from training.content.rules.drawing.shapes import PADDING, Box, Sheet, height_of
from training.content.rules.drawing.words import DETAIL, LABEL, widest_word

#: Natural widths in CSS pixels: the column of a lesson, and a phone of 320.
WIDE, NARROW = 640.0, 288.0
#: Between two boxes.
GAP = 28.0
#: Beside a column of boxes, for the line that joins them.
LANE = 26.0
_BETWEEN = 4.0


def filled(sheet: Sheet, box: Box, part: Part, *, tone: str = "", in_the_middle: bool = False) -> Box:
    """Draw a box with a part's words in it; `tone` overrides the box's own. Returns what was drawn."""
    toned = Box(x=box.x, y=box.y, width=box.width, height=box.height, tone=tone or box.tone)
    sheet.put(toned)
    inside = box.width - 2 * PADDING
    above = (box.height - part_height(part, box.width)) / 2 if in_the_middle else 0
    label_and_detail(sheet, part, x=box.x + PADDING, y=box.y + PADDING + above, room=inside, tone=toned.tone)
    return toned


def label_and_detail(sheet: Sheet, part: Part, *, x: float, y: float, room: float, tone: str) -> float:
    """Write a part's label and, beneath, its detail; return the height where the next text begins."""
    foot = sheet.write(part.label, x=x, y=y, room=room, role="label", tone=tone)
    if part.detail is None:
        return foot
    return sheet.write(part.detail, x=x, y=foot + _BETWEEN, room=room, role="detail", tone=tone)


def part_height(part: Part, room: float) -> float:
    """Tell how high a box of this width must be for a part's words."""
    inside = room - 2 * PADDING
    detail = height_of(part.detail, inside, "detail")
    return height_of(part.label, inside, "label") + (detail + _BETWEEN if detail else 0) + 2 * PADDING


def columns_of(sheet: Sheet, parts: Sequence[Part], *, most: int) -> int:
    """Choose as many columns as leave room for the longest word, and rows that are about equally long."""
    if sheet.width <= NARROW:
        return 1
    least = max(needed(part) for part in parts)
    fitting = next((count for count in range(most, 1, -1) if room_of(sheet, count) >= least), 1)
    rows = -(-len(parts) // fitting)
    return -(-len(parts) // rows)


def needed(part: Part) -> float:
    """Tell how wide a box must be for the longest word of a part."""
    details = [text for text in (part.detail, *(point.text for point in part.points)) if text]
    return max(widest_word([part.label], LABEL), widest_word(details, DETAIL)) + 2 * PADDING


def room_of(sheet: Sheet, columns: int, *, gap: float = GAP) -> float:
    """Tell how wide each of several columns is."""
    return (sheet.width - 2 - (columns - 1) * gap) / columns
