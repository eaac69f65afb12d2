"""How wide is a text, and where does it break?

No font is asked: widths are those of Fira Sans by class of letter, rounded up, so that the faces which stand in for it
fit as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: Widths in parts of the size. The classes are measured on Fira Sans 600, the wider of its two cuts.
_NARROW, _WIDE, _CAPITAL, _OTHER = 0.34, 0.92, 0.68, 0.59
_NARROW_LETTERS = frozenset("iljtfrI.,:;'|!()[]/-\u2018\u2019\u201c\u201d\u201e·ílĺłťř\N{NO-BREAK SPACE} ")
_WIDE_LETTERS = frozenset("mwMWOQ%@—…€")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A size of letters and the distance from one line to the next, in units of the drawing."""

    size: float
    leading: float


LABEL = Face(size=16, leading=20)
DETAIL = Face(size=14.5, leading=19)


def text_width(text: str, face: Face) -> float:
    """Estimate how wide a text is, never too narrow for the letters of the seven languages."""
    return sum(map(_letter_width, text)) * face.size


def lines(text: str, room: float, face: Face) -> tuple[str, ...]:
    """Break a text at its spaces so that each line has room; a word that is too long alone stands alone."""
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, face) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def widest_word(texts: Sequence[str], face: Face) -> float:
    """Tell how much room the longest word of several texts needs."""
    return max((text_width(word, face) for text in texts for word in text.split(" ")), default=0)


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER
