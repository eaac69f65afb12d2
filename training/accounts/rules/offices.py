"""Which organisations are within somebody's reach, and where does each lie?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.foundation.permissions import Grant, Permission, Place, allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An organisation as it is stored; `parent_id` is the one that it is a part of."""

    id: int
    key: str
    name: str
    kind: str
    parent_id: int | None
    region: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An organisation with where it lies; `within` somebody's reach, `depth` how many lie above it."""

    id: int
    key: str
    name: str
    kind: str
    parent_id: int | None
    place: Place
    depth: int
    within: bool
    is_open: bool


def offices_of(lines: Iterable[Line], grants: Iterable[Grant], permission: Permission) -> list[Office]:
    """Return the organisations as a tree reads: each is followed by what lies below it, and says if grants reach it."""
    own, below = tuple(grants), _by_parent(lines)
    found: list[Office] = []
    waiting = [(line, frozenset[str](), 0) for line in reversed(below.get(None, ()))]
    while waiting:
        line, above, depth = waiting.pop()
        place = Place(region=line.region, organisations=above | {line.key})
        within = allowed(own, permission, place=place)
        found.append(_office(line, place, depth, within=within))
        waiting += [(part, place.organisations, depth + 1) for part in reversed(below.get(line.id, ()))]
    return found


def places_of(offices: Iterable[Office]) -> dict[str, Place]:
    """Return where each organisation lies, by its key."""
    return {office.key: office.place for office in offices}


def _by_parent(lines: Iterable[Line]) -> Mapping[int | None, list[Line]]:
    found: dict[int | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.parent_id, []).append(line)
    return found


def _office(line: Line, place: Place, depth: int, *, within: bool) -> Office:
    return Office(
        id=line.id,
        key=line.key,
        name=line.name,
        kind=line.kind,
        parent_id=line.parent_id,
        place=place,
        depth=depth,
        within=within,
        is_open=line.is_open,
    )
