"""Are the bytes of a file the same each time, and does each format tell what the others tell?"""

import csv
import json
import os
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
import time_machine

from tests.reporting.files.samples import FORMULA, OFFICE, TITLE, all_made, fact, told, words
from training.foundation.sheets import LOCALES
from training.reporting.files import TYPES, made
from training.reporting.files.tables import COLUMNS, PRIMARY_KEY, definitions

_OF_ROWS = "period, place, module, part, measure, value, low, high, state"
_ELSEWHERE = """
from hashlib import sha256
from tests.reporting.files.samples import all_made
print(*(sha256(each).hexdigest() for each in all_made()))
"""


def test_another_process_on_another_day_makes_the_same_bytes() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE], capture_output=True, text=True, check=True, env=environment
    )

    with time_machine.travel(datetime(2031, 2, 3, 4, 5, 6).astimezone()):
        here = [sha256(each).hexdigest() for each in all_made()]

    assert elsewhere.stdout.split() == here
    assert len(set(here)) == len(TYPES)


def test_other_figures_or_words_make_other_bytes() -> None:
    other = [made(kind, told(enrolled=1235), words(), LOCALES["cs"]) for kind in TYPES]
    czech = [made(kind, told(), words("cs"), LOCALES["cs"]) for kind in TYPES]

    for one, changed, translated in zip(all_made(), other, czech, strict=True):
        assert len({one, changed, translated}) == 3


@pytest.mark.parametrize("language", LOCALES)
def test_a_table_is_cut_as_the_office_of_a_country_cuts_it(language: str) -> None:
    """Excel cuts at the list separator of the country alone, and takes a number by its decimal sign."""
    locale = LOCALES[language]
    content = made("csv", told(), words(language), locale).decode()
    lines = list(csv.reader(StringIO(content.removeprefix("\ufeff")), delimiter=locale.separator))

    assert content.startswith("\ufeff")
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[1][:4] == ["2026Q3", "linz", words(language).place(told().heading, "linz"), "craft"]
    gain = lines[1][lines[0].index(f"gain (ř, „{language}“): at least")]
    assert gain == f"-0{locale.decimal_sign}125"
    assert lines[1][4] == f"'{TITLE}"
    assert ["rows_sha256", "'@rows_sha256", fact(told(), "rows_sha256")] in [line[:3] for line in lines]


def test_a_workbook_has_typed_cells_a_frozen_head_and_a_filter() -> None:
    book = openpyxl.load_workbook(BytesIO(made("xlsx", told(), words(), LOCALES["cs"])))
    figures, data, definitions = book.worksheets

    assert [sheet.title for sheet in book.worksheets] == ["Figures  all    of it", "data", "Definitions"]
    assert [(sheet.freeze_panes, sheet.auto_filter.ref) for sheet in (figures, data)] == [
        ("A2", figures.dimensions),
        ("A2", data.dimensions),
    ]
    assert [cell.data_type for cell in figures[2]][:7] == ["s", "s", "s", "s", "s", "n", "n"]
    assert (figures["E2"].value, figures["F2"].value, figures["F2"].number_format) == (TITLE, 1234, "#,##0")
    assert [cell.value for cell in data[1]] == list(COLUMNS)
    formulas = [cell for sheet in book.worksheets for line in sheet for cell in line if cell.data_type == "f"]
    assert formulas == []
    assert [cell.value for cell in definitions["C"][:2]] == ["2026Q3", datetime(2026, 9, 30)]  # noqa: DTZ001 (a cell)
    assert definitions["C2"].data_type == "d"
    assert figures.column_dimensions["C"].width > 40
    assert str(book.properties.created) == "2026-10-01 09:30:15"


def test_an_object_is_one_value_a_row_with_all_that_is_said() -> None:
    whole = json.loads(made("json", told(), words(), LOCALES["cs"]))

    assert list(whole) == ["facts", "about", "definitions", "rows"]
    assert (len(whole["rows"]), whole["facts"]["rows"]) == (18, 18)
    assert whole["rows"][0]["value"] == 1234
    assert {each["place_name"] for each in whole["rows"] if each["place"] == OFFICE} == {FORMULA}
    assert [each["state"] for each in whole["rows"] if each["value"] is None] == ["hidden"] * 3
    assert {each["measure"] for each in whole["rows"]} <= {each["key"] for each in whole["definitions"]}


def test_duckdb_reads_the_same_rows_from_parquet_and_from_the_package(tmp_path: Path) -> None:
    parquet, data = tmp_path / "figures.parquet", tmp_path / "data.csv"
    parquet.write_bytes(made("parquet", told(), words(), LOCALES["cs"]))
    with ZipFile(BytesIO(made("zip", told(), words(), LOCALES["cs"]))) as package:
        package.extract(data.name, tmp_path)
    with duckdb.connect(":memory:") as database:
        kept, written = database.read_parquet(str(parquet)), database.read_csv(str(data))
        kinds = dict(zip(kept.columns, map(str, kept.types), strict=True))
        rows = [each.project(_OF_ROWS).fetchall() for each in (kept, written)]
        about = database.execute("SELECT decode(value) FROM parquet_kv_metadata($1)", [str(parquet)]).fetchall()

    assert rows[0] == [(*row[:5], row.value, row.low, row.high, row.state) for row in told().rows]
    assert rows[1] == rows[0]
    assert [kinds[each] for each in ("value", "low", "high", "module_title")] == [*["DOUBLE"] * 3, "VARCHAR"]
    assert json.loads(about[0][0])["facts"]["rows_sha256"] == fact(told(), "rows_sha256")


def test_frictionless_finds_the_package_sound_and_its_rows_are_those_that_were_sent(tmp_path: Path) -> None:
    # Every run of any test would pay a second for it.
    from frictionless import Package  # noqa: PLC0415

    with ZipFile(BytesIO(made("zip", told(), words(), LOCALES["cs"]))) as archive:
        archive.extractall(tmp_path)
    package = Package(f"{tmp_path}/datapackage.json")
    report = package.validate()

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert [(task.name, task.stats["rows"]) for task in report.tasks] == [
        ("data", 18),
        ("definitions", len(definitions(words()))),
    ]
    assert package.get_resource("data").schema.primary_key == list(PRIMARY_KEY)
    assert package.to_dict().get("licenses") is None
    with (tmp_path / "data.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    taken = sorted("\t".join(line[each] for each in (*PRIMARY_KEY, "value", "low", "high")) for line in lines)
    assert sha256("".join(f"{line}\n" for line in taken).encode()).hexdigest() == fact(told(), "rows_sha256")
    assert {line["place_name"] for line in lines if line["place"] == OFFICE} == {f"'{FORMULA}"}
