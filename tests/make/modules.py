"""Which modules, versions, publications and translations does a test need?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.make.people import region as _region
from tests.make.rows import NOW, added
from tests.modules import PICTURE, Texts, module_value, pseudo_texts
from training.accounts.models import Person
from training.content.models import Media, ModuleRow, ModuleVersion, Publication
from training.content.rules.canonical import canonical_json, document_digest
from training.content.rules.module import Module
from training.content.rules.segments import text_digest
from training.translation.actions.revising import next_revision
from training.translation.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A module as a value with its rows."""

    value: Module
    row: ModuleRow
    version: ModuleVersion
    publication: Publication


def module(session: Session, value: Module | None = None) -> ModuleRow:
    """Make the row of a module, or find it."""
    value = value or module_value()
    if found := session.scalar(select(ModuleRow).where(ModuleRow.key == value.key)):
        return found
    home = _region(session, value.region)
    return added(session, ModuleRow(key=value.key, region_id=home.id, created_at=NOW))


def version(
    session: Session,
    value: Module | None = None,
    *,
    number: int = 1,
    origin: str = "file",
    saved_by: Person | None = None,
) -> ModuleVersion:
    """Save a module; the same module again needs the next number."""
    value = value or module_value()
    document = canonical_json(value)
    return added(
        session,
        ModuleVersion(
            module_id=module(session, value).id,
            number=number,
            document=document,
            digest=document_digest(document),
            origin=origin,
            saved_by=saved_by.id if saved_by else None,
            saved_at=NOW,
            note="",
        ),
    )


def published_module(
    session: Session,
    value: Module | None = None,
    *,
    number: int = 1,
    texts: Texts | None = None,
    languages: Iterable[str] = ("de", "sl"),
) -> Published:
    """Make a module, its version and a publication whose `texts` are pseudo-translations unless given."""
    value = value or module_value()
    for medium in value.media:
        if session.get(Media, medium.digest) is None:
            size = len(PICTURE)
            row = Media(digest=medium.digest, name=medium.name, type="image/svg+xml", size=size, uploaded_at=NOW)
            added(session, row)
    saved = version(session, value, number=number)
    publication = added(
        session,
        Publication(
            module_id=saved.module_id,
            version_id=saved.id,
            texts=pseudo_texts(value, languages=languages) if texts is None else texts,
            published_at=NOW,
        ),
    )
    return Published(value=value, row=module(session, value), version=saved, publication=publication)


def translation(
    session: Session, module: ModuleRow, *, segment: str, source: str, text: str, language: str = "de", **columns: Any
) -> Translation:
    """Store a translation of one exact source text, under the number of its write."""
    columns = {"revision": next_revision(session, module.id, language)} | columns
    keys = {"module_id": module.id, "language": language, "segment": segment, "source_digest": text_digest(source)}
    columns = {"origin": "human", "translated_at": NOW} | columns
    return added(session, Translation(**keys, text=text, **columns))
