"""What would an import change, and what would an export hold?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.authoring.rules import Plan, Saved, planned
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import Media, ModuleVersion
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.errors import NotFound
from training.translation.queries import translations
from training.translation.rules import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The latest version of a module with its translations, as they are written to files."""

    module: Module
    digest: str
    entries: dict[str, list[Entry]]


def import_plan(session: Session, module: Module, based_on: str | None, entries: Mapping[str, Sequence[Entry]]) -> Plan:
    """What an import of this module and of these translations (by language) would do."""
    row = content.module_row(session, module.key)
    saved = content.versions(session, row.id) if row else []
    pictures = select(Media.digest).where(Media.digest.in_({medium.digest for medium in module.media}))
    return planned(
        module,
        based_on,
        versions=[Saved(number=version.number, digest=version.digest, origin=version.origin) for version in saved],
        latest=module_from_json(saved[-1].document) if saved else None,
        translations=translations(session, row.id) if row else {},
        entries=entries,
        pictures=set(session.scalars(pictures)),
    )


def draft(session: Session, key: str) -> Draft:
    """The draft of the module of this key; raises NotFound."""
    row = content.module_row(session, key)
    saved = content.versions(session, row.id) if row else []
    if row is None or not saved:
        raise NotFound("module")
    sources = _sources(saved)
    entries = {
        language: [
            Entry(
                address=kept.address,
                source=sources.get((kept.address, kept.source_digest)),
                text=kept.text,
                reviewed=kept.reviewed,
            )
            for kept in there
        ]
        for language, there in translations(session, row.id).items()
    }
    return Draft(module=module_from_json(saved[-1].document), digest=saved[-1].digest, entries=entries)


def _sources(saved: Sequence[ModuleVersion]) -> dict[tuple[str, str], str]:
    """Find the text behind each digest in what was ever saved; a translation of another text has none."""
    return {
        (address, text_digest(text)): text
        for version in saved
        for address, text in segments(module_from_json(version.document))
    }
