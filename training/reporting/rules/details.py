"""How finely does a release tell each region?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from training.reporting.rules.cells import (
    ALL,
    COMPLETED,
    FINISHED,
    LANGUAGE,
    LESSON,
    NEWLY_READ,
    READ,
    ROUND,
    STATES,
    UNREAD,
    organisation_of,
    region_of,
)
from training.reporting.rules.disclosure.tables import Key

#: How a region tells of its organisations: by module, for all modules together, or not at all.
BY_MODULE, IN_ALL, NOT = range(3)
#: More of the inner cells that count anybody may not be hidden; where more are small, that many will be.
MOST, ROUGHLY = 0.5, 0.2
#: What is told by region, or only for all regions together.
_FLAGS = {"languages": LANGUAGE, "rounds": ROUND, "lessons": LESSON}
#: What is looked at there: flows too, since where they are small the stocks cannot be shown either.
_TELLING = (COMPLETED, READ, UNREAD, FINISHED, NEWLY_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How finely is told: organisations region by region; languages, rounds and lessons by region, or only for all.

    Every region tells states by module: what is hidden there is hidden in the one coarser figure that stands beside it.
    Languages, rounds and lessons are told by all regions or by none: left out for one, its figures would follow from
    the others.
    """

    organisations: Mapping[str, int]
    languages: bool = True
    rounds: bool = True
    lessons: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    values: Mapping[Key, int]
    hidden: frozenset[Key]
    most: float

    def is_mostly_hidden(self, inner: Iterable[Key]) -> bool:
        """Tell whether too much is hidden of the cells that count anybody: zeros are no loss."""
        counting = {key for key in inner if self.values[key]}
        return len(counting & self.hidden) > self.most * len(counting)


def finest(regions: Iterable[str]) -> Told:
    """Return the most that can be told."""
    return Told(organisations=dict.fromkeys(regions, BY_MODULE))


def told_in(keys: Iterable[Key]) -> Told:
    """Find out how finely a release told; a region without organisations told of none."""
    levels: dict[str, int] = {}
    flags = dict.fromkeys(_FLAGS, False)
    for _, place, module, part, _ in keys:
        region = region_of(place)
        if region == ALL:
            continue
        level = NOT if organisation_of(place) is None else IN_ALL if module == ALL else BY_MODULE
        levels[region] = min(level, levels.get(region, NOT))
        flags |= {name: True for name, kind in _FLAGS.items() if part.startswith(kind)}
    return Told(organisations=levels, **flags)


def coarsened(told: Told, *, values: Mapping[Key, int], hidden: Iterable[Key], least: Told, most: float = MOST) -> Told:
    """Go a step coarser where the finest cells are mostly hidden, never coarser than `least`: readers compare.

    What is told by region stays as long as one region has something of it. Mostly is more than the share `most` of the
    cells that count anybody.
    """
    judged = _Judged(values=values, hidden=frozenset(hidden), most=most)
    levels = {
        region: level + 1
        if level < least.organisations.get(region, NOT) and judged.is_mostly_hidden(_inner(values, region, level))
        else level
        for region, level in told.organisations.items()
    }
    flags = {
        name: getattr(least, name) or (getattr(told, name) and _tells(judged, kind, told.organisations))
        for name, kind in _FLAGS.items()
    }
    return replace(told, organisations=levels, **flags)


def _tells(judged: "_Judged", kind: str, regions: Iterable[str]) -> bool:
    inner: dict[str, list[Key]] = {region: [] for region in regions}
    for key in judged.values:
        _, place, module, part, measure = key
        if place in inner and module != ALL and part.startswith(kind) and measure in _TELLING:
            inner[place].append(key)
    counting = [each for each in inner.values() if any(judged.values[key] for key in each)]
    return any(not judged.is_mostly_hidden(each) for each in counting)


def _inner(values: Mapping[Key, int], region: str, level: int) -> Iterator[Key]:
    for key in values:
        _, place, module, _, measure = key
        inside = region_of(place) == region and organisation_of(place) is not None
        if inside and measure in STATES and (module == ALL) is (level == IN_ALL):
            yield key
