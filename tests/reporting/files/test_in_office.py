"""Does LibreOffice open every file with the right cells, in a Czech office and in an English one?"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.office import Office, Seen, Sheet
from tests.reporting.files.samples import FORMULA, OFFICE, TITLE, told, words
from training.foundation.sheets import LOCALES
from training.reporting.files import made
from training.reporting.files.tables import COLUMNS, DASH


@pytest.mark.parametrize("language", ["cs", "en"])
def test_an_office_sees_the_right_cells(tmp_path: Path, language: str) -> None:
    locale = LOCALES[language]
    files = {f"figures-{kind}.{kind}": made(kind, told(), words(language), locale) for kind in ("csv", "xlsx", "ods")}
    office = Office(tmp_path, locale.name)
    books = office.opened({name: files[name] for name in files if not name.endswith("csv")})
    text = office.opened({"figures-csv.csv": files["figures-csv.csv"]}, text=True)["figures-csv.csv"]

    assert [sheet.name for sheet in text] == ["figures-csv"]
    _check_figures(text[0], language, mark="'")
    assert ["as_of", "'@as_of", date(2026, 9, 30)] in text[0].lines
    assert ["enrolled", f"enrolled (ř, „{language}“)", f"'-enrolled, what it means; „{language}“"] in text[0].lines
    for sheets in books.values():
        assert [sheet.name for sheet in sheets] == ["Figures  all    of it", "data", "Definitions"]
        _check_figures(sheets[0], language, mark="")
        _check_values(sheets[1])
        assert ["as_of", "@as_of", date(2026, 9, 30)] in sheets[2].lines
        assert sheets[2].formulas == 0


def _check_figures(sheet: Sheet, language: str, *, mark: str) -> None:
    """Look at the wide table: text of a CSV that would run has a mark before it."""
    lines = [_by_head(sheet.lines[0], line) for line in sheet.lines[1:5]]
    label = words(language).labels

    assert sheet.formulas == 0
    assert lines[0][f"module_title ({language})"] == f"{mark}{TITLE}"
    assert lines[2][f"place_name ({language})"] == f"{mark}{FORMULA}"
    assert [line[label["enrolled"]] for line in lines] == [1234.0, 1234.0, 17.0, 8.0]
    assert lines[0][label["median-days"]] == 12.5
    assert lines[0][f"{label['gain']}: at least"] == -0.125
    assert lines[0][f"{label['gain']}: at most"] == pytest.approx(1 / 3, rel=1e-14)
    assert lines[0][label["effect"]] == DASH
    assert lines[2][label["not-started"]] == DASH
    assert lines[2][label["median-days"]] is None


def _check_values(sheet: Sheet) -> None:
    lines = [_by_head(COLUMNS, line) for line in sheet.lines[1:]]

    assert (tuple(sheet.lines[0]), len(lines), sheet.formulas) == (COLUMNS, 18, 0)
    assert [line["value"] for line in lines if line["place"] == OFFICE] == [17.0, None, None, 5.0]
    assert {line["place_name"] for line in lines if line["place"] == OFFICE} == {FORMULA}
    assert {line["quarter"] for line in lines} == {"2026Q3"}


def _by_head(heads: Sequence[Seen], line: Sequence[Seen]) -> dict[Seen, Seen]:
    return dict(zip(heads, [*line, *[None] * (len(heads) - len(line))], strict=True))
