"""What differs between two versions, word by word?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from training.authoring.rules.importing import ORDER, parts
from training.authoring.rules.units import unit_above, units
from training.content.rules.module import Module
from training.content.rules.wording import Run, words_compared


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
        address=address, unit=unit_above(address, known), old=old, new=new, runs=words_compared(old or "", new or "")
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
