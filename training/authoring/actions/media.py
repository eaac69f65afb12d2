"""How does a file come into a module, and out again? Bytes first, then their row, then the version that names them."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from training.authoring.actions.editing import Saved, change
from training.authoring.files.uploads import Harmless, harmless
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.media import (
    Wanted,
    is_film,
    refuse_unless_told,
    with_cues,
    with_file,
    without_file,
)
from training.content import queries as content
from training.content.files.captions import cues_in
from training.content.files.stores import Store
from training.content.models import Media
from training.content.rules.module import Medium, Module
from training.content.rules.segments import MODULE
from training.foundation.audit import Event, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody sends, its name on their machine, and what they want of it."""

    file: BinaryIO
    filename: str
    wanted: Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of the module, the address of the block that shows it (empty for none), and what was taken out of it."""

    medium: Medium
    address: str
    taken_out: tuple[str, ...]


def keep_upload(
    session: Session, store: Store, module_key: str, upload: Upload, *, person_id: int, now: datetime
) -> Kept:
    """Keep a picture or a film for a module, harmless, and show it in a lesson where that is wanted.

    Raises Refused with the reason, in words that the page has; then nothing of the module has changed.
    """
    with harmless(upload.file) as made:
        refuse_unless_told(upload.wanted, film=is_film(made.ending))
        digest = store.keep(made.content)
        names = _Names()

        def transform(module: Module) -> Module:
            module, names.file, names.block = with_file(module, upload.filename, made.ending, digest, upload.wanted)
            return module

        def deed() -> Deed:
            return Deed(act=Act.MEDIA, subject=names.block or MODULE)

        change(session, module_key, deed, transform, person_id=person_id, now=now)
        medium = Medium(name=names.file, digest=digest)
        _keep_row(session, module_key, medium, made, person_id=person_id, now=now)
    return Kept(medium=medium, address=names.block, taken_out=made.taken_out)


def remove_file(session: Session, module_key: str, name: str, *, person_id: int, now: datetime) -> Saved:
    """Take a file that no block shows out of a module; its bytes stay. Raises Refused("file-used")."""
    deed = Deed(act=Act.REMOVED, subject=MODULE)
    return change(session, module_key, deed, lambda module: without_file(module, name), person_id=person_id, now=now)


def replace_captions(
    session: Session, module_key: str, address: str, captions: bytes, *, person_id: int, now: datetime
) -> Saved:
    """Give a film the captions of a file of WebVTT or SRT; raises Refused where that cannot be read."""
    cues = cues_in(captions)
    deed = Deed(act=Act.EDITED, subject=address)
    return change(
        session, module_key, deed, lambda module: with_cues(module, address, cues), person_id=person_id, now=now
    )


@dataclass(slots=True)
class _Names:
    """What the file and its block are called, once that is known."""

    file: str = ""
    block: str = ""


def _keep_row(
    session: Session, module_key: str, medium: Medium, made: Harmless, *, person_id: int, now: datetime
) -> None:
    if content.media_by_digest(session, medium.digest):
        return
    session.add(
        Media(
            digest=medium.digest,
            name=medium.name,
            type=made.type,
            size=made.size,
            uploaded_by=person_id,
            uploaded_at=now,
        )
    )
    session.flush()
    facts = {"digest": medium.digest, "type": made.type, "size": made.size}
    record(session, Event.FILE_KEPT, f"module {module_key}", at=now, actor_id=person_id, **facts)
