"""Which lines do tables of figures have, and does every one add up?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.reporting.rules.cells import (
    COMPLETED,
    ENROLLED,
    MEASURED,
    PAIRED,
    READ,
    STATES,
    TRIES,
    UNPAIRED,
    UNREAD,
)
from training.reporting.rules.years import Values, started

#: What each whole is made of.
SUMS: Mapping[str, Sequence[str]] = {ENROLLED: STATES, COMPLETED: TRIES, MEASURED: (PAIRED, UNPAIRED)}
STOCKS = (ENROLLED, *STATES, *TRIES, MEASURED, PAIRED, UNPAIRED)
#: More of the figures of a page are hidden.
_MUCH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: of a place, module, quarter, language … (`key`), its counts by their measures.

    A count is None where it is hidden, and not there where it was not counted.
    """

    key: str
    values: Values

    @property
    def started(self) -> int | None:
        """Return how many were ever begun, where that follows from what is shown."""
        return started(self.values)

    @property
    def share(self) -> float | None:
        """Return which share of all enrolled has completed."""
        return self.share_of(COMPLETED, ENROLLED)

    def share_of(self, part: str, whole: str) -> float | None:
        """Return which share one count is of another; None where one is not shown, or nobody was counted."""
        number, of = self.values.get(part), self.values.get(whole)
        return None if number is None or not of else number / of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How many came so far on the way through a module; `change` is to the step before, where both are shown."""

    key: str
    number: int | None
    share: float | None
    change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """How many of the figures of a page are hidden, out of how many."""

    number: int
    of: int

    @property
    def is_much(self) -> bool:
        """Tell whether a coarser view would say more."""
        return self.number > _MUCH * self.of


def checked(line: Line) -> Line:
    """Return a line that adds up wherever all of its counts are shown; ValueError for another one."""
    for whole, parts in SUMS.items():
        _check(line.key, whole, line.values.get(whole), [line.values.get(part) for part in parts])
    return line


def check_parts(whole: Line, parts: Sequence[Line], measures: Iterable[str]) -> None:
    """Raise ValueError where parts do not add up to their whole in a measure in which all of them are shown."""
    for measure in measures if parts else ():
        _check(whole.key, measure, whole.values.get(measure), [part.values.get(measure) for part in parts])


def check_lessons(whole: Line, lessons: Iterable[Line]) -> None:
    """Raise ValueError where those who read a lesson and those who did not are not all who enrolled."""
    for line in lessons:
        _check(line.key, READ, whole.values.get(ENROLLED), [line.values.get(READ), line.values.get(UNREAD)])


def steps(whole: Line, ways: Sequence[tuple[str, int | None]]) -> list[Step]:
    """Follow all who enrolled through what they reached, in order."""
    found: list[Step] = []
    enrolled = whole.values.get(ENROLLED)
    for key, number in ways:
        before = found[-1].number if found else None
        share = number / enrolled if number is not None and enrolled else None
        change = None if number is None or before is None else number - before
        found.append(Step(key=key, number=number, share=share, change=change))
    return found


def hidden_of(lines: Iterable[Line]) -> Hidden:
    """Count what is hidden in these lines."""
    values = [value for line in lines for value in line.values.values()]
    return Hidden(number=values.count(None), of=len(values))


def _check(key: str, measure: str, whole: int | None, parts: Sequence[int | None]) -> None:
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == len(parts) and sum(known) != whole:
        raise ValueError(f"{key}: {measure} is {whole}, its parts are {known}")
