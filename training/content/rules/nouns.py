"""Which word does the house have for a kind of thing, such as "single", "text", "choice" or "lesson"?"""

from typing import Any


def noun_of(value: Any) -> str:
    """Return the word that the house has for what this is."""
    return noun(value if isinstance(value, type) else type(value))


def noun(kind: type) -> str:
    """Return the word for a kind of part: its `kind`, or its name in small letters."""
    told = kind.__dict__.get("kind", "")
    return told if isinstance(told, str) and told else kind.__name__.lower()
