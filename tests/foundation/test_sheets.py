"""Does a table open right by a double click, in every office and without harm?"""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest

from training.foundation import languages
from training.foundation.sheets import LOCALES, csv_lines, harmless, locale_of, written_date, written_number


def test_every_language_has_a_locale_that_agrees_with_its_numbers() -> None:
    assert set(LOCALES) == set(languages.LANGUAGES)
    for language, locale in LOCALES.items():
        assert locale.decimal_sign in languages.number("0.5", language)
        # Where a comma is part of a number, it cannot stand between two cells.
        assert locale.separator == (";" if locale.decimal_sign == "," else ",")


def test_an_unknown_language_is_written_as_english() -> None:
    assert locale_of("fi") is locale_of("en")


@pytest.mark.parametrize("language", LOCALES)
def test_dates_are_iso_dates_in_every_office(language: str) -> None:
    assert written_date(date(2026, 3, 5), locale_of(language)) == "2026-03-05"


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (0, "0", "0"),
        (-5, "-5", "-5"),
        (1234567, "1234567", "1234567"),
        (-0.25, "-0.25", "-0,25"),
        (0.1, "0.1", "0,1"),
        (1e-07, "0.0000001", "0,0000001"),
        (1e22, "10000000000000000000000", "10000000000000000000000"),
        (Decimal("3.10"), "3.10", "3,10"),
    ],
)
def test_a_number_keeps_its_digits_and_takes_the_sign_of_the_country(
    value: float | Decimal, english: str, german: str
) -> None:
    assert written_number(value, locale_of("en")) == english
    assert written_number(value, locale_of("de")) == german


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_a_row_of_each_kind_of_cell() -> None:
    row = ("=A1", "a;b", -5, -0.5, date(2026, 11, 29), None, "")

    written = "".join(csv_lines([row], locale=locale_of("cs")))

    assert written.startswith("\ufeff")
    (read,) = csv.reader(StringIO(written.lstrip("\ufeff")), delimiter=";")
    assert read == ["'=A1", "a;b", "-5", "-0,5", "2026-11-29", "", ""]


def test_another_separator_may_be_asked_for() -> None:
    assert "".join(csv_lines([("a", "b,c")], separator=";")) == "\ufeffa;b,c\r\n"
    assert "".join(csv_lines([("a", "b,c")])) == '\ufeffa,"b,c"\r\n'
