"""Which values may the settings of the site have, and what of a change goes into the log?"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

#: From and to, both included. Fewer than three people would be told by what two others know of themselves; letters
#: leave while offices work.
BOUNDS: Mapping[str, tuple[int, int]] = {"smallest_group": (3, 50), "reminder_hour": (7, 18)}
LONGEST: Mapping[str, int] = {"controller": 500, "contact": 200}


def bounds_after(shown: int | None) -> dict[str, tuple[int, int]]:
    """Return the bounds once counts from `shown` on were released: with a larger group, no release could follow.

    Whoever has seen that there are seven cannot be kept from knowing that there are not fewer.
    """
    least, most = BOUNDS["smallest_group"]
    return {**BOUNDS, "smallest_group": (least, most if shown is None else max(least, shown))}


def told_change(before: Any, after: Any) -> dict[str, Any]:
    """Return what an entry says of a change of settings: old and new, of texts only that they are others.

    A text may name a person, and no entry can ever be changed.
    """
    old, new = asdict(before), asdict(after)
    changed = [field.name for field in fields(after) if old[field.name] != new[field.name]]
    return {name: "changed" if isinstance(new[name], str) else [old[name], new[name]] for name in changed}
