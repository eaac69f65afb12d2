"""What does a drawing consist of?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from training.content.rules.drawing.words import DETAIL, LABEL, Face, lines

#: How a box is filled: not at all, in the region's colour, in a wash of it.
PLAIN, REGION, WASH = "plain", "region", "wash"
PADDING = 12.0
_HEAD = 7.0
#: From the top of a line of text to the foot of its letters, in parts of the leading.
_FOOT = 0.76


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    tone: str = PLAIN

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of a text: where its letters stand, of which text it is, and on which tone."""

    x: float
    y: float
    text: str
    of: str
    role: str
    tone: str = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line, straight or with corners, as the path of SVG; `head` is the path of its arrowhead, where it has one."""

    path: str
    head: str = ""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A drawing in the making; places are in units of one CSS pixel at its natural width."""

    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(self, text: str, *, x: float, y: float, room: float, role: str, tone: str = PLAIN) -> float:
        """Write a text from the height `y` on, broken into lines; return the height where the next one begins."""
        face = face_of(role)
        for number, line in enumerate(lines(text, room, face)):
            foot = y + number * face.leading + face.leading * _FOOT
            self.words.append(Words(x=x, y=foot, text=line, of=text, role=role, tone=tone))
        return y + height_of(text, room, role)

    def put(self, box: Box) -> Box:
        """Draw a box; the drawing grows with it."""
        self.boxes.append(box)
        self.height = max(self.height, box.bottom + 1)
        return box

    def draw(self, points: Iterable[tuple[float, float]], *, arrow: bool = True) -> None:
        """Draw a line through points, with an arrowhead at its end."""
        corners = list(points)
        path = "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in corners)
        self.strokes.append(Stroke(path=path, head=_head(corners[-2], corners[-1]) if arrow else ""))


def face_of(role: str) -> Face:
    """Return the letters of a role: labels and dates are larger than details."""
    return DETAIL if role == "detail" else LABEL


def height_of(text: str | None, room: float, role: str) -> float:
    """Tell how high a text stands in a column of this width; nothing has no height."""
    face = face_of(role)
    return len(lines(text, room, face)) * face.leading if text else 0


def _head(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x, y) = start, end
    along_x, along_y = _sign(x - x0), _sign(y - y0)
    back_x, back_y = x - along_x * _HEAD, y - along_y * _HEAD
    side_x, side_y = along_y * _HEAD * 0.6, along_x * _HEAD * 0.6
    corners = ((x, y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y))
    return "M" + "L".join(f"{_short(a)} {_short(b)}" for a, b in corners) + "Z"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
