"""Does the step to finer figures keep what was released, there and back?"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from tests.databases import KINDS, Databases, opened
from training.foundation.migrating import downgrade, upgrade

_RELEASE = "INSERT INTO release (quarter, made_at, minimum, regions, modules, {more}, digest) VALUES {values}"
BEFORE = (
    _RELEASE.format(more="relations", values="('2026Q3', '2026-10-01', 5, '{\"linz\": 1}', '{}', '[]', 'abc')"),
    "INSERT INTO release_cell VALUES (1, 'linz', '*', '*', 'enrolled', 12)",
    "INSERT INTO release_cell VALUES (1, 'linz', '*', 'de', 'completed', NULL)",
    "INSERT INTO release_hidden VALUES (1, 'linz', '*', 'de', 'completed', 3, 'primary')",
)
#: What only the newer names can say.
NEWER = "INSERT INTO release_cell VALUES (1, '2026-07', 'linz', '*', '*', 'new', 7)"
CELLS = "SELECT * FROM release_cell ORDER BY value"
HIDDEN = "SELECT * FROM release_hidden"


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """Give a database of the step before, with a release."""
    engine = opened(databases.empty(request.param))
    upgrade(engine, "0011")
    _do(engine, *BEFORE)
    yield engine
    engine.dispose()


def test_cells_keep_their_values_under_longer_names(engine: Engine) -> None:
    upgrade(engine, "0012")

    cells = {row[1:] for row in _asked(engine, CELLS)}
    assert cells == {
        ("2026Q3", "linz", "*", "*", "enrolled", 12),
        ("2026Q3", "linz", "*", "language:de", "completed", None),
    }
    assert _asked(engine, HIDDEN) == [(1, "2026Q3", "linz", "*", "language:de", "completed", 3, "primary")]
    # The next one gets a number of its own.
    _do(
        engine,
        _RELEASE.format(
            more="organisations, lessons", values="('2026Q4', '2027-01-01', 5, '{}', '{}', '{}', '{}', 'd')"
        ),
    )
    assert _asked(engine, "SELECT id, quarter FROM release ORDER BY id") == [(1, "2026Q3"), (2, "2026Q4")]


def test_going_back_gives_what_was_there_before(engine: Engine) -> None:
    before = _asked(engine, CELLS), _asked(engine, HIDDEN)
    upgrade(engine, "0012")
    _do(engine, NEWER)

    downgrade(engine, "0011")

    assert (_asked(engine, CELLS), _asked(engine, HIDDEN)) == before


def _do(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def _asked(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]
