"""When so much is hidden that a table says little, which coarser one should be offered?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from training.reporting.rules.disclosure.tables import Key

#: Levels of places: the whole site, its regions, their organisations, and those beneath these.
REGIONS = 1
#: More of the inner cells that count anybody may not be hidden.
_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How finely is counted: by language, by places so many levels below the site, by module."""

    languages: bool
    levels: int
    modules: bool


def is_mostly_hidden(inner: Iterable[Key], *, values: Mapping[Key, int], hidden: Iterable[Key]) -> bool:
    """Tell whether more than half of the inner cells that count anybody are hidden: zeros are no loss."""
    counting = {key for key in inner if values[key]}
    return len(counting.intersection(hidden)) > _MOST * len(counting)


def coarser(detail: Detail) -> Detail | None:
    """Propose the next coarser table; None where there is none.

    Languages go first, since they make the most and smallest cells; then levels of organisations, down to regions; then
    modules, and regions last: a programme is known by what its regions did.
    """
    if detail.languages:
        return replace(detail, languages=False)
    if detail.levels > REGIONS:
        return replace(detail, levels=detail.levels - 1)
    if detail.modules:
        return replace(detail, modules=False)
    return replace(detail, levels=detail.levels - 1) if detail.levels else None
