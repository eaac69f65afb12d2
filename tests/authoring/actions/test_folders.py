"""Does a module go out as a zip, into an empty installation, and out again as the same bytes?"""

import io
from pathlib import Path

from sqlalchemy.orm import Session

from tests import make
from tests.authoring.imports import MODULE, imported, translated
from tests.databases import Databases, opened
from training.authoring.actions.folders import bring_in, write_zip
from training.authoring.queries.folders import arriving
from training.authoring.rules import Import
from training.content.files.stores import FolderStore


def _zip(session: Session, store: FolderStore) -> bytes:
    target = io.BytesIO()
    write_zip(session, MODULE.key, target, store=store)
    return target.getvalue()


def test_the_same_bytes_come_out_of_another_installation(
    session: Session, folder: Path, databases: Databases, tmp_path: Path
) -> None:
    imported(session, folder, MODULE, catalogues=[translated(MODULE)])
    first = _zip(session, FolderStore(folder))
    (tmp_path / "craft.zip").write_bytes(first)

    engine, elsewhere = opened(databases.fresh("sqlite")), FolderStore(tmp_path / "elsewhere")
    with Session(engine) as other:
        for region in (MODULE.region, "linz"):
            make.region(other, region)
        person = make.person(other)
        with arriving(other, tmp_path / "craft.zip") as found:
            plan = bring_in(other, found, store=elsewhere, person_id=person.id, now=make.NOW)
        again = _zip(other, elsewhere)
        with arriving(other, tmp_path / "craft.zip") as found:
            second = found.plan
    engine.dispose()

    assert (plan.action, plan.new_pictures) == (Import.CREATE, tuple(medium.name for medium in MODULE.media))
    assert again == first
    assert second is not None
    assert (second.action, second.languages["de"].changes) == (Import.NOTHING, 0)
