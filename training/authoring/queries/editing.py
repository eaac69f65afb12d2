"""Which versions does a module have, who saved them, and which modules may somebody write?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Person, Region
from training.content.models import ModuleRow, ModuleVersion, Publication
from training.foundation.errors import NotFound
from training.foundation.permissions import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionHead:
    """A version without its document; `name` is None where nobody saved it, or the person is erased.

    `note` tells the deed that it was made for (see `rules.deeds`), `is_published` whether learners see it now.
    """

    number: int
    saved_at: datetime
    saved_by: int | None
    name: str | None
    note: str
    origin: str
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedModule:
    """A module as a list shows it: its draft, and what learners see of it."""

    key: str
    region: str
    number: int
    saved_at: datetime
    title: str
    published: int | None
    withdrawn: bool


def version_heads(session: Session, module_id: int, *, before: int | None = None, limit: int) -> list[VersionHead]:
    """The versions of a module, the newest first; `before` a number, for the next page."""
    heads = _heads(module_id).order_by(ModuleVersion.number.desc()).limit(limit)
    if before is not None:
        heads = heads.where(ModuleVersion.number < before)
    return [VersionHead(**row._asdict()) for row in session.execute(heads)]


def latest_versions(session: Session, module_id: int, *, limit: int) -> Sequence[ModuleVersion]:
    """The last versions of a module with their documents, the newest first: ask for few."""
    of_module = select(ModuleVersion).where(ModuleVersion.module_id == module_id)
    return session.scalars(of_module.order_by(ModuleVersion.number.desc()).limit(limit)).all()


def version_of(session: Session, module_id: int, number: int) -> ModuleVersion:
    """The version of this number with its document; raises NotFound."""
    wanted = select(ModuleVersion).where(ModuleVersion.module_id == module_id, ModuleVersion.number == number)
    found = session.scalar(wanted)
    if found is None:
        raise NotFound("version")
    return found


def module_keys(session: Session) -> Sequence[str]:
    """The keys of all modules."""
    return session.scalars(select(ModuleRow.key)).all()


def modules_within(session: Session, reach: Reach) -> list[EditedModule]:
    """The modules that a reach takes in, in the order of the regions; those that learners do not see as well."""
    within = or_(Region.key.in_(reach.regions), ModuleRow.key.in_(reach.modules))
    found = session.execute(_modules().where(true() if reach.everywhere else within))
    # Both databases could look into JSON, each in its own words; the few modules of a region are read as quickly here.
    return [
        EditedModule(**{**row._asdict(), "title": json.loads(row.title)["title"], "withdrawn": bool(row.withdrawn)})
        for row in found
    ]


def _modules() -> Select[str, str, int, datetime, str, int | None, bool]:
    """Ask for modules with the document of their draft, under the name of what is read from it."""
    draft, seen = aliased(ModuleVersion), aliased(ModuleVersion)
    number = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == ModuleRow.id)
    last = select(func.max(Publication.id)).where(Publication.module_id == ModuleRow.id)
    return (
        select(
            ModuleRow.key,
            Region.key.label("region"),
            draft.number,
            draft.saved_at,
            draft.document.label("title"),
            seen.number.label("published"),
            (Publication.id.is_not(None) & Publication.version_id.is_(None)).label("withdrawn"),
        )
        .join(Region, Region.id == ModuleRow.region_id)
        .join(
            draft, (draft.module_id == ModuleRow.id) & (draft.number == number.correlate(ModuleRow).scalar_subquery())
        )
        .outerjoin(Publication, Publication.id == last.correlate(ModuleRow).scalar_subquery())
        .outerjoin(seen, seen.id == Publication.version_id)
        .order_by(Region.position, ModuleRow.key)
    )


def _heads(module_id: int) -> Select[int, datetime, int | None, str | None, str, str, bool]:
    newest = select(Publication.version_id).where(Publication.module_id == module_id)
    seen = newest.order_by(Publication.id.desc()).limit(1).scalar_subquery()
    return (
        select(
            ModuleVersion.number,
            ModuleVersion.saved_at,
            ModuleVersion.saved_by,
            case((Person.erased_at.is_(None), Person.name)).label("name"),
            ModuleVersion.note,
            ModuleVersion.origin,
            func.coalesce(ModuleVersion.id == seen, False).label("is_published"),
        )
        .outerjoin(Person, Person.id == ModuleVersion.saved_by)
        .where(ModuleVersion.module_id == module_id)
    )
