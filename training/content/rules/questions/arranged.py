"""Which questions have several parts, each with its share of the point?"""

import re
from dataclasses import dataclass
from typing import ClassVar

from training.content.rules.texts import Text

_GAP = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the words that may fill a gap."""

    key: str
    text: Text
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap, named in the text as ``{key}``, with the words to choose from."""

    key: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapText:
    """A text with gaps; each right one gives its share of the point."""

    kind: ClassVar[str] = "gap-text"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    text: Text
    gaps: tuple[Gap, ...]
    right_feedback: Text
    wrong_feedback: Text

    @property
    def pieces(self) -> tuple[tuple[str, Gap | None], ...]:
        """Cut the text at its gaps: pieces of text, each with the gap that follows it (None after the last)."""
        by_key = {gap.key: gap for gap in self.gaps}
        *pairs, last = _GAP.split(self.text)
        found = [(text, by_key.get(key)) for text, key in zip(pairs[::2], pairs[1::2], strict=True)]
        return (*found, (last, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What something may be matched to."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Something to match, and the key of the target that belongs to it."""

    key: str
    text: Text
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Pairs to find; a target may belong to several, or to none. Each right pair gives its share of the point."""

    kind: ClassVar[str] = "matching"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    pairs: tuple[Pair, ...]
    targets: tuple[Target, ...]
    right_feedback: Text
    wrong_feedback: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that has its place in an order."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """Items in their right order, shown in another one; each in its right place gives its share of the point."""

    kind: ClassVar[str] = "ordering"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    items: tuple[Item, ...]
    right_feedback: Text
    wrong_feedback: Text
