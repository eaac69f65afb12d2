"""Where do columns, bars and intervals stand in a chart? Widths in per cent, heights in pixels: text keeps its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.reporting.rules.lines import Line

#: How much of its place a column fills.
_FILLED = 0.72
#: Ends of an axis lie at full steps of this.
_STEP = 0.25
_WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its middle, left edge and width in per cent, its height in pixels.

    Without a value it is hidden, and drawn as a sign; what was not counted is a place without a column.
    """

    middle: float
    left: float
    width: float
    height: float
    value: int | None
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From where to where an axis goes, and where its steps are marked."""

    least: float
    most: float
    steps: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return where a value stands, in per cent from the left; what is beyond an end stands there."""
        inside = min(max(value, self.least), self.most)
        return round((inside - self.least) / (self.most - self.least) * _WHOLE, 2)


def highest(values: Iterable[int | None]) -> int:
    """Return the largest shown value, with which others are compared: at least 1."""
    return max((value for value in values if value is not None), default=0) or 1


def columns(values: Sequence[tuple[bool, int | None]], *, most: int, height: int) -> list[Column]:
    """Place a column for each value side by side; pairs of whether it was counted and its number, None where hidden."""
    room = _WHOLE / len(values) if values else 0.0
    return [
        Column(
            middle=round(room * (place + 0.5), 2),
            left=round(room * (place + (1 - _FILLED) / 2), 2),
            width=round(room * _FILLED, 2),
            height=round(value / most * height, 1) if value else 0.0,
            value=value,
            is_counted=counted,
        )
        for place, (counted, value) in enumerate(values)
    ]


def length(value: int, *, most: int) -> float:
    """Return how long a bar is, in per cent of the longest."""
    return round(value / most * _WHOLE, 2) if most else 0.0


def axis(values: Iterable[float | None]) -> Axis:
    """Return an axis from 0 to 1, longer to either side where a value needs it, with a mark every quarter."""
    known = [value for value in values if value is not None]
    first = min(0, int(min(known, default=0.0) // _STEP))
    last = max(int(1 / _STEP), int(-(-max(known, default=0.0) // _STEP)))
    steps = tuple(step * _STEP for step in range(first, last + 1))
    return Axis(least=steps[0], most=steps[-1], steps=steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A small chart of one measure; its columns are those of the lines, in their order."""

    measure: str
    lines: Sequence[Line]
    columns: Sequence[Column]


def panels(lines: Sequence[Line], measures: Iterable[str], *, height: int) -> list[Panel]:
    """Draw several measures of the same lines on one scale; nothing of what was never counted."""
    told = [measure for measure in measures if any(measure in line.values for line in lines)]
    most = highest(line.values.get(measure) for line in lines for measure in told)
    return [panel(lines, measure, most=most, height=height) for measure in told]


def panel(lines: Sequence[Line], measure: str, *, most: int, height: int) -> Panel:
    """Draw one measure of some lines."""
    values = [(measure in line.values, line.values.get(measure)) for line in lines]
    return Panel(measure=measure, lines=lines, columns=columns(values, most=most, height=height))
