"""Where does an organisation stand in figures? Where it stood when it was first told, whatever is moved later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from training.reporting.rules.cells import is_direct, organisation_of, own_people, place_of, region_of, whole_of
from training.reporting.rules.disclosure.dimensions import Dimension

#: Places of organisations with the name and the place above, as a heading tells them.
Organisations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An organisation as it is today: its region and what it is a part of, by key."""

    name: str
    region: str
    parent: str | None


def settled(
    before: Organisations, offices: Mapping[str, Office], counted: Iterable[tuple[str, str]]
) -> dict[str, dict[str, str]]:
    """Find a place for every organisation that has people or was told before, in the order in which they are told.

    `counted` are regions with organisations (keys) that people belonged to when they enrolled. Whoever is new gets the
    place of today, with what it is a part of; whoever was told before keeps the place, or flows would be below zero
    when one moves. A whole with people of its own has a place for these ("+").
    """
    counted = sorted(counted)
    above = {place: str(one["parent"]) for place, one in before.items() if not is_direct(place)}
    for region, key in counted:
        _settle(above, offices, region, key)
    own = {place_of(*one) for one in counted} | {whole_of(place) for place in before if is_direct(place)}
    wholes = set(above.values())
    for place in [each for each in above if each in wholes and each in own]:
        above[own_people(place)] = place
    names = {place: offices[_key(place)].name for place in above}
    return {place: {"name": names[place], "parent": above[place]} for place in _in_order(above, names)}


def tree(region: str, organisations: Organisations) -> Dimension:
    """Make the organisations of a region a dimension, in their order."""
    parts: dict[str, list[str]] = {}
    for place, one in organisations.items():
        if region_of(place) == region:
            parts.setdefault(one["parent"], []).append(place)
    return Dimension(root=region, parts={whole: tuple(each) for whole, each in parts.items()})


def leaf_of(region: str, organisation: str, organisations: Organisations) -> str:
    """Name the place at which the people of an organisation themselves are counted."""
    directly = place_of(region, organisation, directly=True)
    return directly if directly in organisations else place_of(region, organisation)


def _settle(above: dict[str, str], offices: Mapping[str, Office], region: str, key: str) -> None:
    place = place_of(region, key)
    if place in above:
        return
    above[place] = region
    office = offices[key]
    whole = office.parent
    # One that has moved to another region is not in its old whole any more.
    if whole and office.region == offices[whole].region == region:
        _settle(above, offices, region, whole)
        above[place] = place_of(region, whole)


def _in_order(above: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    parts: dict[str, list[str]] = {}
    for place in sorted(above, key=lambda each: (not is_direct(each), names[each].casefold(), each), reverse=True):
        parts.setdefault(above[place], []).append(place)
    waiting = [place for region in sorted(parts.keys() - above.keys(), reverse=True) for place in parts[region]]
    while waiting:
        place = waiting.pop()
        yield place
        waiting += parts.get(place, [])


def _key(place: str) -> str:
    return organisation_of(place) or ""
