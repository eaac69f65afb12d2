"""What does a person call a part of a module, whose key is for machines?"""

from typing import Any

from training.authoring.rules.units import unit_of
from training.content.rules.module import Module
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused

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


def noun_of(value: Any) -> str:
    """Return the word that the house has for what this is: "single", "text", "choice", "lesson"."""
    return noun(value if isinstance(value, type) else type(value))


def noun(kind: type) -> str:
    """Return the word that the house has for a kind of part: its `kind`, or its name in small letters."""
    told = kind.__dict__.get("kind", "")
    return told if isinstance(told, str) and told else kind.__name__.lower()


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
