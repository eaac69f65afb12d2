"""Does the server refuse to start where it could not serve, and say why in one line?"""

import socket

from tests.commands.conftest import Run, one_line

WANTED = ("TRAINING_SECRET_KEY", "TRAINING_DATABASE_URL", "TRAINING_MEDIA_FOLDER", "TRAINING_PUBLIC_ADDRESS")


def test_every_missing_setting_is_named_at_once(run: Run) -> None:
    said = one_line(run("serve", PORT="0" + str(_free_port())))

    assert all(name in said for name in WANTED)


def test_an_empty_setting_is_missing_too(run: Run) -> None:
    given = dict.fromkeys(WANTED, "sqlite://") | {"TRAINING_SECRET_KEY": ""}

    said = one_line(run("serve", PORT=str(_free_port()), **given))

    assert "TRAINING_SECRET_KEY" in said
    assert "TRAINING_MEDIA_FOLDER" not in said


def test_a_database_without_tables_is_not_served(run: Run, settings: dict[str, str]) -> None:
    said = one_line(run("serve", PORT=str(_free_port()), **settings))

    assert "Run `training db upgrade`." in said


def test_a_database_of_another_kind_is_not_served(run: Run, settings: dict[str, str]) -> None:
    said = one_line(run("serve", PORT=str(_free_port()), **settings | {"TRAINING_DATABASE_URL": "mysql://h/x"}))

    assert "use PostgreSQL or SQLite" in said


def test_a_port_in_use_is_not_served(run: Run, settings: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        said = one_line(run("serve", PORT=port, **settings))

    assert f"127.0.0.1:{port}" in said


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
