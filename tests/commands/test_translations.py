"""Do commands bring translations in and out, with the same plan as the pages?"""

from pathlib import Path

from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from training.translation.queries import translation_rows


def test_translations_are_written_out_tried_and_brought_in(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    file, every = tmp_path / "cs.po", tmp_path / "all.zip"
    assert call("db", "upgrade", **settings).returncode == 0
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        module_id = make.published_module(session).row.id
        make.person(session, role="translator", email="t@example.org")
    who = ("--translator", "t@example.org")

    out = call("courses", "translations", "out", "craft", str(file), "--language", "cs", **settings)
    assert out.returncode == 0, out.stderr
    zipped = call("courses", "translations", "out", "craft", str(every), "--format", "xliff21", **settings)
    assert zipped.stdout.startswith("de, cs, pl, it, sl, nl: ")
    content = file.read_text().replace(
        'msgid "Rooms for makers"\nmsgstr ""', 'msgid "Rooms for makers"\nmsgstr "Dílny"'
    )
    file.write_text(content)
    tried = call("courses", "translations", "in", "craft", str(file), *who, "--dry-run", **settings)
    done = call("courses", "translations", "in", "craft", str(file), *who, **settings)
    again = call("courses", "translations", "in", "craft", str(file), *who, **settings)

    first = "cs.po (cs): 1 taken, 0 same, 0 suggestion, 0 differs, 0 refused"
    assert tried.stdout.splitlines() == [first, "Nothing was written."]
    assert done.stdout.splitlines() == [first, "Written. What was taken waits for review."]
    assert again.stdout.startswith("cs.po (cs): 0 taken, 1 same")
    with Session(engine) as session:
        assert [row.text for row in translation_rows(session, module_id)] == ["Dílny"]
    file.write_text("hello")
    broken = call("courses", "translations", "in", "craft", str(file), *who, **settings)
    assert "cs.po: This is no PO or XLIFF file." in broken.stderr
    unknown = call("courses", "translations", "out", "nothing", str(file), **settings)
    assert "There is no such module" in one_line(unknown)
    engine.dispose()
