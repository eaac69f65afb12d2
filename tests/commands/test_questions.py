"""Do commands bring questions in and out, with the same plan as the pages?"""

from pathlib import Path

from sqlalchemy.orm import Session

from tests import make
from tests.authoring.files.exchange.samples import GIFT
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from training.authoring.rules.exchange import quiz_at
from training.content.files.shapes import module_from_json
from training.content.queries import latest_version

HERE = ("craft", "who/who-quiz")


def test_questions_are_tried_brought_in_and_written_out(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    file, target = tmp_path / "questions.txt", tmp_path / "questions.zip"
    file.write_text(GIFT)
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        module_id = make.published_module(session).row.id
        make.person(session, role="trainer", email="t@example.org")
    who = ("--author", "t@example.org")

    unclear = call("courses", "questions", "in", *HERE, str(file), *who, **settings)
    tried = call("courses", "questions", "in", *HERE, str(file), *who, "--dry-run", **settings)
    done = call("courses", "questions", "in", *HERE, str(file), *who, "--objective", "sort", **settings)
    out = call("courses", "questions", "out", *HERE, str(target), **settings)

    assert "name one with --objective" in unclear.stderr
    assert "1. Museum: changed\n   tags-left" in tried.stdout
    assert tried.stdout.splitlines()[-2:] == ["7 taken, 3 changed, 0 refused, 0 there", "Nothing was written."]
    assert done.returncode == 0, done.stderr
    with Session(engine) as session:
        version = latest_version(session, module_id)
        assert version is not None
        assert (version.number, version.note) == (2, "questions who/who-quiz")
        assert len(quiz_at(module_from_json(version.document), HERE[1]).questions) == 13
    assert out.stdout.splitlines()[-1].startswith("13 questions are in")
    nobody = call("courses", "questions", "in", *HERE, str(file), "--author", "n@example.org", **settings)
    assert "Nobody signs in with n@example.org." in one_line(nobody)
    broken = call("courses", "questions", "in", *HERE, str(_broken(tmp_path)), *who, **settings)
    assert "The file cannot be read in line 2: malformed." in one_line(broken)
    unknown = call("courses", "questions", "out", "nothing", HERE[1], str(target), **settings)
    assert "There is no such module" in one_line(unknown)
    again = call("courses", "questions", "in", *HERE, str(target), *who, "--dry-run", **settings)
    assert "0 taken, 0 changed, 0 refused, 13 there" in again.stdout
    engine.dispose()


def _broken(folder: Path) -> Path:
    file = folder / "questions.xml"
    file.write_text("<quiz>\n<question></quiz>")
    return file
