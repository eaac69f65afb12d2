"""Do the checks notice what they are there for? Each is seen failing once."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests import catalogues, checks

Change = Callable[[polib.POEntry], None]


@pytest.fixture
def file() -> polib.POFile:
    """Give a faultless Slovene catalogue of two sentences."""
    made = polib.POFile()
    made.metadata = {"Plural-Forms": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"}
    made.append(polib.POEntry(msgid="Hello, %(name)s!", msgstr="Pozdravljeni, %(name)s!"))
    forms = {0: "%(num)d lekcija", 1: "%(num)d lekciji", 2: "%(num)d lekcije", 3: "%(num)d lekcij"}
    made.append(polib.POEntry(msgid="%(num)d lesson", msgid_plural="%(num)d lessons", msgstr_plural=forms))
    return made


def faults_of(file: polib.POFile) -> list[str]:
    """Look at a catalogue that holds all that is wanted."""
    wanted = {(entry.msgid, entry.msgid_plural or "") for entry in file}
    return list(catalogues.faults_in(file, "sl", wanted))


def test_a_good_catalogue_has_no_faults(file: polib.POFile) -> None:
    assert faults_of(file) == []


@pytest.mark.parametrize(
    ("position", "text", "fault"),
    [
        (0, "", "is not translated"),
        (0, "Pozdravljeni!", "other placeholders"),
        (0, "Pozdravljeni, %(ime)s!", "other placeholders"),
        (0, "<b>Pozdravljeni</b>, %(name)s!", "character of the page"),
        (0, 'Pozdravljeni, "%(name)s"!', "character of the page"),
        (0, "Pozdravljeni, %(name)d!", "other placeholders"),
        (0, "Pozdravljeni, %(name)s, 100 %!", "percent sign alone"),
        (1, "%(stevilo)d lekcij", "other placeholders"),
        (1, "lekcij", "other placeholders"),
    ],
)
def test_a_translation_that_would_break_a_page_is_named(
    file: polib.POFile, position: int, text: str, fault: str
) -> None:
    if position:
        file[position].msgstr_plural[3] = text
    else:
        file[position].msgstr = text

    assert [fault in found for found in faults_of(file)] == [True]


def test_a_fuzzy_translation_is_named(file: polib.POFile) -> None:
    file[0].flags.append("fuzzy")

    assert ["is fuzzy" in fault for fault in faults_of(file)] == [True]


def test_a_missing_plural_form_is_named(file: polib.POFile) -> None:
    del file[1].msgstr_plural[3]

    assert ["3 plural forms" in fault for fault in faults_of(file)] == [True]


def test_a_form_that_stands_for_more_than_one_says_the_number(file: polib.POFile) -> None:
    """101 lessons are, in Slovene, counted as one is; in German one is alone."""
    file[1].msgstr_plural[0] = "ena lekcija"

    assert ["other placeholders" in fault for fault in faults_of(file)] == [True]

    file.metadata = {"Plural-Forms": "nplurals=2; plural=(n != 1);"}
    file[1].msgstr_plural = {0: "eine Lektion", 1: "%(num)d Lektionen"}
    wanted = {(entry.msgid, entry.msgid_plural) for entry in file}
    assert list(catalogues.faults_in(file, "de", wanted)) == []


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("nplurals=2; plural=(n != 1);", "4 plural forms"),
        ("nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%10<5 ? 2 : 3);", "chooses other plural forms"),
        ("", "4 plural forms"),
    ],
)
def test_a_head_that_chooses_wrong_plural_forms_is_named(file: polib.POFile, head: str, fault: str) -> None:
    file.metadata = {"Plural-Forms": head}

    assert [fault in found for found in faults_of(file)] == [True]


def test_a_sentence_that_is_left_over_or_there_twice_is_named(file: polib.POFile) -> None:
    file.append(polib.POEntry(msgid="Hello, %(name)s!", msgstr="Zdravo, %(name)s!"))
    wanted = {(entry.msgid, entry.msgid_plural or "") for entry in file}
    file.append(polib.POEntry(msgid="Before", msgstr="Prej", obsolete=True))

    left, twice = catalogues.faults_in(file, "sl", wanted)

    assert ("stands in no template any more" in left, "is there twice" in twice) == (True, True)


def test_what_cannot_be_compiled_or_is_not_there_is_named(file: polib.POFile, tmp_path: Path) -> None:
    file.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    wanted = {(entry.msgid, entry.msgid_plural or "") for entry in file}
    path = tmp_path / "messages.po"
    assert list(catalogues.faults_at(path, "sl", wanted)) == ["there is no catalogue"]
    for entry in file:
        entry.flags.append("python-format")
    file.save(str(path))
    assert list(catalogues.faults_at(path, "sl", wanted)) == []
    path.write_text(path.read_text().replace('"Pozdravljeni, %(name)s!"', '"Pozdravljeni, %(ime)s!"'))

    here, compiling, count = catalogues.faults_at(path, "sl", wanted)

    assert "other placeholders" in here
    assert ("messages.po" in compiling, "unknown named placeholder 'ime'" in compiling) == (True, True)
    assert count == "1 errors encountered."


def test_a_sentence_that_no_template_holds_is_named(file: polib.POFile) -> None:
    found = list(catalogues.faults_in(file, "sl", {("New", ""), ("%(num)d lesson", "%(num)d lessons")}))

    assert ["is missing" in found[0], "stands in no template" in found[1]] == [True, True]


def test_every_sentence_of_the_templates_is_found(tmp_path: Path) -> None:
    found = {entry.msgid for entry in catalogues.extract(tmp_path / "messages.pot")}

    assert {"Sign in", "%(num)d right."} <= found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("see /" + "root/x\n", "folder of one machine"),
        ("from https://" + "registry.npmjs.org/x\n", "host of a registry"),
        ("a\r\n", "line ends of Windows"),
        ("a", "last line"),
    ],
)
def test_what_binds_a_file_to_one_machine_is_named(text: str, fault: str) -> None:
    path = checks.ROOT / "not-written.md"

    found = list(checks.faults_in_text(path.name, text))

    assert [fault in line for line in found] == [True]


def test_a_dependency_that_is_not_locked_is_named() -> None:
    found = list(checks.missing_in_lock("a.lock", ["flask>=3.1", "babel", "nh3"], {"flask": "3.0.1", "nh3": "0.3"}))

    assert found == [
        "a.lock: flask>=3.1 is locked as 3.0.1: run make locks",
        "a.lock: babel is locked as None: run make locks",
    ]
