"""Is a folder read as if by a stranger, with all faults told at once?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.generated import bytes_of
from tests.films import box, mp4, track, webm
from tests.modules import module_value
from training.content.files.reading import Reading, read_folder
from training.content.files.writing import write_folder
from training.content.rules.fault import Fault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a sound module."""
    path = tmp_path / "craft"
    write_folder(module_value(), path, bytes_of=bytes_of)
    return path


def test_a_sound_folder_is_a_module_with_its_pictures(folder: Path) -> None:
    """Named by the folder."""
    reading = read_folder(folder)

    assert reading.module == module_value()
    assert [picture.name for picture in reading.pictures] == ["map.svg"]
    assert reading.faults == ()


def _delete(name: str) -> Callable[[Path], Any]:
    return lambda folder: (folder / name).unlink()


def _write(name: str, content: bytes) -> Callable[[Path], Any]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    return write


def _replace(name: str, old: str, new: str) -> Callable[[Path], Any]:
    return lambda folder: (folder / name).write_text((folder / name).read_text().replace(old, new))


def _link(name: str, target: str) -> Callable[[Path], Any]:
    def link(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return link


FAULTS: list[tuple[Callable[[Path], Any], str, str]] = [
    (_delete("module.yaml"), "module.yaml", "missing"),
    (_delete("lessons/who.yaml"), "lessons/who.yaml", "missing"),
    (_delete("media/map.svg"), "lessons/space.yaml", "The file “map.svg” is missing"),
    (_write("lessons/extra.yaml", b"title: a"), "lessons/extra.yaml", "not in the order"),
    (_write("lessons/who.yml", b"title: a"), "lessons/who.yml", "Nobody reads"),
    (_write("media/map.svg", b"<svg><script/></svg>"), "media/map.svg", "not safe"),
    (_write("media/map.svg", b"\x89PNG\r\n\x1a\n"), "media/map.svg", "does not fit"),
    (_write("media/map.svg", b"GIF89a"), "media/map.svg", "no picture"),
    (_write("media/Map 2.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "media/Map 2.svg", "right name"),
    (_write("media/map.svg", b"\xff\xd8\xff" + b"x" * 2_000_000), "media/map.svg", "too large"),
    (_write("media/film.mp4", mp4(notes=box(b"udta", b"\xa9xyz"))), "media/film.mp4", "says where it was filmed"),
    (_write("media/film.mp4", mp4(track(b"vide"), track(b"meta"))), "media/film.mp4", "a track of notes"),
    (_write("media/film.webm", mp4()), "media/film.webm", "does not fit"),
    (_write("media/film.webm", webm()[:-3]), "media/film.webm", "damaged"),
    (_write("media/more/map.svg", b""), "media/more", "Nobody looks"),
    (_write("lessons/who.yaml", b"title: \xff"), "lessons/who.yaml", "Line 1: the file is not UTF-8"),
    (_write("lessons/who.yaml", b"title: a\nminutes: b: c"), "lessons/who.yaml", "Line 2: this is not YAML"),
    (_write("lessons/who.yaml", b""), "lessons/who.yaml", "named fields"),
    (_write("lessons/who.yaml", b"- a"), "lessons/who.yaml", "named fields"),
    (_write("translations/xx.po", b""), "translations/xx.po", "Nobody reads"),
    (_write("translations/en.po", b""), "translations/en.po", "Nobody reads"),
    (_link("lessons/who.yaml", "/etc/passwd"), "lessons/who.yaml", "link"),
    (_link("media/map.svg", "../module.yaml"), "media/map.svg", "link"),
    (_link("translations/de.po", "/etc/passwd"), "translations/de.po", "link"),
    (_replace("module.yaml", "[who, space", "[who, ../../space"), "module.yaml", "not a good key"),
    (_replace("module.yaml", "[who, space", "[who, who, space"), "module.yaml", "twice"),
    (_replace("module.yaml", "title:", "titel:"), "module.yaml", "no field “titel”"),
    (_replace("module.yaml", "region: chemnitz", "region: mars"), "module.yaml", "“mars” does not exist"),
    (_replace("module.yaml", "source: en", "source: xx"), "module.yaml", "“xx” does not exist"),
    (_replace("module.yaml", "region:", "key: craft\nregion:"), "module.yaml", "no field “key”"),
    (_replace("lessons/who.yaml", "minutes: 12", "minutes: 12\nkey: who"), "lessons/who.yaml", "no field “key”"),
]


@pytest.mark.parametrize(
    ("spoil", "file", "words"), FAULTS, ids=[f"{number}-{words}" for number, (_, _, words) in enumerate(FAULTS)]
)
def test_a_fault_has_its_file(spoil: Callable[[Path], Any], file: str, words: str, folder: Path) -> None:
    """With what is wrong and what to do, and no module comes out."""
    spoil(folder)

    reading = _read(folder)

    assert reading.module is None
    assert [fault for fault in reading.faults if fault.file == file and words in fault.said and fault.advice]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    """Of shape in one lesson, of meaning in another; what refers to the unreadable lesson is none."""
    _replace("lessons/who.yaml", "minutes: 12", "minutes: long")(folder)
    _replace("lessons/space.yaml", "objectives: [count]", "objectives: [fly]")(folder)
    _replace("lessons/final.yaml", "pass_percent: 60", "pass_percent: 600")(folder)

    told = {(fault.file, fault.block) for fault in _read(folder).faults}

    assert told == {("lessons/who.yaml", None), ("lessons/space.yaml", None), ("lessons/final.yaml", "final-test")}


def test_a_link_to_the_folder_itself_is_followed(folder: Path, tmp_path: Path) -> None:
    """Where a deployment links its courses, the module keeps its name."""
    (tmp_path / "current").symlink_to(folder)

    assert read_folder(tmp_path / "current").module == module_value()


def test_what_an_editor_hides_is_left_alone(folder: Path) -> None:
    """Swap files are nobody's fault."""
    (folder / "lessons" / ".who.yaml.swp").write_bytes(b"\x00")

    assert _read(folder).faults == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.integers(0, 2000))
def test_a_damaged_file_is_never_a_traceback(folder: Path, damage: bytes, at: int) -> None:
    """Whatever is written into it."""
    whole = (folder / "lessons" / "who.yaml").read_bytes()
    (folder / "lessons" / "who.yaml").write_bytes(whole[:at] + damage + whole[at + len(damage) :])

    reading = _read(folder)

    assert all(isinstance(fault, Fault) for fault in reading.faults)
    (folder / "lessons" / "who.yaml").write_bytes(whole)


def _read(folder: Path) -> Reading:
    return read_folder(folder, languages=("en", "de", "sl"), regions=("chemnitz", "linz"))
