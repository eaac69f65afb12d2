"""Is what is written what is read? The law of the round trip."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from tests.content.generated import bytes_of, modules, pictures_of
from tests.modules import module_value
from training.content.files.reading import read_folder
from training.content.files.writing import folder_files, write_folder
from training.content.rules.faults import faults
from training.content.rules.module import Module


@settings(max_examples=60, deadline=None)
@given(modules())
def test_what_is_written_is_read_again(module: Module) -> None:
    """Read(write(m)) == m, whatever the texts say."""
    assert faults(module) == []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / module.key

        write_folder(module, folder, bytes_of=bytes_of, based_on="0" * 64)
        reading = read_folder(folder)

    assert reading.faults == ()
    assert reading.module == module
    assert reading.based_on == "0" * 64
    assert reading.pictures == pictures_of(module)


def test_the_same_module_gives_the_same_bytes(tmp_path: Path) -> None:
    """Reading and writing again changes no byte."""
    write_folder(module_value(), tmp_path / "craft", bytes_of=bytes_of)
    before = _all_bytes(tmp_path / "craft")

    again = read_folder(tmp_path / "craft").module
    assert again is not None
    write_folder(again, tmp_path / "craft", bytes_of=bytes_of)

    assert _all_bytes(tmp_path / "craft") == before


def test_lessons_and_pictures_that_are_gone_are_removed(tmp_path: Path) -> None:
    """Otherwise the next reading would find what the module has not."""
    folder = tmp_path / "craft"
    write_folder(module_value(), folder, bytes_of=bytes_of)
    (folder / "lessons" / "old.yaml").write_text("title: Old")
    (folder / "media" / "old.svg").write_text("<svg/>")
    (folder / "notes.txt").write_text("mine")

    write_folder(module_value(), folder, bytes_of=bytes_of)

    assert {path.name for path in folder.rglob("old.*")} == set()
    assert (folder / "notes.txt").exists()


def test_writing_goes_through_no_link(tmp_path: Path) -> None:
    """A link in the folder is replaced, not followed."""
    outside = tmp_path / "outside"
    outside.write_text("mine")
    folder = tmp_path / "craft"
    folder.mkdir()
    (folder / "module.yaml").symlink_to(outside)

    write_folder(module_value(), folder, bytes_of=bytes_of)

    assert outside.read_text() == "mine"
    assert read_folder(folder).module == module_value()


def test_the_files_are_for_people() -> None:
    """No folding, no escapes where none are needed, defaults left out, long texts as blocks."""
    lesson = folder_files(module_value())["lessons/who.yaml"]

    assert lesson.startswith(
        "title: Who they are\nminutes: 12\nobjectives: [sort]\nblocks:\n- kind: text\n  key: hook\n"
    )
    assert "  as_of: 2026-11-01\n" in lesson
    assert "right: false" not in lesson
    assert 'tolerance: "0.01"' in lesson


def _all_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
