"""What of a release is asked for, and how far may its reader look?"""

from collections import defaultdict
from dataclasses import dataclass

from training.foundation.errors import NotFound
from training.foundation.permissions import Reach
from training.reporting.rules.cells import ALL, organisation_of, region_of
from training.reporting.rules.releases import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A place and a module of a release, or all modules ("*"), as addresses, files and the interface name them."""

    place: str
    module: str = ALL


def places_within(heading: Heading, reach: Reach, *, compared: bool) -> list[str]:
    """List the places of a release that a reader may see, wholes before their parts.

    Who reaches a region sees it with its organisations, who reaches an organisation sees it with all below it. Where
    regions are `compared`, everybody who sees anything sees the regions and all of them together as well.
    """
    if not reach:
        return []
    places = [ALL, *_places(heading)]
    return [each for each in places if _is_within(heading, each, reach) or (compared and not organisation_of(each))]


def selected(heading: Heading, places: list[str], *, place: str, module: str) -> Selection:
    """Read what is asked for; without a place the first of those within reach; NotFound for what is not there."""
    wanted = place or next(iter(places), None)
    if wanted is None or wanted not in places:
        raise NotFound("place")
    if module and module != ALL and module not in heading.modules:
        raise NotFound("module")
    return Selection(place=wanted, module=module or ALL)


def _places(heading: Heading) -> list[str]:
    # Asking each place for its parts would look at every organisation as often as there are places.
    below: defaultdict[str, list[str]] = defaultdict(list)
    for place, one in heading.organisations.items():
        below[one["parent"]].append(place)
    found: list[str] = []
    waiting = list(reversed(list(heading.regions)))
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(below[found[-1]])
    return found


def _is_within(heading: Heading, place: str, reach: Reach) -> bool:
    if reach.everywhere or region_of(place) in reach.regions:
        return True
    above = {organisation_of(each) for each in (*heading.wholes(place), place)}
    return bool(above & reach.organisations)
