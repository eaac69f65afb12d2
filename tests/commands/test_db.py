"""Does the database come up to date once, and is it told how it stands?"""

from tests.commands.conftest import Run, one_line


def test_an_upgrade_makes_tables_and_regions_and_a_second_changes_nothing(call: Run, settings: dict[str, str]) -> None:
    first, second = call("db", "upgrade", **settings), call("db", "upgrade", **settings)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout.startswith("The database has gone from nothing to revision ")
    assert "already" in second.stdout
    assert "7 regions kept." in second.stdout
    assert call("db", "check", **settings).stdout == "The database is up to date.\n"


def test_a_check_of_an_empty_database_fails(call: Run, settings: dict[str, str]) -> None:
    assert "The database is empty" in one_line(call("db", "check", **settings))


def test_a_database_that_is_away_is_one_line(call: Run, settings: dict[str, str]) -> None:
    away = settings | {"TRAINING_DATABASE_URL": "postgresql+psycopg://nobody:hidden@127.0.0.1:1/x"}

    said = one_line(call("db", "check", **away))

    assert "Connection refused" in said
    assert "hidden" not in said
