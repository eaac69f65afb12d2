"""Do the same rows add up to the same, in whatever order and from whatever database, and others not?"""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.operations.rules.digests import Tally, line_of, plain

ROWS = st.lists(st.binary(max_size=20), max_size=8)


def tallied(rows: list[bytes]) -> Tally:
    """Add rows up."""
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally


@given(st.permutations([b"a", b"b", b"b", b"c"]))
def test_the_order_of_rows_does_not_matter(rows: list[bytes]) -> None:
    assert tallied(rows).digest == tallied([b"a", b"b", b"b", b"c"]).digest


@given(ROWS, ROWS)
def test_other_rows_have_another_digest(one: list[bytes], other: list[bytes]) -> None:
    assert (tallied(one).digest == tallied(other).digest) == (sorted(one) == sorted(other))


def test_a_row_that_stands_twice_counts_twice() -> None:
    assert tallied([b"a", b"a"]).digest != tallied([b"a"]).digest != tallied([]).digest
    assert tallied([b"a", b"a"]).rows == 2


@pytest.mark.parametrize(
    ("from_sqlite", "from_postgresql"),
    [
        (datetime(2026, 3, 5, 13, 4, 5, 6), datetime(2026, 3, 5, 14, 4, 5, 6, timezone(timedelta(hours=1)))),  # noqa: DTZ001
        ("00112233445566778899aabbccddeeff", UUID("00112233-4455-6677-8899-aabbccddeeff")),
        (Decimal("2.50"), Decimal("2.5")),
        (b"\x00\xff", memoryview(b"\x00\xff")),
    ],
)
def test_a_value_is_the_same_from_both_databases(from_sqlite: object, from_postgresql: object) -> None:
    assert line_of([plain(from_sqlite)]) == line_of([plain(from_postgresql)])


@pytest.mark.parametrize(
    ("one", "other"),
    [(None, "null"), (1, "1"), (True, 1), (1, 1.0), ("", None), (date(2026, 3, 5), datetime(2026, 3, 5, tzinfo=UTC))],
)
def test_values_that_differ_are_written_differently(one: object, other: object) -> None:
    assert line_of([plain(one)]) != line_of([plain(other)])


def test_what_has_no_plain_form_is_not_guessed() -> None:
    with pytest.raises(TypeError, match="timedelta"):
        plain(timedelta(1))
