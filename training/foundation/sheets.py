"""How does a table leave as a file that an office opens without harm?"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Without it a double click reads UTF-8 as something else.
_BYTE_ORDER_MARK = "\ufeff"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe before it says that it is one (OWASP)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Sequence[str]], *, separator: str = ",") -> Iterator[str]:
    """Write rows as CSV, one at a time, each text made harmless."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    yield _BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([harmless(text) for text in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
