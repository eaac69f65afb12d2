"""What did a form send, and how is it read whatever the kind?"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from training.foundation.errors import Refused

#: A response as it is kept; no language in it. Each kind says in its own file what stands there.
Response = dict[str, Any]
#: Fields of a form: "response", or "response-<key>" where a question has several parts.
Typed = Mapping[str, Sequence[str]]
FIELD = "response"


def values(typed: Typed) -> list[str]:
    """Return what the one field of a question holds; raises Refused("nothing-chosen") where that is nothing."""
    found = [value for value in typed.get(FIELD, ()) if value.strip()]
    if not found:
        raise Refused("nothing-chosen")
    return found


def part(typed: Typed, key: str, known: Collection[str]) -> str | None:
    """Return what was chosen for one part; None where it was left open, Refused where it is not among the known."""
    found = [value for value in typed.get(f"{FIELD}-{key}", ()) if value]
    if not found:
        return None
    if found[0] not in known:
        raise Refused("choice-unknown")
    return found[0]


def some_parts(chosen: Mapping[str, str | None]) -> dict[str, str]:
    """Keep the parts that were answered; raises Refused("nothing-chosen") where none was."""
    found = {key: value for key, value in chosen.items() if value is not None}
    if not found:
        raise Refused("nothing-chosen")
    return found
