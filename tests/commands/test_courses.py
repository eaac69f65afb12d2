"""Can an author check, plan, import, export and translate from a command line?"""

import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Run, one_line
from tests.content.generated import bytes_of
from tests.modules import module_value
from training.content.files.writing import write_folder
from training.content.rules.segments import segments

NO_FAULTS = "No faults, no findings."
TEXTS = str(len(list(segments(module_value()))))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a project's folder with one module and the regions."""
    courses = tmp_path / "home" / "courses"
    write_folder(module_value(), courses / "craft", bytes_of=bytes_of)
    shutil.copy(ROOT / "courses" / "regions.yaml", courses)
    return tmp_path / "home"


def test_our_own_courses_have_neither_faults_nor_findings(run: Run) -> None:
    checked = run("courses", "check")

    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.splitlines()[-1] == NO_FAULTS
    assert checked.stdout.startswith("Advice, which fails no check:\ncourses/")
    assert "Flesch Reading Ease is 42, and difficult begins below 50. What to do: Write shorter" in checked.stdout


def test_every_fault_is_told_with_its_place(call: Run, home: Path) -> None:
    lesson = home / "courses" / "craft" / "lessons" / "who.yaml"
    lesson.write_text(lesson.read_text().replace("minutes: 20", "minutes: 0").replace("right: true", "right: false"))

    checked = call("courses", "check", folder=home)

    assert "faults and findings." in one_line(checked)
    told = "courses/craft/lessons/who.yaml, block talk: The minutes are less than 1. What to do: Say how long it takes."
    assert told in checked.stdout.splitlines()
    assert "block who-quiz/who-single: A single choice has one right choice, not 0" in checked.stdout


def test_coverage_is_told(call: Run, home: Path) -> None:
    call("courses", "skeleton", "craft", "de", "sl", folder=home)

    checked = call("courses", "check", folder=home)

    rows = [line.split() for line in checked.stdout.splitlines()]
    assert ["craft", "en", TEXTS, TEXTS, "0", "0", "0"] in rows
    assert ["craft", "sl", TEXTS, "0", "0", "0", TEXTS] in rows


def test_a_skeleton_is_made_and_renewed(call: Run, home: Path) -> None:
    made = call("courses", "skeleton", "courses/craft", "de", folder=home)
    renewed = call("courses", "skeleton", "craft", folder=home)

    assert made.stdout == renewed.stdout
    assert f"0 of {TEXTS} texts reviewed, 0 unreviewed, 0 stale, {TEXTS} missing" in made.stdout
    assert "Nobody translates into “en”" in one_line(call("courses", "skeleton", "craft", "en", folder=home))


def test_a_module_comes_in_and_out(call: Run, home: Path, settings: dict[str, str]) -> None:
    """Plan, import, import again, export, plan again: what is there already is known."""
    call("db", "upgrade", folder=home, **settings)

    planned, imported, again = (
        call("courses", *words, folder=home, **settings) for words in (["plan"], ["import"], ["import"])
    )
    exported = call("courses", "export", "craft", "out", folder=home, **settings)
    known = call("courses", "plan", "out/craft", folder=home, **settings)

    assert planned.stdout.startswith("craft: new here, becomes version 1\n  new picture map.svg\n"), planned.stderr
    assert imported.stdout == planned.stdout
    assert again.stdout == "craft: is version 1 already\n"
    assert exported.stdout == "craft is in out/craft.\n"
    assert known.stdout == again.stdout


def test_a_module_travels_as_one_file(call: Run, home: Path, settings: dict[str, str]) -> None:
    call("db", "upgrade", folder=home, **settings)
    call("courses", "import", folder=home, **settings)

    call("courses", "export", "craft", "out", "--zip", folder=home, **settings)
    again = call("courses", "import", "out/craft.zip", "--dry-run", folder=home, **settings)
    call("courses", "export", "craft", "more", "--zip", folder=home, **settings)

    assert "craft: is version 1 already" in again.stdout
    assert (home / "more" / "craft.zip").read_bytes() == (home / "out" / "craft.zip").read_bytes()
    (home / "bad.zip").write_bytes(b"no zip")
    assert "bad.zip cannot be read: it is no zip" in one_line(
        call("courses", "plan", "bad.zip", folder=home, **settings)
    )


def test_nothing_is_done_with_faults(call: Run, home: Path, settings: dict[str, str]) -> None:
    call("db", "upgrade", folder=home, **settings)
    (home / "courses" / "craft" / "media" / "map.svg").unlink()

    refused = call("courses", "import", folder=home, **settings)

    assert "Nothing was done" in one_line(refused)
    assert "The file “map.svg” is missing" in refused.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "nix"), "There is no such module in the database."),
        (("import", "nix"), "There is no folder courses/nix."),
        (("check", "nix"), "There is no folder courses/nix."),
    ],
)
def test_what_is_not_there_is_one_line(
    words: tuple[str, ...], said: str, call: Run, home: Path, settings: dict[str, str]
) -> None:
    call("db", "upgrade", folder=home, **settings)

    assert said in one_line(call("courses", *words, folder=home, **settings))


def test_a_folder_without_modules_is_one_line(call: Run, tmp_path: Path) -> None:
    assert "There are no modules in" in one_line(call("courses", "check", folder=tmp_path))


def test_missing_settings_are_one_line(call: Run, home: Path) -> None:
    assert "TRAINING_DATABASE_URL" in one_line(call("courses", "plan", folder=home))


def test_a_database_without_tables_is_one_line(call: Run, home: Path, settings: dict[str, str]) -> None:
    assert "The database is empty" in one_line(call("courses", "plan", folder=home, **settings))


def test_an_unreadable_folder_of_pictures_is_one_line(call: Run, home: Path, settings: dict[str, str]) -> None:
    call("db", "upgrade", folder=home, **settings)
    (home / "media").write_text("a file where a folder should be")

    refused = call("courses", "import", folder=home, **settings | {"TRAINING_MEDIA_FOLDER": str(home / "media")})

    assert str(home / "media") in one_line(refused)


@pytest.mark.parametrize("command", ["check", "plan", "import", "export", "skeleton"])
def test_every_command_explains_itself(command: str, call: Run) -> None:
    assert "Usage: " in call("courses", command, "--help").stdout
