"""How does a module come from files into the database, before its learners, and back into files?"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from training.accounts.queries import region_by_key
from training.authoring import queries
from training.authoring.actions.publishing import publish
from training.authoring.rules import FILE, Import, Plan, version_to_publish
from training.content import queries as content
from training.content.files.pictures import PictureFile
from training.content.files.reading import COVER, Reading
from training.content.files.stores import Store
from training.content.files.writing import write_folder
from training.content.models import Media, ModuleRow, ModuleVersion, Publication
from training.content.rules.canonical import canonical_json, digest
from training.content.rules.module import Module
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import Refused
from training.translation.actions import keep_translations
from training.translation.files import Catalogue, po_file, write_po


def import_module(
    session: Session,
    reading: Reading,
    catalogues: Sequence[Catalogue],
    *,
    store: Store,
    now: datetime,
    actor_id: int | None = None,
) -> Plan:
    """Carry out the plan of an import: pictures, version, translations; a plan that refuses changes nothing.

    Raises Refused where the files have faults, or the region is not there or not the module's.
    """
    module = _sound(reading, catalogues)
    _wait_for_authors(session, module.key)
    entries = {catalogue.language: catalogue.entries for catalogue in catalogues}
    plan = queries.import_plan(session, module, reading.based_on, entries)
    if plan.action is Import.REFUSE:
        return plan
    row = _module_row(session, module, now=now)
    for picture in reading.pictures:
        keep_picture(session, picture, store=store, now=now, actor_id=actor_id)
    if plan.action is not Import.NOTHING:
        _save(session, row, module, plan, now=now, actor_id=actor_id)
    for catalogue in catalogues:
        _keep_catalogue(session, row, catalogue, source=module.source, now=now, actor_id=actor_id)
    return plan


def publish_import(session: Session, plan: Plan, *, now: datetime, actor_id: int | None = None) -> Publication | None:
    """Put before learners what an import brought; return the publication, None where nothing changes for them."""
    row = content.module_row(session, plan.module)
    latest = content.latest_version(session, row.id) if row else None
    if row is None or latest is None:
        return None
    current = content.latest_publication(session, row.id)
    version_id = version_to_publish(
        plan.action,
        latest=latest.id,
        published=current.version_id if current else None,
        withdrawn=current is not None and current.version_id is None,
    )
    return (
        publish(session, session.get_one(ModuleVersion, version_id), now=now, actor_id=actor_id) if version_id else None
    )


def keep_picture(
    session: Session, picture: PictureFile, *, store: Store, now: datetime, actor_id: int | None = None
) -> None:
    """Keep a picture's bytes and its row; the same bytes are kept once."""
    # Bytes first: a row must never promise what is not there.
    store.keep(picture.content)
    if content.media_by_digest(session, picture.digest):
        return
    session.add(
        Media(
            digest=picture.digest,
            name=picture.name,
            type=picture.type,
            size=len(picture.content),
            uploaded_by=actor_id,
            uploaded_at=now,
        )
    )
    session.flush()


def export_module(session: Session, key: str, folder: Path, *, store: Store) -> None:
    """Write the draft of a module with its translations into a folder; importing that changes nothing.

    Raises NotFound, or Refused where the folder holds something else.
    """
    draft = queries.draft(session, key)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / COVER).exists():
        # Lessons and pictures that the module has not are removed: never in a folder that is somebody else's.
        raise Refused("folder-taken", folder=str(folder))
    write_folder(draft.module, folder, bytes_of=store.bytes_of, based_on=draft.digest)
    for language, entries in draft.entries.items():
        if language != draft.module.source:
            write_po(folder / po_file(language), draft.module, language, entries)


def _sound(reading: Reading, catalogues: Sequence[Catalogue]) -> Module:
    faults = len(reading.faults) + sum(len(catalogue.faults) for catalogue in catalogues)
    if reading.module is None or faults:
        raise Refused("module-faulty", faults=faults)
    return reading.module


def _wait_for_authors(session: Session, key: str) -> None:
    # Nobody saves in the browser between what is planned and what is written.
    row = content.module_row(session, key)
    if row:
        one_after_another(session, row.id)


def _module_row(session: Session, module: Module, *, now: datetime) -> ModuleRow:
    region = region_by_key(session, module.region)
    if region is None:
        raise Refused("region-unknown", region=module.region)
    row = content.module_row(session, module.key)
    if row is None:
        row = ModuleRow(key=module.key, region_id=region.id, created_at=now)
        session.add(row)
        session.flush()
    if row.region_id != region.id:
        raise Refused("region-differs", region=module.region)
    return row


def _save(session: Session, row: ModuleRow, module: Module, plan: Plan, *, now: datetime, actor_id: int | None) -> None:
    version = ModuleVersion(
        module_id=row.id,
        number=(plan.from_version or 0) + 1,
        document=canonical_json(module),
        digest=digest(module),
        origin=FILE,
        saved_by=actor_id,
        saved_at=now,
        note="",
    )
    session.add(version)
    session.flush()
    subject = f"module {module.key}"
    record(session, Event.MODULE_IMPORTED, subject, at=now, actor_id=actor_id, version=version.number)


def _keep_catalogue(
    session: Session, row: ModuleRow, catalogue: Catalogue, *, source: str, now: datetime, actor_id: int | None
) -> None:
    changed = keep_translations(session, row, catalogue.language, catalogue.entries, source=source, now=now)
    if changed:
        facts = {"language": catalogue.language, "translations": changed}
        subject = f"module {row.key}"
        record(session, Event.TRANSLATIONS_IMPORTED, subject, at=now, actor_id=actor_id, **facts)
