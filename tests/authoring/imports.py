"""How does a test import and export, and what does it look at afterwards?"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.content.generated import pictures_of
from training.authoring.actions import export_module, import_module, publish_import
from training.authoring.rules import Plan
from training.content import queries as content
from training.content.files.reading import Reading, read_folder
from training.content.files.stores import FolderStore
from training.content.models import Media, ModuleRow, ModuleVersion, Publication
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.foundation.audit import AuditEntry
from training.foundation.languages import LANGUAGES
from training.translation.files import Catalogue, read_catalogues
from training.translation.models import Translation
from training.translation.rules import Entry

MODULE = make.module_value()
LATER = make.NOW + timedelta(days=1)
EVERYTHING = (ModuleRow, ModuleVersion, Publication, Media, Translation, AuditEntry)


def imported(
    session: Session,
    folder: Path,
    module: Module,
    *,
    catalogues: list[Catalogue] | None = None,
    based_on: str | None = None,
    published: bool = False,
) -> Plan:
    """Import a module as if it had been read from a folder."""
    reading = Reading(module=module, based_on=based_on, pictures=pictures_of(module))
    plan = import_module(session, reading, catalogues or [], store=FolderStore(folder), now=make.NOW)
    if published:
        publish_import(session, plan, now=make.NOW)
    return plan


def imported_folder(session: Session, folder: Path, path: Path) -> Plan:
    """Read, import and publish a folder, a day later."""
    reading = read_folder(path, languages=LANGUAGES)
    assert reading.module is not None, reading.faults
    catalogues = read_catalogues(path, reading.module, languages=LANGUAGES)
    plan = import_module(session, reading, catalogues, store=FolderStore(folder), now=LATER)
    publish_import(session, plan, now=LATER)
    return plan


def exported(session: Session, folder: Path, target: Path) -> None:
    """Export the last module."""
    module = content.modules(session)[-1]
    export_module(session, module.key, target, store=FolderStore(folder))


def translated(module: Module) -> Catalogue:
    """Translate a module, or into Czech where it is German."""
    language = "cs" if module.source == "de" else "de"
    entries = (Entry(address=at, source=text, text=f"[{language}] {text}") for at, text in segments(module))
    return Catalogue(language=language, entries=tuple(entries))


def latest(session: Session) -> ModuleVersion:
    """Return the draft of the tests' module."""
    row = content.module_row(session, "craft")
    version = content.latest_version(session, row.id) if row else None
    assert version is not None
    return version


def seen(session: Session) -> Module:
    """Return what learners see of the tests' module."""
    publication_id = content.current_publication_id(session, "craft")
    assert publication_id is not None
    return content.published(session, publication_id).module


def _count(session: Session, kind: Any) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def counts(session: Session) -> dict[str, int]:
    """Count the rows of every table that an import writes."""
    return {kind.__tablename__: _count(session, kind) for kind in EVERYTHING}


def events(session: Session) -> list[str]:
    """List what the audit has noted."""
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))
