"""How does a table leave as a file that an office opens without harm?"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import StringIO

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: What stands in a cell: text is made harmless, a number or a day is no text and stays one, None is empty.
Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """How a table is written so that a double click opens it right in the offices of a country.

    A spreadsheet cuts lines where its country separates lists, and there a comma in a number is a decimal sign. Dates
    are ISO dates everywhere: Excel and LibreOffice read them in every country, while 5.3.2026 is text elsewhere.
    """

    name: str
    separator: str = ";"
    decimal_sign: str = ","
    #: Without it a double click reads UTF-8 as something else.
    byte_order_mark: str = "\ufeff"
    date_format: str = "%Y-%m-%d"


#: By the language of a page. German offices are those of Germany and Austria, Dutch ones are in Flanders.
LOCALES = {
    "en": Locale(name="en-GB", separator=",", decimal_sign="."),
    "de": Locale(name="de-DE"),
    "cs": Locale(name="cs-CZ"),
    "pl": Locale(name="pl-PL"),
    "it": Locale(name="it-IT"),
    "sl": Locale(name="sl-SI"),
    "nl": Locale(name="nl-BE"),
}
_PLAIN = LOCALES["en"]


def locale_of(language: str, *, asked: str = "") -> Locale:
    """Return how offices that read this language open a table, or the locale that was asked for, if it is known.

    English where nothing is known of either.
    """
    return LOCALES.get(asked) or LOCALES.get(language, _PLAIN)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe before it says that it is one (OWASP)."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """Return what `harmless` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def written_date(day: date, locale: Locale) -> str:
    """Write a day so that a spreadsheet of this locale takes it for one."""
    return day.strftime(locale.date_format)


def written_number(value: Decimal | float, locale: Locale) -> str:
    """Write a number with every digit and the decimal sign of the locale; grouped it would be read as text."""
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return f"{exact:f}".replace(".", locale.decimal_sign) if isinstance(exact, Decimal) else str(exact)


def csv_lines(
    rows: Iterable[Sequence[Cell]], *, locale: Locale = _PLAIN, separator: str | None = None, quoted: bool = False
) -> Iterator[str]:
    """Write rows as CSV, one at a time, each text made harmless; `separator` is another than the locale's.

    `quoted`: every cell, not only those that hold the separator. LibreOffice offers to cut at commas, semicolons and
    tabs alike, in every country.
    """
    chosen = replace(locale, separator=separator) if separator else locale
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=chosen.separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    yield chosen.byte_order_mark
    for row in rows:
        writer.writerow([_written(cell, chosen) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _written(cell: Cell, locale: Locale) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return written_date(cell, locale)
        case _:
            return written_number(cell, locale)
