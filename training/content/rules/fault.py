"""What is a fault, how heavy is it, and which checks does every part of a module need?"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from training.foundation.phrases import Phrase

#: How heavy a fault is: it hinders publication; an editor mends it; it is told and may stay.
BLOCKS, MENDS, ADVISES = "blocks", "mends", "advises"
WEIGHTS = (BLOCKS, MENDS, ADVISES)
#: As long as the columns that hold keys.
LONGEST_KEY = 60
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


#: What a sentence may be filled with; pages write days in the language of their reader, and translate phrases.
Fact = str | int | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong where; `file` is relative to the module's folder, `block` the keys on the way to the place.

    `problem` and `remedy` are constant English sentences with a ``%(name)s`` for each of the facts, so that they can be
    translated; a fact that is a `Phrase` is translated as well. A per cent sign is written twice.
    """

    file: str
    block: str | None = None
    problem: str
    remedy: str
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)
    weight: str = BLOCKS

    @property
    def said(self) -> str:
        """What is wrong, in English with its facts."""
        return self.problem % self.facts

    @property
    def advice(self) -> str:
        """What to do, in English with its facts."""
        return self.remedy % self.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a check looks: a file, and the keys on the way into it."""

    file: str
    block: str | None = None

    def inside(self, key: str) -> "Place":
        """Go one step further in."""
        return Place(file=self.file, block=f"{self.block}/{key}" if self.block else key)

    def fault(self, problem: str, remedy: str, **facts: Fact) -> Fault:
        """Say what is wrong here, so that nobody may publish it."""
        return Fault(file=self.file, block=self.block, problem=problem, remedy=remedy, facts=facts)

    def mend(self, problem: str, remedy: str, **facts: Fact) -> Fault:
        """Say what a careful editor mends here."""
        return Fault(file=self.file, block=self.block, problem=problem, remedy=remedy, facts=facts, weight=MENDS)

    def advise(self, problem: str, remedy: str, **facts: Fact) -> Fault:
        """Say what may be better here, and may stay."""
        return Fault(file=self.file, block=self.block, problem=problem, remedy=remedy, facts=facts, weight=ADVISES)


#: What is named and does not exist.
ABSENT = {
    "source language": Phrase("The source language “%(key)s” does not exist"),
    "region": Phrase("The region “%(key)s” does not exist"),
    "objective": Phrase("The objective “%(key)s” does not exist"),
    "lesson": Phrase("The lesson “%(key)s” does not exist"),
    "source": Phrase("The source “%(key)s” does not exist"),
    "target": Phrase("The target “%(key)s” does not exist"),
    "step": Phrase("The step “%(key)s” does not exist"),
}


def lesson_file(key: str) -> str:
    """Name the file that a lesson stands in."""
    return f"lessons/{key}.yaml"


def is_key(text: str) -> bool:
    """Tell whether a text may be the key of something."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


def key_faults(place: Place, keys: Collection[str]) -> Iterator[Fault]:
    """Find keys that are badly formed or there twice."""
    for key in dict.fromkeys(keys):
        if not is_key(key):
            remedy = "Use lower-case words joined by hyphens, at most %(most)s characters"
            yield place.fault("“%(key)s” cannot be a key", remedy, key=key, most=LONGEST_KEY)
    for key in twice(keys):
        yield place.fault("The key “%(key)s” is there twice", "Give one of the two another key", key=key)


def reference_faults(place: Place, what: str, named: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """Find keys that name nothing; `what` they should name is one of `ABSENT`."""
    remedy = "Name one that exists, or add it; there are: %(known)s" if known else "Add it, or name none"
    for key in named:
        if key not in known:
            yield place.fault(ABSENT[what], remedy, key=key, known=", ".join(known))


def given(key: str | None) -> tuple[str, ...]:
    """List a key, unless there is none: that it is missing is told by its being empty."""
    return (key,) if key else ()


def twice(items: Iterable[str]) -> list[str]:
    """List what is there more than once."""
    return [item for item, times in Counter(items).items() if times > 1]
