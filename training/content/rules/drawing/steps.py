"""How are steps drawn that follow one another, in a row or in a ring?"""

from collections.abc import Sequence
from itertools import pairwise

from training.content.rules.blocks import Part
from training.content.rules.drawing.parts import GAP, LANE, NARROW, columns_of, filled, part_height, room_of
from training.content.rules.drawing.shapes import PLAIN, REGION, Box, Sheet

_MOST_COLUMNS = 4


def draw_process(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Steps in rows from left to right; the last one, where it leads to, is filled."""
    columns = columns_of(sheet, parts, most=min(_MOST_COLUMNS, len(parts)))
    room = room_of(sheet, columns)
    boxes: list[Box] = []
    top = 1.0
    for start in range(0, len(parts), columns):
        row = parts[start : start + columns]
        height = max(part_height(part, room) for part in row)
        for column, part in enumerate(row):
            tone = REGION if part is parts[-1] else PLAIN
            box = Box(x=1 + column * (room + GAP), y=top, width=room, height=height, tone=tone)
            boxes.append(filled(sheet, box, part))
        top += height + GAP
    for before, after in pairwise(boxes):
        _step_on(sheet, before, after)


def draw_cycle(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Steps in a ring: the first half above from left to right, the rest below and back; in a column where narrow."""
    columns = -(-len(parts) // 2)
    if sheet.width <= NARROW or columns_of(sheet, parts, most=columns) < columns:
        _column_with_return(sheet, parts)
        return
    room = room_of(sheet, columns)
    height = max(part_height(part, room) for part in parts)
    upper = [Box(x=1 + at * (room + GAP), y=1, width=room, height=height) for at in range(columns)]
    below = len(parts) - columns
    slots = _spread(below, columns)
    lower = [Box(x=1 + at * (room + GAP), y=1 + height + 1.5 * GAP, width=room, height=height) for at in slots]
    ring = [*upper, *reversed(lower)]
    boxes = [filled(sheet, box, part, tone=REGION if not at else PLAIN) for at, (box, part) in _paired(ring, parts)]
    for before, after in pairwise([*boxes, boxes[0]]):
        _round(sheet, before, after)


def _column_with_return(sheet: Sheet, parts: Sequence[Part]) -> None:
    room = sheet.width - LANE - 2
    boxes: list[Box] = []
    top = 1.0
    for part in parts:
        box = Box(x=1, y=top, width=room, height=part_height(part, room))
        boxes.append(filled(sheet, box, part, tone=PLAIN if boxes else REGION))
        top = box.bottom + GAP
    for before, after in pairwise(boxes):
        _step_on(sheet, before, after)
    first, last = boxes[0], boxes[-1]
    outside, start, end = sheet.width - 4, last.middle[1], first.middle[1]
    sheet.draw([(last.right, start), (outside, start), (outside, end), (first.right + 1, end)])


def _spread(count: int, columns: int) -> list[float]:
    """Spread boxes over columns from edge to edge; a single one stands in the middle."""
    if count == 1:
        return [(columns - 1) / 2]
    return [at * (columns - 1) / (count - 1) for at in range(count)]


def _paired(boxes: Sequence[Box], parts: Sequence[Part]) -> enumerate[tuple[Box, Part]]:
    return enumerate(zip(boxes, parts, strict=True))


def _step_on(sheet: Sheet, before: Box, after: Box) -> None:
    """Draw an arrow to the next step: to the right, straight down, or down and back to the beginning of a row."""
    if after.x > before.x:
        level = before.middle[1]
        sheet.draw([(before.right, level), (after.x - 1, level)])
    elif after.x == before.x:
        x = before.middle[0]
        sheet.draw([(x, before.bottom), (x, after.y - 1)])
    else:
        start, end, between = before.middle[0], after.middle[0], (before.bottom + after.y) / 2
        sheet.draw([(start, before.bottom), (start, between), (end, between), (end, after.y - 1)])


def _round(sheet: Sheet, before: Box, after: Box) -> None:
    """Draw an arrow along the ring: right above, left below, and around the corners."""
    (x, y), (to_x, to_y) = before.middle, after.middle
    if y == to_y:
        sheet.draw([(before.right, y), (after.x - 1, y)] if to_x > x else [(before.x, y), (after.right + 1, y)])
    elif abs(x - to_x) < 1:
        down = to_y > y
        sheet.draw([(x, before.bottom if down else before.y), (x, after.y - 1 if down else after.bottom + 1)])
    elif to_y > y:
        sheet.draw([(x, before.bottom), (x, to_y), (after.right + 1, to_y)])
    else:
        sheet.draw([(before.x, y), (to_x, y), (to_x, after.bottom + 1)])
