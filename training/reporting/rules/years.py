"""What happened in a quarter or a year? A year needs no cells of its own: it follows from those of its quarters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.foundation.errors import NotFound
from training.reporting.rules.cells import (
    ALL,
    BEGUN,
    COMPLETED,
    ENROLLED,
    FINISHED,
    FLOWS,
    IN_PROGRESS,
    NEW,
    NOT_STARTED,
    Cell,
)
from training.reporting.rules.quarters import Quarter

#: Counts by their cells; None is hidden, what is not there was not counted.
Told = Mapping[Cell, int | None]
#: Counts of one line by their measures, likewise.
Values = Mapping[str, int | None]
#: In progress or completed: what follows from two counts that are told.
STARTED = "started"
_QUARTERS = (1, 2, 3, 4)
_MONTHS = 3


class Span(StrEnum):
    """How long the time is that a page tells of."""

    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A quarter, or a year up to the end of a quarter: later releases change nothing in it."""

    span: Span
    last: Quarter

    @property
    def key(self) -> str:
        """Write it as tables do: 2026Q3, or 2026."""
        return self.last.key if self.span is Span.QUARTER else str(self.last.year)

    @property
    def quarters(self) -> list[Quarter]:
        """List the quarters that it is made of."""
        if self.span is Span.QUARTER:
            return [self.last]
        return [Quarter(self.last.year, number) for number in _QUARTERS if number <= self.last.number]

    @property
    def before(self) -> Quarter:
        """Return the quarter at whose end it begins."""
        first = self.quarters[0]
        return Quarter(first.year, first.number - 1) if first.number > 1 else Quarter(first.year - 1, _QUARTERS[-1])

    @property
    def months(self) -> list[str]:
        """List its months as cells name them: 2026-07."""
        starts = [quarter.first_day for quarter in self.quarters]
        return [f"{day.year}-{day.month + each:02}" for day in starts for each in range(_MONTHS)]


def read_span(text: str) -> Span:
    """Read how long a time is asked for, without a word a quarter; NotFound for anything else."""
    try:
        return Span(text or Span.QUARTER)
    except ValueError:
        raise NotFound("period") from None


def read_month(key: str) -> date:
    """Return the first day of a month that a cell names."""
    return date.fromisoformat(f"{key}-01")


def periods(span: Span, quarters: Iterable[Quarter]) -> list[Period]:
    """List the times that released quarters (the first one first) tell of; the last year may not be over."""
    if span is Span.QUARTER:
        return [Period(span=span, last=quarter) for quarter in quarters]
    return [Period(span=span, last=last) for last in {quarter.year: quarter for quarter in quarters}.values()]


def started(values: Values) -> int | None:
    """Return how many enrolments were ever begun; None where two hidden counts would be needed."""
    enrolled, waiting = values.get(ENROLLED), values.get(NOT_STARTED)
    if enrolled is not None and waiting is not None:
        return enrolled - waiting
    learning, completed = values.get(IN_PROGRESS), values.get(COMPLETED)
    return None if learning is None or completed is None else learning + completed


def stocks(told: Told, *, period: str, place: str, module: str, measures: Sequence[str]) -> dict[str, int | None]:
    """Return the counts of a line that were told; hidden ones are None, what was not counted is left out."""
    cells = {measure: Cell(period, place, module, ALL, measure) for measure in measures}
    return {measure: told[cell] for measure, cell in cells.items() if cell in told}


def flows(told: Told, period: Period, *, place: str, module: str, first: Quarter) -> dict[str, int | None]:
    """Return what happened in a period; `first` is the quarter of the very first release.

    Of a year: the difference of its two ends where both are shown, else the sum of its quarters where all are shown,
    else it is hidden. Both are what any reader of the quarters could work out.
    """
    if period.span is Span.QUARTER:
        return stocks(told, period=period.key, place=place, module=module, measures=FLOWS)
    found = {}
    for measure in FLOWS:
        parts = [Cell(quarter.key, place, module, ALL, measure) for quarter in period.quarters if quarter >= first]
        known = [told.get(cell) for cell in parts]
        whole = _gain(told, measure, period, place=place, module=module, first=first)
        if whole is None and all(cell in told for cell in parts) and None not in known:
            whole = sum(number for number in known if number is not None)
        if whole is not None or any(cell in told for cell in parts):
            found[measure] = whole
    return found


def _gain(told: Told, measure: str, period: Period, *, place: str, module: str, first: Quarter) -> int | None:
    after = _stock(told, measure, period.last, place=place, module=module)
    # The first release begins with the first enrolment: before it there was nobody.
    before = 0 if period.before < first else _stock(told, measure, period.before, place=place, module=module)
    return None if after is None or before is None else after - before


def _stock(told: Told, measure: str, quarter: Quarter, *, place: str, module: str) -> int | None:
    needed = {NEW: (ENROLLED,), BEGUN: (ENROLLED, NOT_STARTED, IN_PROGRESS, COMPLETED), FINISHED: (COMPLETED,)}
    values = stocks(told, period=quarter.key, place=place, module=module, measures=needed[measure])
    return started(values) if measure == BEGUN else values.get(needed[measure][0])
