"""How do figures look as a workbook for Excel? Numbers are numbers, dates are dates, and text is never a formula."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from training.foundation.sheets import Cell
from training.reporting.files.tables import DASH, Table, definitions, facts, sheet_name, tidy, wide, width_of
from training.reporting.files.words import Words
from training.reporting.rules.datasets import Dataset

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_OF_NOTES, _OF_MEANINGS = 24, 100
_OPTIONS = {
    # Memory stays flat however long a table is.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    head: "Format"
    text: "Format"
    whole: "Format"
    broken: "Format"
    day: "Format"
    hidden: "Format"


def as_xlsx(told: Dataset, words: Words) -> bytes:
    """Write a sheet of figures, one of the same as long rows, and one of what they mean; the same bytes each time."""
    # Pages share this process, and most of them write no file.
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415

    target = BytesIO()
    book = Workbook(target, _OPTIONS)
    # Otherwise it is the moment of writing.
    book.set_properties({"created": told.heading.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)})
    formats = _formats(book)
    for table in (wide(told, words), tidy(told, words)):
        _write_table(book.add_worksheet(sheet_name(table.name)), table, formats)
    _write_notes(book.add_worksheet(sheet_name(words.definitions)), told, words, formats)
    book.close()
    return target.getvalue()


def _formats(book: "Workbook") -> _Formats:
    add: Callable[[dict[str, Any]], Format] = book.add_format
    return _Formats(
        head=add({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=add({"text_wrap": True, "valign": "top"}),
        whole=add({"num_format": "#,##0"}),
        broken=add({"num_format": "#,##0.00"}),
        day=add({"num_format": "yyyy-mm-dd", "align": "left"}),
        hidden=add({"align": "right"}),
    )


def _write_table(sheet: "Worksheet", table: Table, formats: _Formats) -> None:
    for number in range(len(table.heads)):
        sheet.set_column(number, number, width_of(table, number))
    for number, head in enumerate(table.heads):
        sheet.write_string(0, number, head, formats.head)
    for row, line in enumerate(table.lines, start=1):
        _write_line(sheet, row, line, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.lines), len(table.heads) - 1)


def _write_notes(sheet: "Worksheet", told: Dataset, words: Words, formats: _Formats) -> None:
    sheet.set_column(0, 1, _OF_NOTES)
    sheet.set_column(2, 3, _OF_MEANINGS, formats.text)
    lines: list[Sequence[Cell]] = [tuple(fact) for fact in facts(told, words)]
    lines += [(key, None, sentence) for key, sentence in words.about.items()]
    lines += [(each.key, each.label, each.meaning) for each in definitions(words)]
    for row, line in enumerate(lines):
        _write_line(sheet, row, line, formats)


def _write_line(sheet: "Worksheet", row: int, line: Sequence[Cell], formats: _Formats) -> None:
    for column, cell in enumerate(line):
        match cell:
            case None:
                continue
            case str():
                sheet.write_string(row, column, cell, formats.hidden if cell == DASH else None)
            case date():
                sheet.write_datetime(row, column, cell, formats.day)
            case int():
                sheet.write_number(row, column, cell, formats.whole)
            case float() | Decimal():
                sheet.write_number(row, column, float(cell), formats.broken)
