"""What does a list of modules show of each?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask import url_for

from training.accounts.models import Region
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.module import Module, counted_lessons, minutes
from training.foundation.extensions import db
from training.foundation.languages import LANGUAGES
from training.translation.rules.told import Spread, spread_of

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionName:
    """A region as a reader sees it; `href` leads to its module."""

    key: str
    name: str
    country: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How well a module can be read in one language; shares in per cent of its texts.

    `fresh` are approved, `doubtful` are shown in it all the same: not reviewed, a machine's, or of an older text.
    """

    code: str
    name: str
    is_source: bool
    fresh: int
    doubtful: int
    spread: Spread

    @property
    def readable(self) -> bool:
        """Tell whether every text stands in this language."""
        return not (self.spread.told.held or self.spread.told.elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A module in a list; its texts are in the reader's language where there are any."""

    key: str
    module: Module
    region: RegionName
    minutes: int
    lessons: int
    tongues: tuple[Tongue, ...]
    href: str


def region_names(regions: Iterable[Region], language: str) -> list[RegionName]:
    """Put the regions into the reader's language."""
    return [
        RegionName(
            key=region.key,
            name=region.names[language],
            country=region.countries[language],
            href=url_for("learning.catalogue", language=language, _anchor=region.key),
        )
        for region in regions
    ]


def catalogue_entries(language: str, *, regions: Iterable[RegionName]) -> list[Entry]:
    """List the published modules in the order of their regions."""
    by_key = {region.key: (position, region) for position, region in enumerate(regions)}
    ids = content.current_publications(db.session).values()
    entries = [entry_of(content.published(db.session, id_), language, by_key) for id_ in ids]
    return sorted(entries, key=lambda entry: (by_key[entry.region.key][0], entry.key))


def entry_of(published: Published, language: str, by_key: dict[str, tuple[int, RegionName]]) -> Entry:
    """Make the entry of one publication."""
    module = content.localised(published, language)
    return Entry(
        key=published.key,
        module=module,
        region=by_key[published.region][1],
        minutes=minutes(module),
        lessons=len(counted_lessons(module)),
        tongues=tongues(published),
        href=url_for("learning.module", language=language, module=published.key),
    )


@lru_cache(maxsize=128)
def tongues(published: Published) -> tuple[Tongue, ...]:
    """Tell how well a publication can be read in each language: the source first, the rest by coverage.

    Counted once a publication: it never changes.
    """
    found = [_tongue(code, published) for code in LANGUAGES]
    return tuple(sorted(found, key=lambda tongue: (not tongue.is_source, -tongue.spread.shown, -tongue.fresh)))


def _tongue(code: str, published: Published) -> Tongue:
    spread = spread_of(published.module, published.texts.get(code, {}), code)
    return Tongue(
        code=code,
        name=LANGUAGES[code],
        is_source=code == published.module.source,
        fresh=_share(spread.approved, spread),
        doubtful=_share(spread.shown - spread.approved, spread),
        spread=spread,
    )


def _share(count: int, spread: Spread) -> int:
    # Rounded down: a hundred means every single text.
    return count * _WHOLE // spread.total if spread.total else _WHOLE
