"""What do tests of the addresses for programs stand on? Two regions, an organisation with a part, two releases."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role

Ask = Callable[..., TestResponse]
BASE = "/api/v1"
QUARTERS = ("2026Q2", "2026Q3")
HALL, OFFICE = "linz/hall", "linz/office"


def titles(text: str) -> dict[str, dict[str, str]]:
    """Call a module or lesson the same in every language."""
    return {language: {"text": text, "language": "en", "state": "source"} for language in LANGUAGES}


HEADING: dict[str, Any] = {
    "regions": {
        key: {"names": {each: f"{key.title()} ({each})" for each in LANGUAGES}, "time_zone": f"Europe/{zone}"}
        for key, zone in (("linz", "Vienna"), ("padova", "Rome"))
    },
    "organisations": {
        HALL: {"name": "Hall", "parent": "linz"},
        OFFICE: {"name": "Office", "parent": HALL},
    },
    "modules": {"craft": titles("Craft")},
    "lessons": {"craft": {"who": titles("Who?")}},
}
CELLS: dict[tuple[str, ...], int | None] = {
    (place, module, part, measure): value
    for place, value in (("*", 60), ("linz", 40), ("padova", 20), (HALL, 25), (f"{HALL}+", 15), (OFFICE, None))
    for module in ("*", "craft")
    for part, measure in (("*", "enrolled"), ("*", "completed"), ("lesson:who", "read"))
    if module != "*" or part == "*"
}
GROUPS = {("linz", "craft", "gain"): (0.4, 0.3, 0.5), ("padova", "craft", "gain"): (None, None, None)}


@pytest.fixture
def released(session: Session) -> None:
    """Release two quarters."""
    for number, quarter in enumerate(QUARTERS):
        make.release(session, quarter, cells=CELLS, groups=GROUPS, digest=str(number) * 64, **HEADING)


@pytest.fixture
def partner(session: Session, released: None) -> str:
    """Give the token of a partner for Linz."""
    return make.token(session, make.person(session, role=Role.PARTNER, region="linz"))


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Ask as a program does: ``ask(path, token, language="de", headers={…})``; what is named so is the query."""

    def _ask(path: str, token: str = "", *, headers: dict[str, str] | None = None, **query: Any) -> TestResponse:
        bearing = {"Authorization": f"Bearer {token}"} if token else {}
        return client.get(BASE + path, query_string=query, headers=bearing | (headers or {}))

    return _ask
