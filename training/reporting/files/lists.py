"""How does the list of who has come how far look as a workbook? Written row by row into a file, however long it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from training.reporting.files.completions import COLUMNS, Words

Row = Sequence[str | int | date | None]

_WIDTHS = (28, 34, 40, 8, 12, 16, 12, 10, 24, 18, 14)
#: Nothing in a file says when it was made but the words in it.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
#: More rows no sheet can have; the heading is one of them.
MOST_ROWS = 1_048_575


def write_list(path: Path, rows: Iterable[Row], words: Words) -> int:
    """Write a sheet of the rows, with typed cells, frozen heading and filter, and one that says what they are.

    Returns the number of rows. What a sheet cannot hold is not cut off in silence: that is a ValueError.
    """
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, settings) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("list")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [words.columns[name] for name in COLUMNS], bold)
        count = 0
        for count, row in enumerate(_limited(rows), start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(count, column, value, day)
                elif value is not None:
                    sheet.write(count, column, value)
        sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
        _explain(book, words)
    return count


def _explain(book: xlsxwriter.Workbook, words: Words) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 2, 40)
    lines: list[Sequence[str]] = [*words.about.items()]
    lines += [(key, words.labels[key], words.meanings[key]) for key in words.labels]
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)


def _limited(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise ValueError(f"a sheet has no more than {MOST_ROWS} rows")
        yield row
