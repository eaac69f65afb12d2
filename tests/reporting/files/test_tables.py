"""Does a file tell hidden from not counted, and say what each of its keys means?"""

from tests.reporting.files.samples import FORMULA, OFFICE, TITLE, fact, told, words
from training.reporting.files.tables import COLUMNS, DASH, MEASURES, definitions, notes, sheet_name, tidy, wide
from training.reporting.rules import cells
from training.reporting.rules.releases import GROUP_FIGURES


def test_the_wide_table_has_a_line_for_each_module_at_each_place() -> None:
    table = wide(told(), words())
    lines = [dict(zip(table.heads, line, strict=True)) for line in table.lines]

    assert [(line["place (en)"], line["module (en)"]) for line in lines] == [
        ("linz", "craft"),
        ("linz", "*"),
        (OFFICE, "craft"),
        (f"{OFFICE}+", "craft"),
    ]
    assert len(set(table.heads)) == len(table.heads)
    label = words().labels
    assert lines[0][label["enrolled"]] == 1234
    assert lines[0][f"{label['completed']}: German"] == 9
    assert lines[0][f"{label['gain']}: at least"] == -0.125
    assert lines[0][label["effect"]] == DASH
    assert (lines[2][label["not-started"]], lines[2][label["median-days"]]) == (DASH, None)
    assert (lines[2]["place_name (en)"], lines[2]["module_title (en)"]) == (FORMULA, TITLE)
    assert lines[3]["place_name (en)"] == f"{FORMULA} (own people only)"


def test_what_nothing_was_counted_for_is_no_column() -> None:
    heads = " ".join(wide(told(), words()).heads)

    assert "passed-first" not in heads
    assert "second" not in heads
    assert "not-started" in heads


def test_the_long_table_has_a_line_for_each_value_with_keys_and_names() -> None:
    table = tidy(told(), words())
    lines = [dict(zip(COLUMNS, line, strict=True)) for line in table.lines]

    assert (len(lines), table.heads) == (18, COLUMNS)
    by_part = {(line["period"], line["part"]): line for line in lines if line["place"] == "linz"}
    assert by_part["2026Q3", "lesson:who"]["part_name"] == "Who"
    assert by_part["2026Q3", "language:cs"]["part_name"] == "Czech"
    assert by_part["2026Q3", "round:3+"]["part_name"] == "third or later"
    assert by_part["2026-07", "*"]["quarter"] == "2026Q3"
    hidden = [line for line in lines if line["state"] == "hidden"]
    assert [line["value"] for line in hidden] == [None, None, None]


def test_every_measure_and_column_has_a_definition() -> None:
    assert set(MEASURES) == {*cells.TOLD, *GROUP_FIGURES}
    assert {each.key for each in definitions(words()) if each.kind == "measure"} == set(MEASURES)
    assert {each.key for each in definitions(words()) if each.kind == "column"} == set(COLUMNS)


def test_a_file_says_of_when_it_is_by_which_rule_and_how_to_check_it() -> None:
    said = notes(told(), words())

    assert said["facts"]["as_of"] == "2026-09-30"
    assert said["facts"]["released_at"] == "2026-10-01T09:30:15+00:00"
    assert (said["facts"]["minimum"], said["facts"]["rows"], said["facts"]["sum:read"]) == (5, 18, 1100)
    assert (said["facts"]["place"], said["facts"]["module"], said["facts"]["whole"]) == ("linz", "*", 1)
    assert said["facts"]["rows_sha256"] == fact(told(), "rows_sha256")
    assert "hidden" in said["about"]["rule"]


def test_a_sheet_is_called_as_excel_allows() -> None:
    assert sheet_name("Figures: all / [of it]") == "Figures  all    of it"
    assert len(sheet_name("Ř" * 40)) == 31
