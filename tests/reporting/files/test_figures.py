"""Does a release give the same bytes on both kinds of databases, and in a form that programs read again?"""

import json
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tests.databases import KINDS, Databases
from tests.reporting.crowds import AFTER, USUAL, crowds
from training.reporting.actions import make_release
from training.reporting.files.figures import MEASURES, Words, as_csv, as_json
from training.reporting.queries.releases import figures, heading
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.releases import Figures, Heading

QUARTERS = (Quarter(2026, 1), Quarter(2026, 2))
WORDS = Words(
    language="en",
    region="Linz",
    all_modules="All modules",
    labels=dict.fromkeys(MEASURES, "label"),
    meanings=dict.fromkeys(MEASURES, "=meaning"),
    about={"rule": "The rule"},
)
HEADING = Heading(
    id=1,
    quarter=Quarter(2026, 1),
    made_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
    minimum=5,
    digest="0" * 64,
    regions={"linz": {"names": {}, "time_zone": "Europe/Vienna"}},
    modules={"craft": {"en": {"text": "@Craft; and more", "language": "en", "state": "source"}}},
)
FIGURES = Figures(
    region="linz",
    cells={
        ("craft", "*", "enrolled"): None,
        ("craft", "*", "completed"): 12,
        ("craft", "de", "completed"): None,
        ("*", "*", "enrolled"): 17,
    },
)


def test_both_kinds_of_databases_give_the_same_bytes(databases: Databases) -> None:
    sqlite, postgresql = (_files(databases, kind) for kind in KINDS)

    assert len(sqlite) == 12
    assert sqlite == postgresql
    assert len(set(sqlite.values())) == 12


def test_a_table_tells_hidden_from_not_counted_and_runs_no_formula() -> None:
    lines = "".join(as_csv(HEADING, FIGURES, WORDS, separator=";")).split("\r\n")

    assert lines[0].startswith("\ufeffquarter;region;region_name;module;module_title;enrolled;not-started;")
    assert lines[1] == '2026Q1;linz;Linz;craft;"\'@Craft; and more";\u2013;;;12;;;;\u2013'
    assert lines[2] == "2026Q1;linz;Linz;*;All modules;17;;;;;;;"
    assert "enrolled;label;'=meaning;;;;;;;;;;" in lines
    assert len({line.count(";") for line in lines[2:-1]}) == 1


def test_an_object_tells_hidden_from_not_counted() -> None:
    told = json.loads(as_json(HEADING, FIGURES, WORDS))

    assert told["modules"][0] == {
        "module": "craft",
        "title": "@Craft; and more",
        "enrolled": None,
        "completed": 12,
        "completed_by_language": {"de": None},
    }
    assert (told["as_of"], told["time_zone"], told["minimum"]) == ("2026-03-31", "Europe/Vienna", "5")


def _files(databases: Databases, kind: str) -> dict[tuple[str, str, str], str]:
    with Session(databases.shared(kind)) as session, session.begin() as transaction:
        crowds(session).come(USUAL)
        found = {}
        for quarter in QUARTERS:
            make_release(session, quarter, now=AFTER)
            told = heading(session, quarter)
            for region in ("*", "linz", "padova"):
                cells = figures(session, told, region)
                found[quarter.key, region, "csv"] = "".join(as_csv(told, cells, WORDS, separator=","))
                found[quarter.key, region, "json"] = as_json(told, cells, WORDS)
        transaction.rollback()
    return found
