"""Which modules, versions, publications and pictures are there?

A publication never changes, so its id is a perfect key: what learners read is parsed once a process, and localised
once a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from threading import Lock

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from training.accounts.models import Region
from training.content.files.shapes import module_from_json
from training.content.models import Media, ModuleRow, ModuleVersion, Publication
from training.content.rules import segments
from training.content.rules.module import Module
from training.content.rules.module import changed_lessons as lessons_changed
from training.foundation.db import rows
from training.foundation.errors import NotFound

#: Room for the current publications of all modules and for those that learners began with.
_MOST_REMEMBERED = 64
_LANGUAGES = 7
#: Room for what learners have read, each publication beside the current one, in each region.
_MOST_COMPARED = 4096


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Published:
    """A publication as a value, equal only to itself, so that it can key what was rendered from it.

    `texts` maps a language to addresses to a pair of text (None where the source stands in) and state.
    """

    id: int
    module_id: int
    key: str
    region: str
    version_number: int
    published_at: datetime
    module: Module
    texts: Mapping[str, Mapping[str, tuple[str | None, str]]]


_remembered: dict[int, Published] = {}
_compared: dict[tuple[int, int, str], frozenset[str]] = {}
_remembering = Lock()
#: As many as there are modules.
_regions: dict[str, str] = {}


def region_of_module(session: Session, key: str) -> str | None:
    """The key of the region that a module belongs to, looked up once a process: a module never moves."""
    if key not in _regions:
        row = rows(session, _region_of_module(), key=key).first()
        if row is None:
            return None
        _regions[key] = row.key
    return _regions[key]


def module_row(session: Session, key: str) -> ModuleRow | None:
    """The module of this key."""
    return session.scalar(_module_row(), {"key": key})


def modules(session: Session) -> list[ModuleRow]:
    """Every module, in the order of the regions."""
    by_region = select(ModuleRow).join(Region, Region.id == ModuleRow.region_id)
    return list(session.scalars(by_region.order_by(Region.position, ModuleRow.key)))


def versions(session: Session, module_id: int) -> list[ModuleVersion]:
    """Every version of a module, the first one first."""
    of_module = select(ModuleVersion).where(ModuleVersion.module_id == module_id)
    return list(session.scalars(of_module.order_by(ModuleVersion.number)))


def latest_version(session: Session, module_id: int) -> ModuleVersion | None:
    """The draft: the version with the highest number."""
    return session.scalar(_latest_version(), {"module_id": module_id})


def version_by_digest(session: Session, module_id: int, digest: str) -> ModuleVersion | None:
    """The last version of a module that says exactly this."""
    same = select(ModuleVersion).where(ModuleVersion.module_id == module_id, ModuleVersion.digest == digest)
    return session.scalar(same.order_by(ModuleVersion.number.desc()).limit(1))


def latest_publication(session: Session, module_id: int) -> Publication | None:
    """What was last said about a module, a withdrawal included."""
    of_module = select(Publication).where(Publication.module_id == module_id)
    return session.scalar(of_module.order_by(Publication.id.desc()).limit(1))


def media_by_digest(session: Session, digest: str) -> Media | None:
    """The picture whose bytes have this digest."""
    return session.get(Media, digest)


def current_publications(session: Session) -> dict[str, int]:
    """The id of each module's current publication by the module's key, in the order of the regions."""
    return {row.key: row.id for row in rows(session, _current_publications())}


def current_publication_id(session: Session, module_key: str) -> int | None:
    """The id of a module's current publication; None where it was never published, or is withdrawn."""
    row = rows(session, _last_publication(), key=module_key).first()
    return row.id if row and row.version_id is not None else None


def published(session: Session, publication_id: int) -> Published:
    """A publication by its id, parsed once a process; NotFound where there is none or it is a withdrawal."""
    found = _remembered.get(publication_id)
    return found or _remember(_loaded(session, publication_id))


def changed_lessons(session: Session, before: int, after: int, *, region: str) -> frozenset[str]:
    """The lessons (keys) that read otherwise in a later publication of the same module; compared once a process."""
    pair = before, after, region
    found = _compared.get(pair)
    if found is None:
        old, new = published(session, before), published(session, after)
        found = lessons_changed(old.module, new.module, region=region)
        with _remembering:
            if len(_compared) >= _MOST_COMPARED:
                _compared.pop(next(iter(_compared)))
            _compared[pair] = found
    return found


@lru_cache(maxsize=_MOST_REMEMBERED * _LANGUAGES)
def localised(publication: Published, language: str) -> Module:
    """A publication's module in a language; every text says its language and how true it is."""
    return segments.localise(publication.module, publication.texts.get(language, {}), language)


def forget_publications() -> None:
    """Forget what was parsed: for tests, whose rolled-back ids come again with other contents."""
    with _remembering:
        _remembered.clear()
        _compared.clear()
    _regions.clear()
    localised.cache_clear()


def _remember(publication: Published) -> Published:
    with _remembering:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.pop(next(iter(_remembered)))
        return _remembered.setdefault(publication.id, publication)


def _loaded(session: Session, publication_id: int) -> Published:
    row = rows(session, _publication(), id=publication_id).first()
    if row is None:
        raise NotFound("publication")
    return Published(
        id=row.id,
        module_id=row.module_id,
        key=row.key,
        region=row.region,
        version_number=row.number,
        published_at=row.published_at,
        module=module_from_json(row.document),
        texts={
            language: {address: (text, state) for address, (text, state) in texts.items()}
            for language, texts in row.texts.items()
        },
    )


@cache
def _module_row() -> Select[ModuleRow]:
    return select(ModuleRow).where(ModuleRow.key == bindparam("key"))


@cache
def _latest_version() -> Select[ModuleVersion]:
    of_module = select(ModuleVersion).where(ModuleVersion.module_id == bindparam("module_id"))
    return of_module.order_by(ModuleVersion.number.desc()).limit(1)


@cache
def _region_of_module() -> Select[str]:
    module_of_region = select(Region.key).join(ModuleRow, ModuleRow.region_id == Region.id)
    return module_of_region.where(ModuleRow.key == bindparam("key"))


@cache
def _current_publications() -> Select[str, int]:
    last = select(func.max(Publication.id)).group_by(Publication.module_id)
    return (
        select(ModuleRow.key, Publication.id)
        .join(Publication, Publication.module_id == ModuleRow.id)
        .join(Region, Region.id == ModuleRow.region_id)
        .where(Publication.id.in_(last), Publication.version_id.is_not(None))
        .order_by(Region.position, ModuleRow.key)
    )


@cache
def _last_publication() -> Select[int, int | None]:
    return (
        select(Publication.id, Publication.version_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .where(ModuleRow.key == bindparam("key"))
        .order_by(Publication.id.desc())
        .limit(1)
    )


@cache
def _publication() -> Select[int, int, datetime, dict[str, dict[str, tuple[str | None, str]]], str, str, int, str]:
    return (
        select(
            Publication.id,
            Publication.module_id,
            Publication.published_at,
            Publication.texts,
            ModuleRow.key,
            Region.key.label("region"),
            ModuleVersion.number,
            ModuleVersion.document,
        )
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .join(Region, Region.id == ModuleRow.region_id)
        .join(ModuleVersion, ModuleVersion.id == Publication.version_id)
        .where(Publication.id == bindparam("id"))
    )
