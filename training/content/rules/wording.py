"""How do two texts differ, word by word?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

SAME, GONE, NEW = "same", "gone", "new"
# Words with the spaces between them, so that what is put together again is the text.
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand in both texts ("same"), only in the old one ("gone") or only in the new one ("new")."""

    text: str
    how: str


def words_compared(old: str, new: str) -> tuple[Run, ...]:
    """Compare two texts word by word: what is same and gone is the old one, what is same and new the new one."""
    runs: list[Run] = []
    for is_same, cuts in groupby(_cuts(old, new), key=itemgetter(0)):
        gone, come = map("".join, zip(*((before, after) for _, before, after in cuts), strict=True))
        runs += [Run(text=gone, how=SAME)] if is_same else [Run(text=gone, how=GONE), Run(text=come, how=NEW)]
    return tuple(run for run in runs if run.text)


def _cuts(old: str, new: str) -> Iterator[tuple[bool, str, str]]:
    """Cut both texts where they begin or cease to differ; a space between two words that differ is none in common."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for how, first, last, start, end in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[first:last]), "".join(after[start:end])
        yield how == "equal" and not gone.isspace(), gone, come
