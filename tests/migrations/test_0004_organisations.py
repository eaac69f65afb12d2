"""Does the step to organisations in a tree keep who is here and what they may do?"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from tests.databases import KINDS, Databases, opened
from training.foundation.migrating import downgrade, state, upgrade

BEFORE = (
    "INSERT INTO region (id, key, names, countries, languages, position) VALUES (1, 'linz', '{}', '{}', '[]', 1)",
    "INSERT INTO organisation (id, key, name, kind, region_id) VALUES (1, 'hall', 'Městský Úřad', 'authority', 1)",
    "INSERT INTO person VALUES (1, 'zofia@example.org', 'Zofia Łącka', NULL, 'pl', 1, '2026-11-01', NULL, NULL, 0)",
    "INSERT INTO role_grant (person_id, role, region_id, granted_at) VALUES (1, 'learner', NULL, '2026-11-01')",
    "INSERT INTO role_grant (person_id, role, region_id, granted_at) VALUES (1, 'trainer', 1, '2026-11-01')",
)
GRANTS = "SELECT role, region_id FROM role_grant ORDER BY role"


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """Give a database of the step before, with a person."""
    yield from _before(databases.empty(request.param))


@pytest.fixture
def sqlite(databases: Databases) -> Iterator[Engine]:
    """Give the same on SQLite, which checks keys at the end of the steps; PostgreSQL always does."""
    yield from _before(databases.empty("sqlite"))


def test_roles_stay_and_names_are_found_without_marks(engine: Engine) -> None:
    upgrade(engine, "0004")

    with engine.connect() as connection:
        assert _rows(connection, GRANTS) == [("learner", None), ("trainer", 1)]
        assert _rows(connection, "SELECT folded FROM person") == [("zofia lacka zofia@example.org",)]
        assert _rows(connection, "SELECT folded, parent_id FROM organisation") == [("mestsky urad hall", None)]


def test_going_back_keeps_what_was_there_before(engine: Engine) -> None:
    upgrade(engine, "0004")
    new = "INSERT INTO role_grant (person_id, role, {columns}, granted_at) VALUES (1, {values}, '2026-11-01')"
    with engine.begin() as connection:
        connection.execute(text(new.format(columns="organisation_id", values="'partner', 1")))
        connection.execute(text(new.format(columns="language", values="'translator', 'pl'")))
        connection.execute(text(new.format(columns="region_id", values="'editor', 1")))

    downgrade(engine, "0003")

    with engine.connect() as connection:
        assert _rows(connection, GRANTS) == [("learner", None), ("trainer", 1)]


def test_a_step_that_leaves_a_key_astray_is_taken_back(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        connection.connection.driver_connection.execute("pragma foreign_keys=off")  # type: ignore[union-attr]
        connection.execute(text("UPDATE organisation SET region_id = 7"))
        connection.commit()

    with pytest.raises(RuntimeError, match="organisation"):
        upgrade(sqlite, "0004")

    assert state(sqlite).current == "0003"


def _before(address: str) -> Iterator[Engine]:
    engine = opened(address)
    upgrade(engine, "0003")
    with engine.begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


def _rows(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement))]
