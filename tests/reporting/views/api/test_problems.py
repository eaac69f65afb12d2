"""Does a program learn what is wrong, in its reader's language, whatever it sends?"""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import exc

from tests.reporting.views.api.conftest import BASE, Ask
from training.reporting.queries import paged

FIGURES = "/releases/2026Q3/figures"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/nowhere", {}, 404),
        ("/releases/2026Q5", {}, 404),
        ("/releases/2026Q3%00", {}, 404),
        (FIGURES, {"place": "x\0"}, 400),
        (FIGURES, {"limit": "0"}, 422),
        (FIGURES, {"limit": "1001"}, 422),
        (FIGURES, {"limit": "1_0"}, 422),
        (FIGURES, {"limit": "\uff11\uff10"}, 422),
        (FIGURES, {"limit": ["1", "2"]}, 422),
        (FIGURES, {"measure": "salary"}, 422),
        (FIGURES, {"measure": "completed\n"}, 422),
        (FIGURES, {"language": "fr"}, 422),
        (FIGURES, {"person": "1"}, 422),
        (FIGURES, {"cursor": "x"}, 404),
        (FIGURES, {"cursor": "W10"}, 404),
        (FIGURES, {"cursor": "W" * 900}, 404),
        (FIGURES, {"cursor": "ž" * 20}, 422),
        (FIGURES, {"cursor": "W" * 20_000}, 422),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(
    ask: Ask, partner: str, path: str, query: dict[str, str], status: int
) -> None:
    answer = ask(path, partner, **query)

    told = answer.get_json()
    assert (answer.status_code, answer.mimetype, told["status"]) == (status, "application/problem+json", status)
    assert told["type"].startswith("https://localhost/en/api#problem-")
    assert told["title"]
    assert told["detail"]
    assert told["instance"].startswith(BASE)


def test_a_problem_names_what_could_not_be_read_and_leads_to_its_explanation(
    ask: Ask, client: FlaskClient, partner: str
) -> None:
    told = ask(FIGURES, partner, limit="x", measure="y").get_json()

    assert told["parameters"] == ["limit", "measure"]
    anchor = told["type"].partition("#")[2]
    assert f'id="{anchor}"' in client.get("/en/api").text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed_here(client: FlaskClient, partner: str, method: str) -> None:
    answer = client.open(BASE + FIGURES, method=method, headers={"Authorization": f"Bearer {partner}"})

    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_a_database_that_is_away_is_a_problem_as_well(ask: Ask, partner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise exc.OperationalError("SELECT", {}, Exception())

    monkeypatch.setattr(paged, "releases_before", fail)

    answer = ask("/releases", partner)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "SELECT" not in answer.text
