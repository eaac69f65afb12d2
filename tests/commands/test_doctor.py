"""Does the doctor find nothing where all is well, and each thing that is wrong, with what to do?"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import make
from tests.commands.conftest import ROOT, Done, Run
from tests.databases import KINDS, Databases, opened
from training.commands.doctor import _WORDS
from training.foundation.outbox import Letter, post
from training.operations.rules import doctor as rules

#: So that nobody is told about memory:// where it is not the question.
ALONE = ("--workers", "1")


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> dict[str, str]:
    """Give the settings of an installation that is well, on each kind."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / make.PICTURE_DIGEST).write_bytes(make.PICTURE)
    return {
        "TRAINING_SECRET_KEY": "kX2wq9Zr7TnB4cVd8LmP1sHfJ6yG3uEa",
        "TRAINING_DATABASE_URL": databases.fresh(request.param),
        "TRAINING_MEDIA_FOLDER": str(tmp_path / "media"),
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
    }


@pytest.fixture
def engine(settings: dict[str, str]) -> Iterator[Engine]:
    """Give the installation's database with a module and its picture; PostgreSQL is served by a role without rights."""
    engine = opened(settings["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        make.published_module(session)
    if engine.dialect.name == "postgresql":
        settings["TRAINING_DATABASE_URL"] = _as_role(engine)
    yield engine
    engine.dispose()


def _as_role(engine: Engine) -> str:
    """Make the roles of deploy/postgresql-roles.sql and return the address that the site is served under."""
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    driver.execute((ROOT / "deploy" / "postgresql-roles.sql").read_text())
    connection.commit()
    connection.close()
    return engine.url.set(username="training_site").render_as_string(hide_password=False)


def found(done: Done, count: int = 1) -> str:
    """Return what a doctor said that found so many things."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr == f"Error: {count} things to see to.\n", done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == count, done.stdout
    return done.stdout


@pytest.mark.usefixtures("engine")
def test_all_is_well(call: Run, settings: dict[str, str]) -> None:
    for more in ((), ("--deep",)):
        done = call("doctor", *ALONE, *more, **settings)

        assert (done.returncode, done.stdout) == (0, "All is well.\n"), done.stdout


@pytest.mark.usefixtures("engine")
def test_settings_are_looked_at(call: Run, settings: dict[str, str]) -> None:
    wrong = {"TRAINING_PUBLIC_ADDRESS": "http://training.example.eu", "TRAINING_INSECURE_COOKIES": "1"}

    said = found(call("doctor", "--workers", "2", **settings | wrong), 3)

    assert "TRAINING_LIMITS_STORAGE" in said
    assert "is not https" in said
    assert "TRAINING_INSECURE_COOKIES" in said


def test_a_missing_setting_is_named(call: Run, settings: dict[str, str]) -> None:
    done = call("doctor", **{**settings, "TRAINING_MEDIA_FOLDER": ""})

    assert done.returncode == 1
    assert "TRAINING_MEDIA_FOLDER" in done.stderr


@pytest.mark.parametrize(("revision", "words"), [("0001", "training db upgrade"), ("9999", "newer version")])
def test_a_database_of_another_version_is_found(
    call: Run, settings: dict[str, str], engine: Engine, revision: str, words: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})

    assert words in found(call("doctor", *ALONE, **settings))


def test_a_database_that_is_away_is_found_without_a_word_about_where(call: Run, settings: dict[str, str]) -> None:
    away = settings | {"TRAINING_DATABASE_URL": "postgresql+psycopg://nobody:hidden@127.0.0.1:1/x"}

    said = found(call("doctor", *ALONE, **away))

    assert "does not answer" in said
    assert "hidden" not in said


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("content", [None, b"damaged"])
def test_a_picture_that_is_lost_or_damaged_is_found(
    call: Run, settings: dict[str, str], tmp_path: Path, content: bytes | None
) -> None:
    picture = tmp_path / "media" / make.PICTURE_DIGEST
    picture.unlink() if content is None else picture.write_bytes(content)

    assert f"1 of 1 pictures have no sound file ({make.PICTURE_DIGEST}" in found(call("doctor", *ALONE, **settings))


def test_facts_that_may_be_changed_are_found(call: Run, settings: dict[str, str], engine: Engine) -> None:
    names = {"sqlite": ("answer_append_only_delete", ""), "postgresql": ("answer_append_only", " ON answer")}
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER {}{}".format(*names[engine.dialect.name])))
        if engine.dialect.name == "postgresql":
            connection.execute(text("DROP TRIGGER answer_append_only_truncate ON answer"))
        else:
            connection.execute(text("DROP TRIGGER answer_append_only_update"))

    assert "The table answer does not refuse changes" in found(call("doctor", *ALONE, **settings))


def test_a_role_that_may_change_facts_is_found(call: Run, settings: dict[str, str], engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return
    with engine.begin() as connection:
        connection.execute(text("GRANT UPDATE ON grade TO training_site"))

    assert "(grade …)" in found(call("doctor", *ALONE, **settings))


def test_letters_that_wait_for_long_are_found(call: Run, settings: dict[str, str], engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        post(session, Letter.INVITATION, person_id=make.person(session).id, now=make.NOW)

    assert "training worker" in found(call("doctor", *ALONE, **settings))


def test_every_finding_has_words_and_every_word_is_of_a_finding() -> None:
    source = (
        Path(rules.__file__).read_text() + Path(rules.__file__).parents[2].joinpath("commands/doctor.py").read_text()
    )
    codes = set(re.findall(r'Finding\(\s*code="([a-z-]+)"', source))
    codes |= {f"database-{state}" for state in ("away", "behind", "newer")}

    assert codes == set(_WORDS)
