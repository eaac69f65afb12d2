"""Do modules go out and in again, with nothing lost?"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from tests import make
from tests.authoring.imports import MODULE, counts, exported, imported, imported_folder, translated
from tests.content.generated import bytes_of, modules, pictures_of
from training.authoring.actions import export_module
from training.authoring.rules import Import
from training.content import queries as content
from training.content.files.reading import read_folder
from training.content.files.stores import FolderStore
from training.content.files.writing import write_folder
from training.content.rules.module import Module
from training.foundation.errors import NotFound, Refused


def test_a_module_that_is_not_there_cannot_be_exported(session: Session, folder: Path) -> None:
    """And no folder is made."""
    with pytest.raises(NotFound):
        export_module(session, "nix", folder / "out", store=FolderStore(folder))

    assert not (folder / "out").exists()


def test_an_export_spares_a_folder_that_holds_something_else(session: Session, folder: Path, tmp_path: Path) -> None:
    """It would remove lessons and pictures there."""
    imported(session, folder, MODULE)
    (tmp_path / "craft" / "media").mkdir(parents=True)
    (tmp_path / "craft" / "media" / "family.jpg").write_text("mine")

    with pytest.raises(Refused, match="folder-taken"):
        exported(session, folder, tmp_path / "craft")

    assert (tmp_path / "craft" / "media" / "family.jpg").exists()


def test_an_export_holds_stale_translations_as_suggestions(session: Session, folder: Path, tmp_path: Path) -> None:
    """With the source that they belong to; importing it changes nothing."""
    imported(session, folder, MODULE, catalogues=[translated(MODULE)])
    imported(session, folder, replace(MODULE, title="Other"), published=True)

    exported(session, folder, tmp_path / "craft")

    text = (tmp_path / "craft" / "translations" / "de.po").read_text()
    assert '#, fuzzy, unreviewed\n#| msgid "Rooms for makers"\nmsgctxt "module/title"\nmsgid "Other"' in text
    before = counts(session)
    assert imported_folder(session, folder, tmp_path / "craft").action is Import.NOTHING
    assert counts(session) == before


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(modules())
def test_the_import_of_an_export_creates_nothing(session: Session, folder: Path, module: Module) -> None:
    """Whatever the module says, in a real database."""
    with session.begin_nested() as transaction, TemporaryDirectory() as temporary:
        target = Path(temporary) / module.key
        imported(session, folder, module, catalogues=[translated(module)], published=True)
        before = counts(session)

        exported(session, folder, target)
        bytes_before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
        plan = imported_folder(session, folder, target)
        exported(session, folder, target)

        assert plan.action is Import.NOTHING
        assert counts(session) == before
        assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == bytes_before
        content.forget_publications()
        transaction.rollback()


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "courses").glob("*/")), ids=lambda path: path.name)
def test_the_courses_of_this_house_go_in_and_out(session: Session, folder: Path, path: Path, tmp_path: Path) -> None:
    """What authors and translators wrote is importable, and exports as it is."""
    make.region(session, path.name)
    assert imported_folder(session, folder, path).action is Import.CREATE
    before = counts(session)

    exported(session, folder, tmp_path / path.name)

    assert imported_folder(session, folder, tmp_path / path.name).action is Import.NOTHING
    assert counts(session) == before


def test_files_are_written_as_the_tests_suppose(tmp_path: Path) -> None:
    """The generated pictures are those of the folder."""
    write_folder(MODULE, tmp_path / "craft", bytes_of=bytes_of)

    assert read_folder(tmp_path / "craft").pictures == pictures_of(MODULE)
