"""What is a fault, and which checks does every part of a module need?"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

#: As long as the columns that hold keys.
LONGEST_KEY = 60
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong where; `file` is relative to the module's folder, `block` the keys on the way to the place."""

    file: str
    block: str | None = None
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a check looks: a file, and the keys on the way into it."""

    file: str
    block: str | None = None

    def inside(self, key: str) -> "Place":
        """Go one step further in."""
        return Place(file=self.file, block=f"{self.block}/{key}" if self.block else key)

    def fault(self, problem: str, remedy: str) -> Fault:
        """Say what is wrong here."""
        return Fault(file=self.file, block=self.block, problem=problem, remedy=remedy)


def lesson_file(key: str) -> str:
    """Name the file that a lesson stands in."""
    return f"lessons/{key}.yaml"


def is_key(text: str) -> bool:
    """Tell whether a text may be the key of something."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def key_faults(place: Place, what: str, keys: Collection[str]) -> Iterator[Fault]:
    """Find keys that are badly formed or there twice."""
    for key in dict.fromkeys(keys):
        if not is_key(key):
            remedy = f"Use lower-case words joined by hyphens, at most {LONGEST_KEY} characters"
            yield place.fault(f"“{key}” cannot be the key of a {what}", remedy)
    for key in twice(keys):
        yield place.fault(f"The {what} “{key}” is there twice", "Give one of them another key")


def reference_faults(place: Place, what: str, named: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """Find keys that name nothing."""
    for key in named:
        if key not in known:
            there = f"; there are: {', '.join(known)}" if known else ""
            yield place.fault(f"The {what} “{key}” does not exist", f"Correct the key, or add the {what}{there}")


def twice(items: Iterable[str]) -> list[str]:
    """List what is there more than once."""
    return [item for item, times in Counter(items).items() if times > 1]
