"""What does a person call a part of a module, whose key is for machines?"""

from typing import Any

from training.authoring.rules.units import unit_of
from training.content.rules.module import Module
from training.content.rules.nouns import noun, noun_of
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused

__all__ = ["name_of", "named", "noun", "noun_of", "page_of"]

#: Fields that name what they stand in, the best one first.
_NAMES = ("title", "stem", "citation", "alt", "label", "term", "text", "body", "prompt", "name", "pool")
_LONGEST = 90


def name_of(value: Any) -> str:
    """Return the first words by which a part is known to its author; nothing where none are written yet."""
    for name in _NAMES:
        text = getattr(value, name, None)
        if text:
            return _shortened(" ".join(str(text).split()))
    return ""


def page_of(address: str) -> str:
    """Return the address of the page that lists a unit: the module's, or its lesson's."""
    first, _, rest = address.partition("/")
    return first if rest and first != MODULE else MODULE


def named(module: Module, address: str) -> tuple[str, str]:
    """Return the noun and the name of a unit; both empty where it is not there."""
    try:
        unit = unit_of(module, address)
    except Refused:
        return "", ""
    return noun_of(unit), name_of(unit)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + "…"
