"""What does a release tell its readers, and which one is made next?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from training.content.rules.segments import Shown
from training.foundation.errors import Refused
from training.reporting.rules.figures import ALL, NEW
from training.reporting.rules.quarters import Quarter

#: Module, language and measure of a figure, for one region.
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is told of a release beside its figures; `regions` and `modules` say how they were called that day."""

    id: int
    quarter: Quarter
    made_at: datetime
    minimum: int
    digest: str
    regions: Mapping[str, Mapping[str, Any]]
    modules: Mapping[str, Mapping[str, Mapping[str, str]]]

    @property
    def key(self) -> str:
        """Write the quarter as addresses and files do."""
        return self.quarter.key

    def zones(self, region: str) -> list[str]:
        """Name the time zones by whose clocks the quarter ended in a region, or in all."""
        within = self.regions if region == ALL else (region,)
        return sorted({str(self.regions[each]["time_zone"]) for each in within})

    def region_name(self, region: str, language: str) -> str:
        """Return what a region is called."""
        return str(self.regions[region]["names"].get(language, region))

    def title(self, module: str, language: str) -> Shown:
        """Return what a module is called; the title knows its own language, which may be another."""
        said = self.modules[module].get(language)
        return Shown(**said) if said else Shown(module, language=language, state="source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a release tells of one region (or of all): counts, None where hidden; what is not there was not counted."""

    region: str
    cells: Mapping[Cell, int | None]

    @property
    def modules(self) -> list[str]:
        """Name what is counted by itself, in order."""
        return list(dict.fromkeys(module for module, _, _ in self.cells if module != ALL))

    @property
    def languages(self) -> list[str]:
        """Name the languages that completions are told by."""
        return list(dict.fromkeys(language for _, language, _ in self.cells if language != ALL))

    @property
    def has_flows(self) -> bool:
        """Tell whether a quarter before was released, so that new enrolments are known."""
        return any(measure == NEW for _, _, measure in self.cells)

    @property
    def has_hidden(self) -> bool:
        """Tell whether anything is hidden."""
        return None in self.cells.values()


def digest(heading: Mapping[str, Any], cells: Mapping[tuple[str, ...], int | None], relations: Any) -> str:
    """Return the SHA-256 of all that a release tells, whatever the order of its cells."""
    told = {"heading": heading, "cells": sorted([*key, value] for key, value in cells.items()), "relations": relations}
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
