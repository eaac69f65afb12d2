"""What differs between two versions, word by word?"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Any

from training.authoring.rules.importing import ORDER, parts
from training.authoring.rules.units import units
from training.content.rules.module import Module
from training.content.rules.segments import MODULE

SAME, GONE, NEW = "same", "gone", "new"
# Words with the spaces between them, so that what is put together again is the text.
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand in both texts ("same"), only in the old one ("gone") or only in the new one ("new")."""

    text: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Something that differs, with the unit that it stands in; None where it is not there.

    Numbers, days, right answers and the order of parts are written as text; `runs` put both texts into one.
    """

    address: str
    unit: str
    old: str | None
    new: str | None
    runs: tuple[Run, ...]


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


def compared(old: Module, new: Module) -> tuple[Changed, ...]:
    """List every text and every other value that differs, in reading order; what is gone stands where it stood."""
    before, after = dict(parts(old)), dict(parts(new))
    known = {*units(old), *units(new)}
    return tuple(
        _changed(address, before, after, known)
        for address in _in_reading_order(before, after)
        if _differs(address, before, after)
    )


def _differs(address: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    old, new = before.get(address), after.get(address)
    if not address.endswith(ORDER):
        # An empty list and none are the same to a reader.
        return bool((None if old == [] else old) != (None if new == [] else new))
    # What is new or gone is told by itself: here only whether the others stand in another order.
    old, new = old or [], new or []
    return [key for key in old if key in new] != [key for key in new if key in old]


def _changed(address: str, before: Mapping[str, Any], after: Mapping[str, Any], known: Collection[str]) -> Changed:
    old, new = _text(before.get(address)), _text(after.get(address))
    return Changed(
        address=address, unit=_unit(address, known), old=old, new=new, runs=words_compared(old or "", new or "")
    )


def _in_reading_order(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """List all addresses in the order of the new module, those that are gone behind what they stood behind."""
    gone: dict[str, list[str]] = defaultdict(list)
    last = ""
    for address in before:
        if address in after:
            last = address
        else:
            gone[last].append(address)
    yield from gone[""]
    for address in after:
        yield address
        yield from gone[address]


def _unit(address: str, known: Collection[str]) -> str:
    """Find the unit that a part lies in: the longest address of one on the way to it."""
    steps = address.split("/")
    above = ("/".join(steps[:length]) for length in range(len(steps) - 1, 0, -1))
    return next((each for each in above if each in known), MODULE)


def _text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(_text(item) or "" for item in value)
        case dict():
            return " ".join(_text(item) or "" for item in value.values())
    return str(value)
