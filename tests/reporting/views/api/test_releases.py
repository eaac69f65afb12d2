"""Does a program learn which quarters there are, and how everything is called in the language it asks for?"""

from tests.reporting.views.api.conftest import HALL, OFFICE, Ask


def test_released_quarters_come_page_by_page_the_last_one_first(ask: Ask, partner: str) -> None:
    first = ask("/releases", partner, limit=1).get_json()
    second = ask("/releases", partner, limit=1, cursor=first["next"]).get_json()

    assert [each["quarter"] for each in first["releases"] + second["releases"]] == ["2026Q3", "2026Q2"]
    assert (first["releases"][0]["digest"], second["next"]) == ("1" * 64, None)


def test_a_release_says_how_everything_within_reach_is_called(ask: Ask, partner: str) -> None:
    told = ask("/releases/2026Q3", partner, language="de").get_json()

    assert [(each["key"], each["name"], each["parent"]) for each in told["places"]] == [
        ("linz", "Linz (de)", None),
        (HALL, "Hall", "linz"),
        (OFFICE, "Office", HALL),
    ]
    assert told["places"][0]["time_zones"] == ["Europe/Vienna"]
    module = {"key": "craft", "title": "Craft", "language": "en"}
    assert told["modules"] == [module | {"lessons": [{"key": "who", "title": "Who?", "language": "en"}]}]
    assert (told["first_day"], told["last_day"], told["minimum"]) == ("2026-07-01", "2026-09-30", 5)
    assert {"enrolled", "completed"} <= {each["key"] for each in told["definitions"]}
    assert all(each["label"] and each["meaning"] for each in told["definitions"])
    assert "4" in told["rule"]


def test_the_query_decides_the_language_and_without_it_the_header(ask: Ask, partner: str) -> None:
    for query, header, language in (("de", "pl", "de"), ("", "pl, en;q=0.5", "pl"), ("", "fr", "en")):
        asked = {"language": query} if query else {}
        answer = ask("/releases/2026Q3", partner, headers={"Accept-Language": header}, **asked)
        assert answer.get_json()["places"][0]["name"] == f"Linz ({language})"
        assert answer.headers["Content-Language"] == language
