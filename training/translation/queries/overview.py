"""Which modules are there to translate, who works on what, and how did it stand on earlier days?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Row, bindparam, func, inspect, select
from sqlalchemy.orm import Session

from training.accounts.models import Region
from training.content.models import ModuleRow, ModuleVersion
from training.content.queries import VersionMark
from training.foundation.db import rows
from training.translation.models import LanguagePolicy, Translation, TranslationCount
from training.translation.rules import Coverage, Kept
from training.translation.rules.overview import STATES

#: A module (its id) and a language.
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft of a module, without what it says."""

    module_id: int
    key: str
    region: str
    mark: VersionMark
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How a module stood in a language on a day."""

    day: date
    coverage: Coverage


def drafts(session: Session) -> list[Draft]:
    """The draft of every module, in the order of the regions."""
    return [_draft(row) for row in rows(session, _drafts())]


def marks(session: Session, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], VersionMark]:
    """The versions of modules by module and number, as they are asked for."""
    pairs = set(wanted)
    if not pairs:
        return {}
    values = {"modules": [module_id for module_id, _ in pairs], "numbers": [number for _, number in pairs]}
    found = {
        (row.module_id, row.number): VersionMark(id=row.id, number=row.number, digest=row.digest)
        for row in rows(session, _marks(), **values)
    }
    return {pair: mark for pair, mark in found.items() if pair in pairs}


def all_policies(session: Session) -> dict[Pair, str]:
    """What readers get, by module and language, where somebody has decided it."""
    return {(row.module_id, row.language): row.policy for row in rows(session, _policies())}


def earlier_counts(session: Session, *, since: date) -> dict[Pair, Counted]:
    """The first count of every module and language on a day or after it."""
    return {(row.module_id, row.language): _counted(row) for row in rows(session, _first_counts(), since=since)}


def uncounted(session: Session, *, day: date) -> list[Draft]:
    """The drafts that nobody has counted on a day."""
    done = {row.module_id for row in rows(session, _modules_counted(), day=day)}
    return [draft for draft in drafts(session) if draft.module_id not in done]


def known(session: Session, modules: Collection[int], languages: Collection[str]) -> dict[Pair, list[Kept]]:
    """For which source texts there are translations, by module and language, without what they say; the oldest first.

    As the database has it: no process remembers anything of it.
    """
    found: dict[Pair, list[Kept]] = {}
    for row in rows(session, _known(), modules=list(modules), languages=list(languages)):
        approved, machine = row.approved_at is not None, row.origin == "machine"
        kept = Kept(address=row.segment, source_digest=row.source_digest, text="", reviewed=approved, machine=machine)
        found.setdefault((row.module_id, row.language), []).append(kept)
    return found


def own_unapproved(session: Session, person_id: int) -> dict[Pair, set[tuple[str, str]]]:
    """Which texts a person wrote that nobody has approved: segment and digest of the source, by module and language."""
    found: dict[Pair, set[tuple[str, str]]] = {}
    for row in rows(session, _own_unapproved(), person_id=person_id):
        found.setdefault((row.module_id, row.language), set()).add((row.segment, row.source_digest))
    return found


def _draft(row: Row[Any]) -> Draft:
    mark = VersionMark(id=row.id, number=row.number, digest=row.digest)
    return Draft(module_id=row.module_id, key=row.key, region=row.region, mark=mark, saved_at=row.saved_at)


def _counted(row: Row[Any]) -> Counted:
    counts = {name: getattr(row, name) for name in STATES}
    return Counted(day=row.day, coverage=Coverage(total=row.total, **counts))


@cache
def _drafts() -> Executable:
    newest = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == ModuleRow.id)
    version = ModuleVersion.id, ModuleVersion.number, ModuleVersion.digest, ModuleVersion.saved_at
    return (
        select(ModuleVersion.module_id, ModuleRow.key, Region.key.label("region"), *version)
        .join(ModuleRow, ModuleRow.id == ModuleVersion.module_id)
        .join(Region, Region.id == ModuleRow.region_id)
        .where(ModuleVersion.number == newest.correlate(ModuleRow).scalar_subquery())
        .order_by(Region.position, ModuleRow.key)
    )


@cache
def _marks() -> Executable:
    # Some more than was asked for: both databases know how to find these, and not how to find pairs.
    of_modules = ModuleVersion.module_id.in_(bindparam("modules", expanding=True))
    of_numbers = ModuleVersion.number.in_(bindparam("numbers", expanding=True))
    version = ModuleVersion.module_id, ModuleVersion.id, ModuleVersion.number, ModuleVersion.digest
    return select(*version).where(of_modules, of_numbers)


@cache
def _policies() -> Executable:
    return select(LanguagePolicy.module_id, LanguagePolicy.language, LanguagePolicy.policy)


@cache
def _first_counts() -> Executable:
    pair = TranslationCount.module_id, TranslationCount.language
    of_days = select(*pair, func.min(TranslationCount.day).label("day"))
    first = of_days.where(TranslationCount.day >= bindparam("since")).group_by(*pair).subquery()
    same = (
        (first.c.module_id == TranslationCount.module_id)
        & (first.c.language == TranslationCount.language)
        & (first.c.day == TranslationCount.day)
    )
    return select(*inspect(TranslationCount).columns).join(first, same)


@cache
def _modules_counted() -> Executable:
    return select(TranslationCount.module_id).distinct().where(TranslationCount.day == bindparam("day"))


@cache
def _known() -> Executable:
    pair = Translation.module_id, Translation.language
    wanted = select(*pair, Translation.segment, Translation.source_digest, Translation.origin, Translation.approved_at)
    of_modules = Translation.module_id.in_(bindparam("modules", expanding=True))
    of_languages = Translation.language.in_(bindparam("languages", expanding=True))
    return wanted.where(of_modules, of_languages).order_by(Translation.translated_at)


@cache
def _own_unapproved() -> Executable:
    identity = Translation.module_id, Translation.language, Translation.segment, Translation.source_digest
    own = Translation.translated_by == bindparam("person_id")
    return select(*identity).where(own, Translation.approved_at.is_(None))
