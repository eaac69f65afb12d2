"""Does a translation keep the numbers, dates and units of its source?"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from training.content.rules.fault import Fault, Place
from training.translation.rules.figures import Figures, figures, names_unit
from training.translation.rules.likeness import Between

_Key = TypeVar("_Key")


def number_findings(place: Place, source: str, target: str, between: Between) -> Iterator[Fault]:
    """Find numbers that were lost or added; separators, months as numbers, and "14th" in words are no difference."""
    there, here = figures(source, between[0]), figures(target, between[1])
    missing = there.numbers - here.numbers - there.ordinals - here.month_numbers - here.decades
    added = here.numbers - there.numbers - here.ordinals - there.month_numbers - there.decades
    remedy = "Write the numbers of the source, in digits as there"
    if missing:
        lost = ", ".join(there.tokens[number] for number in missing)
        yield place.mend("The translation lacks %(numbers)s", remedy, numbers=lost)
    if added:
        new = ", ".join(here.tokens[number] for number in added)
        yield place.mend("The translation adds %(numbers)s", remedy, numbers=new)


def date_findings(place: Place, source: str, target: str, between: Between) -> Iterator[Fault]:
    """Find a day or a month in the place of another; one that is only missing is told by its number."""
    there, here = figures(source, between[0]), figures(target, between[1])
    lost, new = _without(there.days, here.days), _without(here.days, there.days)
    if not (lost and new):
        lost, new = _without(there.months, here.months), _without(here.months, there.months)
    if lost and new:
        remedy = "Write the date of the source, in the way of your language"
        yield place.mend("The date “%(there)s” has become “%(here)s”", remedy, there=lost, here=new)


def unit_findings(place: Place, source: str, target: str, between: Between) -> Iterator[Fault]:
    """Find numbers that have another unit than in the source, or none while the translation names it nowhere."""
    there, here = figures(source, between[0]), figures(target, between[1])
    remedy = "Keep the unit of the source, with the word of your language"
    for number, unit in there.units:
        if number not in here.numbers or _has_unit(here, number, unit):
            continue
        words, other = there.units[number, unit], _another_unit(there, here, number)
        if other:
            yield place.mend("“%(there)s” has become “%(here)s”", remedy, there=words, here=other)
        elif not names_unit(unit, here.text):
            yield place.mend("The unit of “%(there)s” is missing", remedy, there=words)


def _without(known: Mapping[_Key, str], said: Mapping[_Key, str]) -> str:
    return ", ".join(words for key, words in known.items() if key not in said)


def _has_unit(here: Figures, number: str, unit: str) -> bool:
    # "9:30" needs no word for hours.
    return (number, unit) in here.units or (unit == "hour" and number in here.clock)


def _another_unit(there: Figures, here: Figures, number: str) -> str | None:
    """Find what the number has become, unless the source says that as well."""
    others = (words for (same, unit), words in here.units.items() if same == number and (same, unit) not in there.units)
    return next(others, None)
