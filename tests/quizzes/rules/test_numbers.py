"""Is a typed number read only where it can be read in one way?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.foundation.errors import Refused
from training.quizzes.rules.numbers import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("200", "200"),
        (" 1 649 ", "1649"),
        ("1\u00a0649,5", "1649.5"),
        ("4,5", "4.5"),
        ("4.5", "4.5"),
        ("1.649,50", "1649.50"),
        ("1,649.50", "1649.50"),
        ("12.345.678", "12345678"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3,5", "-3.5"),
        (".5", "0.5"),
    ],
)
def test_a_number_with_one_reading_is_read(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1.649", "12,345", "-1.000"])
def test_a_number_with_two_readings_is_asked_about(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_number(typed)
    assert refusal.value.code == "number-ambiguous"
    assert len(set(refusal.value.facts["readings"])) == 2


@pytest.mark.parametrize("typed", ["", "abc", "5.", "1.2.3", "1,2,34", "--3", "1e9", "٣", "9" * 40, "1.234,567.8"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_number(typed)
    assert refusal.value.code == "number-not-read"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_number_or_a_refusal(typed: str) -> None:
    try:
        read = str(read_number(typed))
    except Refused as refusal:
        read = refusal.code
    assert read in {"number-not-read", "number-ambiguous"} or Decimal(read).is_finite()
