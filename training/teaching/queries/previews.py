"""Which version of a module is to be previewed?"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.content.models import ModuleRow, ModuleVersion
from training.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedVersion:
    """A version with its document; `latest` is the number of the draft."""

    module_id: int
    number: int
    latest: int
    document: str


def previewed_version(session: Session, module: str, number: int) -> PreviewedVersion:
    """The version of this number of a module (its key); raises NotFound."""
    other = aliased(ModuleVersion)
    latest = select(func.max(other.number)).where(other.module_id == ModuleVersion.module_id).scalar_subquery()
    wanted = (
        select(ModuleVersion.module_id, ModuleVersion.number, latest.label("latest"), ModuleVersion.document)
        .join(ModuleRow, ModuleRow.id == ModuleVersion.module_id)
        .where(ModuleRow.key == module, ModuleVersion.number == number)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound("version")
    return PreviewedVersion(**row._asdict())
