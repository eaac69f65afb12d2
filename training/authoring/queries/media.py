"""Which files has a module, how large are they, and where are they shown?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.authoring.rules.media import Use, is_film, uses
from training.content.models import Media
from training.content.rules.module import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a module; `size` is in bytes."""

    name: str
    digest: str
    film: bool
    size: int
    uploaded_at: datetime
    uses: tuple[Use, ...]


def kept_files(session: Session, module: Module) -> list[KeptFile]:
    """The files of a module by name, in one statement; one whose bytes nobody knows is left out."""
    digests = {medium.digest for medium in module.media}
    rows = {row.digest: row for row in session.scalars(select(Media).where(Media.digest.in_(digests)))}
    shown = uses(module)
    return [
        KeptFile(
            name=medium.name,
            digest=medium.digest,
            film=is_film(medium.name),
            size=row.size,
            uploaded_at=row.uploaded_at,
            uses=tuple(shown[medium.name]),
        )
        for medium in module.media
        if (row := rows.get(medium.digest))
    ]
