"""What does a release tell its readers, and which one is made next?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from training.content.rules.segments import Shown
from training.foundation.errors import Refused
from training.reporting.rules.cells import ALL, LANGUAGE, Cell, organisation_of, region_of, whole_of
from training.reporting.rules.quarters import Quarter

Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is told of a release beside its figures: how everything was called that day, all in order.

    `regions` and `modules` are by key, `organisations` by place with `name` and the place above them (`parent`),
    `lessons` by module and lesson.
    """

    id: int
    quarter: Quarter
    made_at: datetime
    minimum: int
    digest: str
    regions: Mapping[str, Mapping[str, Any]]
    organisations: Mapping[str, Mapping[str, str]]
    modules: Mapping[str, Titles]
    lessons: Mapping[str, Mapping[str, Titles]]

    @property
    def key(self) -> str:
        """Write the quarter as addresses and files do."""
        return self.quarter.key

    def zones(self, place: str) -> list[str]:
        """Name the time zones by whose clocks the quarter ended at a place, or in all."""
        within = self.regions if place == ALL else (region_of(place),)
        return sorted({str(self.regions[each]["time_zone"]) for each in within})

    def place_name(self, place: str, language: str) -> str:
        """Return what a region or an organisation is called; the own people of one are called as the whole is."""
        if organisation_of(place):
            return self.organisations[whole_of(place)]["name"]
        return str(self.regions[place]["names"].get(language, place))

    def parts(self, place: str) -> list[str]:
        """List the places that a place consists of by name, in order: none where it is told as a whole."""
        if place == ALL:
            return list(self.regions)
        return [each for each, one in self.organisations.items() if one["parent"] == place]

    def wholes(self, place: str) -> list[str]:
        """List the places that a place is in, the widest first, without itself and without all."""
        found: list[str] = []
        above = self._above(place)
        while above:
            found.insert(0, above)
            above = self._above(above)
        return found

    def title(self, module: str, language: str) -> Shown:
        """Return what a module is called; the title knows its own language, which may be another."""
        return _shown(self.modules[module].get(language), module, language)

    def lesson_title(self, module: str, lesson: str, language: str) -> Shown:
        """Return what a lesson is called, likewise."""
        return _shown(self.lessons[module][lesson].get(language), lesson, language)

    def _above(self, place: str) -> str | None:
        return self.organisations[place]["parent"] if place in self.organisations else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigure:
    """A median, mean or share of a group; None is not told. `low` and `high` bound it with 95 % confidence."""

    value: float | None
    low: float | None = None
    high: float | None = None


#: Place, module and name of a figure of a group.
FigureKey = tuple[str, str, str]
#: The median of the days from enrolment to completion; how much of what could be gained was gained between the two
#: measurements (Hake); the difference in standard deviations (Cohen).
MEDIAN_DAYS, GAIN, EFFECT = "median-days", "gain", "effect"
GROUP_FIGURES = (MEDIAN_DAYS, GAIN, EFFECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a release tells of some places: counts, None where hidden; what is not there was not counted."""

    cells: Mapping[Cell, int | None]
    groups: Mapping[FigureKey, GroupFigure]

    def modules(self, place: str) -> list[str]:
        """Name what is counted by itself at a place, in order."""
        return list(dict.fromkeys(cell.module for cell in self.cells if cell.place == place and cell.module != ALL))

    def parts(self, place: str, kind: str) -> list[str]:
        """Name the parts of a kind that a place is told by, such as its languages, in order."""
        found = (cell.part for cell in self.cells if cell.place == place)
        return list(dict.fromkeys(part for part in found if part.startswith(kind)))

    @property
    def languages(self) -> list[str]:
        """Name the languages that completions are told by."""
        parts = (cell.part for cell in self.cells if cell.part.startswith(LANGUAGE))
        return list(dict.fromkeys(part.removeprefix(LANGUAGE) for part in parts))

    @property
    def has_hidden(self) -> bool:
        """Tell whether anything is hidden."""
        return None in self.cells.values()


def digest(heading: Mapping[str, Any], cells: Mapping[Any, int | None], more: Any) -> str:
    """Return the SHA-256 of all that a release tells, whatever the order of its cells."""
    told = {"heading": heading, "cells": sorted([*key, value] for key, value in cells.items()), "more": more}
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def due_quarters(first: Quarter, *, zones: Iterable[str], now: datetime) -> list[Quarter]:
    """List the quarters from `first` on that have ended in every region."""
    zones, found, quarter = list(zones), [], first
    while zones and all(quarter.end(zone) <= now for zone in zones):
        found.append(quarter)
        quarter = quarter.following
    return found


def check_turn(wanted: Quarter, due: Iterable[Quarter]) -> None:
    """Raise Refused("release-out-of-turn") where another release comes first, or there is none to make."""
    following = next(iter(due), None)
    if wanted != following:
        raise Refused("release-out-of-turn", quarter=wanted.key, due=following.key if following else None)


def _shown(said: Mapping[str, str] | None, key: str, language: str) -> Shown:
    return Shown(**said) if said else Shown(key, language=language, state="source")
