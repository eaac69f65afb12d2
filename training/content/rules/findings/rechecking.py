"""Is it time to look again? What was checked or consulted more than a year ago may have changed."""

from collections.abc import Iterator
from datetime import date

from training.content.rules.blocks import NO_DAY, Sources, TextBlock
from training.content.rules.fault import Fault, Place
from training.content.rules.findings.places import place_of
from training.content.rules.module import Module
from training.content.rules.segments import MODULE


def rechecking_findings(module: Module, *, today: date) -> Iterator[Fault]:
    """Find days of checking that lie more than a year before today."""
    yield from _of_day(place_of(MODULE), module.as_of, today)
    for lesson in module.lessons:
        for block in lesson.blocks:
            place = place_of(f"{lesson.key}/{block.key}")
            if isinstance(block, TextBlock):
                yield from _of_day(place, block.as_of, today)
            for source in block.items if isinstance(block, Sources) else ():
                if NO_DAY < source.read < _a_year_before(today):
                    problem, remedy = "The source was last consulted on %(day)s", "Look at it again, and write the day"
                    yield place.inside(source.key).advise(problem, remedy, day=source.read)


def _of_day(place: Place, day: date | None, today: date) -> Iterator[Fault]:
    if day is not None and day < _a_year_before(today):
        problem, remedy = "Law and figures were last checked on %(day)s", "Check them again, and write the day"
        yield place.advise(problem, remedy, day=day)


def _a_year_before(day: date) -> date:
    # 29 February has no day a year before it.
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 (February)
