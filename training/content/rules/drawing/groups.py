"""How are actors, moments and columns drawn?"""

from collections.abc import Sequence
from itertools import pairwise

from training.content.rules.blocks import Part
from training.content.rules.drawing.parts import (
    GAP,
    LANE,
    NARROW,
    columns_of,
    filled,
    label_and_detail,
    needed,
    part_height,
    room_of,
)
from training.content.rules.drawing.shapes import PADDING, PLAIN, REGION, WASH, Box, Sheet, height_of

_DATE_ROOM = 132.0
_SQUARE = 13.0


def draw_actors(sheet: Sheet, parts: Sequence[Part]) -> None:
    """The first part in the middle, the others around it, each with a line to it."""
    centre, *others = parts
    room = (sheet.width - 2 * GAP - 2) / 3
    longest = max(needed(part) for part in parts)
    if sheet.width <= NARROW or longest > room:
        _tree(sheet, centre, others)
        return
    half = -(-len(others) // 2)
    bottoms = [
        _stack(sheet, side, x=x, room=room, top=1.0)
        for side, x in ((others[:half], 1.0), (others[half:], 1 + 2 * (room + GAP)))
    ]
    box = Box(x=1 + room + GAP, y=1, width=room, height=max(*bottoms, 1 + part_height(centre, room)) - 1, tone=REGION)
    around = list(sheet.boxes)
    filled(sheet, box, centre, in_the_middle=True)
    for actor in around:
        level = actor.middle[1]
        inner = (actor.right, box.x) if actor.x < box.x else (actor.x, box.right)
        sheet.draw([(inner[0], level), (inner[1], level)], arrow=False)


def _stack(sheet: Sheet, parts: Sequence[Part], *, x: float, room: float, top: float) -> float:
    for part in parts:
        box = filled(sheet, Box(x=x, y=top, width=room, height=part_height(part, room)), part)
        top = box.bottom + GAP / 2
    return top - GAP / 2


def _tree(sheet: Sheet, centre: Part, others: Sequence[Part]) -> None:
    trunk = Box(x=1, y=1, width=sheet.width - 2, height=part_height(centre, sheet.width - 2), tone=REGION)
    filled(sheet, trunk, centre)
    top = trunk.bottom + GAP / 2
    room = sheet.width - LANE - 2
    for part in others:
        box = filled(sheet, Box(x=LANE + 1, y=top, width=room, height=part_height(part, room)), part)
        level = box.middle[1]
        sheet.draw([(LANE / 2, trunk.bottom), (LANE / 2, level), (box.x, level)], arrow=False)
        top = box.bottom + GAP / 2


def draw_timeline(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Moments on a line from top to bottom; the dates stand beside it, or above the label where narrow."""
    beside = sheet.width > NARROW
    at = _DATE_ROOM if beside else _SQUARE
    text_at = at + 1.5 * _SQUARE
    room = sheet.width - text_at - 1
    top = 4.0
    squares: list[Box] = []
    for part in parts:
        square = Box(x=at - _SQUARE / 2, y=top + 3, width=_SQUARE, height=_SQUARE, tone=REGION)
        squares.append(square)
        foot = _moment(sheet, part, top=top, text_at=text_at, room=room, beside=beside)
        top = max(foot, square.bottom) + GAP / 2
        sheet.height = top
    for before, after in pairwise(squares):
        sheet.draw([(at, before.bottom), (at, after.y)], arrow=False)
    for square in squares:
        sheet.put(square)


def _moment(sheet: Sheet, part: Part, *, top: float, text_at: float, room: float, beside: bool) -> float:
    when, foot = part.when or "", top
    if beside:
        foot = sheet.write(when, x=0, y=top, room=_DATE_ROOM - 1.5 * _SQUARE, role="when")
        return max(foot, label_and_detail(sheet, part, x=text_at, y=top, room=room, tone=PLAIN))
    foot = sheet.write(when, x=text_at, y=top, room=room, role="when")
    return label_and_detail(sheet, part, x=text_at, y=foot, room=room, tone=PLAIN)


def draw_comparison(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Columns side by side, each with a head and as many lines as the others; below one another where narrow."""
    columns = 1 if sheet.width <= NARROW else columns_of(sheet, parts, most=len(parts))
    room = room_of(sheet, columns, gap=GAP / 2)
    top = 1.0
    for start in range(0, len(parts), columns):
        row = parts[start : start + columns]
        heads = max(part_height(part, room) for part in row)
        lines = [max(_line_height(part.points[at].text, room) for part in row) for at in range(len(row[0].points))]
        for column, part in enumerate(row):
            _comparison_column(sheet, part, x=1 + column * (room + GAP / 2), top=top, room=room, rows=(heads, lines))
        top += heads + sum(lines) + GAP


def _comparison_column(
    sheet: Sheet, part: Part, *, x: float, top: float, room: float, rows: tuple[float, list[float]]
) -> None:
    heads, lines = rows
    filled(sheet, Box(x=x, y=top, width=room, height=heads, tone=REGION), part)
    y = top + heads
    for point, height in zip(part.points, lines, strict=True):
        sheet.put(Box(x=x, y=y, width=room, height=height, tone=WASH))
        sheet.write(point.text, x=x + PADDING, y=y + PADDING / 2, room=room - 2 * PADDING, role="detail", tone=WASH)
        y += height


def _line_height(text: str, room: float) -> float:
    return height_of(text, room - 2 * PADDING, "detail") + PADDING
