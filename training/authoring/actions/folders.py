"""How does a module go out as a zip, and come in from one?"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy.orm import Session

from training.authoring.actions.importing import export_module, import_module
from training.authoring.files.zips import packed
from training.authoring.queries.folders import Arriving
from training.authoring.rules import Plan
from training.content.files.stores import Store


def write_zip(session: Session, key: str, target: BinaryIO, *, store: Store) -> None:
    """Write the draft of a module with its translations and files as a zip; raises NotFound.

    The same draft gives the same bytes, on every installation.
    """
    with TemporaryDirectory() as folder:
        export_module(session, key, Path(folder) / key, store=store)
        packed(Path(folder) / key, target)


def bring_in(session: Session, found: Arriving, *, store: Store, person_id: int, now: datetime) -> Plan:
    """Import a module from its zip as a draft; raises whatever `import_module` raises."""
    return import_module(session, found.reading, found.catalogues, store=store, now=now, actor_id=person_id)
