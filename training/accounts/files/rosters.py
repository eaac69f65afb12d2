"""How does a list of people come from an office? As CSV in some encoding with some separator, or as a workbook."""

import csv
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from training.accounts.rules.encodings import decoded, guessed
from training.accounts.rules.rosters import MOST_ROWS, columns_named, languages_spoken_of
from training.foundation.errors import Refused

#: Ten thousand rows with much beside what is asked for, in bytes.
LARGEST = 5_000_000
#: A workbook of ten thousand people unpacks to a tenth of it; a bomb to a thousand times.
_LARGEST_UNPACKED = 20_000_000
_MOST_PARTS = 500
_MOST_COLUMNS = 50
_LAST_ROW = 2 * MOST_ROWS
_SEPARATORS = (";", ",", "\t")
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The library reads thousands of kinds of part; what a broken one raises depends on where it is broken.
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, OSError, SyntaxError, ValueError, RuntimeError),
    *(LookupError, TypeError, AttributeError),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file; `encoding` is the one that it was read in, none for a workbook."""

    rows: list[tuple[str, ...]]
    encoding: str | None


def read_sheet(content: bytes, *, encoding: str | None = None, likely: str, languages: Mapping[str, str]) -> Sheet:
    """Read the rows of a file; without an `encoding` guess it.

    `likely` is the language of whoever reads, `languages` codes by every name. Formulas are not worked out: what was
    last seen in their cells is read. Raises Refused("roster-unreadable"), Refused("roster-too-large"),
    Refused("roster-too-many"), Refused("roster-old-workbook") and Refused("encoding-unfitting").
    """
    if len(content) > LARGEST:
        raise Refused("roster-too-large")
    if content.startswith(_OLD_WORKBOOK):
        raise Refused("roster-old-workbook")
    if content.startswith(_WORKBOOK):
        return Sheet(rows=_read_workbook(content), encoding=None)
    encoding = encoding or guessed(content, likely=likely, spoken_of=languages_spoken_of(languages))
    return Sheet(rows=_read_csv(decoded(content, encoding)), encoding=encoding)


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    """Write rows as a file of one spelling, every one in its place, for `read_sheet` in UTF-8."""
    written = StringIO()
    csv.writer(written, delimiter="\t").writerows(rows)
    return written.getvalue().encode()


def _read_csv(text: str) -> list[tuple[str, ...]]:
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
        return [tuple(cell.strip() for cell in row[:_MOST_COLUMNS]) for row in rows]
    except csv.Error as fault:
        raise Refused("roster-unreadable") from fault


def _separator(text: str) -> str:
    """Return what stands between cells: the sign by which most headings are recognised, in one of the first lines."""
    lines = text.splitlines()[:10]

    def recognised(separator: str) -> tuple[int, int]:
        rows = list(csv.reader(lines, delimiter=separator))
        return max((len(columns_named(row)) for row in rows), default=0), max(map(len, rows), default=0)

    return max(_SEPARATORS, key=recognised)


def _read_workbook(content: bytes) -> list[tuple[str, ...]]:
    # It brings NumPy, which no other page here needs.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        _refuse_bomb(content)
        with warnings.catch_warnings():
            # About decorations that it leaves out.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()  # a file may say less than it holds
                return list(_rows(sheet.iter_rows(values_only=True)))
            finally:
                book.close()
    except _BROKEN as fault:
        raise Refused("roster-unreadable") from fault


def _refuse_bomb(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as parts:
        found = parts.infolist()
    if len(found) > _MOST_PARTS or sum(part.file_size for part in found) > _LARGEST_UNPACKED:
        raise Refused("roster-too-large")


def _rows(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, ...]]:
    empty = 0
    for number, row in enumerate(rows):
        cells = tuple(_text(value) for value in row[:_MOST_COLUMNS])
        if not any(cells):
            # Sheets are often formatted to their very end: empty rows count only once something follows.
            empty += 1
            continue
        if number > _LAST_ROW:
            raise Refused("roster-too-many", most=MOST_ROWS)
        yield from [()] * empty
        empty = 0
        yield cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value).strip()
