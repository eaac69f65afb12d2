"""Does a command bring in a list of people, and print first what would come of it?"""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.commands.conftest import Run, one_line
from tests.databases import opened
from training.accounts.models import Person
from training.foundation.outbox import OutboxLetter

LIST = "Name;E-Mail;Organisation\nJörg Weiß;j@x.de;cwe\nNobody;n@x.de;nowhere\n"


def test_a_list_is_tried_and_brought_in(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "windows-1252")
    assert call("db", "upgrade", **settings).returncode == 0

    tried = call("person", "import", str(file), "--dry-run", **settings)
    done = call("person", "import", str(file), **settings)

    assert "row 2: created j@x.de" in tried.stdout
    assert "row 3: refused n@x.de has an unknown organisation: nowhere" in tried.stdout
    assert tried.stdout.splitlines()[-1] == "Nothing was written."
    assert done.returncode == 0, done.stderr
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        assert session.scalars(select(Person.name)).all() == ["Jörg Weiß"]
        assert session.scalars(select(OutboxLetter.letter)).all() == ["invitation"]
    engine.dispose()


def test_what_is_no_list_is_one_line(call: Run, settings: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("one;two\n1;2\n")
    assert call("db", "upgrade", **settings).returncode == 0
    assert "No headings were found." in one_line(call("person", "import", str(file), **settings))
