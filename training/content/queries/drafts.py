"""Which version of a module is the draft, and what does it say?"""

from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion
from training.content.rules.module import Module
from training.foundation.db import rows

#: Authors and translators work on few modules at a time, and read the draft that was saved last.
_MOST_REMEMBERED = 32

_by_digest: dict[str, Module] = {}
_remembering = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMark:
    """A version without what it says; `digest` identifies that."""

    id: int
    number: int
    digest: str


def latest_mark(session: Session, module_id: int) -> VersionMark | None:
    """The draft of a module, without reading its document."""
    row = rows(session, _latest(), module_id=module_id).first()
    return VersionMark(id=row.id, number=row.number, digest=row.digest) if row else None


def module_of_version(session: Session, mark: VersionMark) -> Module:
    """What a version says, read once a process: versions of the same digest say the same."""
    found = _by_digest.get(mark.digest)
    if found is None:
        found = module_from_json(rows(session, _document(), id=mark.id).scalar_one())
        with _remembering:
            if len(_by_digest) >= _MOST_REMEMBERED:
                _by_digest.pop(next(iter(_by_digest)))
            _by_digest[mark.digest] = found
    return found


@lru_cache(maxsize=_MOST_REMEMBERED)
def module_in(document: str) -> Module:
    """The module that a document says, read once a process: neither ever changes."""
    return module_from_json(document)


@cache
def _latest() -> Select[int, int, str]:
    of_module = select(ModuleVersion.id, ModuleVersion.number, ModuleVersion.digest)
    newest = of_module.where(ModuleVersion.module_id == bindparam("module_id"))
    return newest.order_by(ModuleVersion.number.desc()).limit(1)


@cache
def _document() -> Select[str]:
    return select(ModuleVersion.document).where(ModuleVersion.id == bindparam("id"))
