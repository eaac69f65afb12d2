"""Does a module travel as one file, and does nothing else come in by it?"""

import io
import random
import stat
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests import make
from tests.content.generated import bytes_of
from training.authoring.files.zips import packed, unpacked
from training.content.files.reading import read_folder
from training.content.files.writing import write_folder
from training.foundation.errors import Refused

MODULE = make.module_value("craft")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a module into a folder of its name."""
    write_folder(MODULE, tmp_path / "out" / "craft", bytes_of=bytes_of)
    return tmp_path / "out" / "craft"


def _zip(path: Path, files: dict[str, bytes], **about: int) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.compress_type = about.get("compress", ZIP_DEFLATED)
            entry.external_attr = about.get("attributes", 0)
            archive.writestr(entry, content)
    return path


def _why(archive: Path, into: Path) -> str:
    with pytest.raises(Refused, match="zip-unreadable") as refused:
        unpacked(archive, into)
    assert not list(into.parent.glob("*.py"))
    return str(refused.value.facts["why"])


def _packed(folder: Path) -> bytes:
    target = io.BytesIO()
    packed(folder, target)
    return target.getvalue()


def test_a_folder_comes_back_as_it_went(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "craft.zip").write_bytes(_packed(folder))

    back = unpacked(tmp_path / "craft.zip", tmp_path / "in")

    assert read_folder(back).module == MODULE
    # The same folder, written at another time and in another order, is the same bytes.
    write_folder(MODULE, back, bytes_of=bytes_of)
    assert _packed(back) == (tmp_path / "craft.zip").read_bytes()


COVER = {"craft/module.yaml": b"title: x"}


@pytest.mark.parametrize(
    ("files", "about", "why"),
    [
        (COVER | {"../evil.py": b"x"}, {}, "name"),
        (COVER | {"/etc/passwd": b"x"}, {}, "name"),
        (COVER | {"craft/media/../../evil.py": b"x"}, {}, "name"),
        (COVER | {"craft\\lessons\\one.yaml": b"x"}, {}, "name"),
        (COVER | {"craft/run.sh": b"x"}, {}, "name"),
        (COVER | {"craft/media/big.svg": b"0" * 40_000_000}, {}, "bomb"),
        (COVER | {f"craft/lessons/l{number}.yaml": b"x" for number in range(1001)}, {}, "too-many"),
        (COVER, {"attributes": (stat.S_IFLNK | 0o777) << 16}, "link"),
        (COVER, {"compress": ZIP_BZIP2}, "broken"),
        ({"craft/lessons/one.yaml": b"x"}, {}, "no-module"),
        (COVER | {"other/module.yaml": b"x"}, {}, "several"),
    ],
)
def test_what_is_no_module_is_refused(tmp_path: Path, files: dict[str, bytes], about: dict[str, int], why: str) -> None:
    assert _why(_zip(tmp_path / "a.zip", files, **about), tmp_path / "in") == why


def test_what_a_mac_adds_is_passed_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "craft.zip").write_bytes(_packed(folder))
    with ZipFile(tmp_path / "craft.zip", "a") as archive:
        archive.writestr("__MACOSX/craft/._module.yaml", b"x")
        archive.writestr("craft/.DS_Store", b"x")

    assert read_folder(unpacked(tmp_path / "craft.zip", tmp_path / "in")).module == MODULE


def test_a_damaged_file_is_refused_or_read_and_never_a_traceback(folder: Path, tmp_path: Path) -> None:
    """A thousand of them: bytes changed, cut off or doubled."""
    whole, chance, broken = _packed(folder), random.Random(7), 0  # noqa: S311 (nothing is protected)
    target = tmp_path / "a.zip"
    for _ in range(1000):
        target.write_bytes(_damaged(whole, chance))
        try:
            unpacked(target, tmp_path / "in")
        except Refused as refusal:
            assert refusal.code == "zip-unreadable"  # noqa: PT017 (how often is counted)
            broken += 1
    assert broken > 500
    # Nothing landed beside the folder that it was told.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "in", "out"]


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    match chance.randrange(3):
        case 0:
            return whole[:at] + bytes([chance.randrange(256)]) + whole[at + 1 :]
        case 1:
            return whole[:at]
        case _:
            return whole[:at] + whole[max(0, at - 40) :]
