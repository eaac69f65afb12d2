"""Do quarters follow one another, and end at midnight by the clock of a region?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.foundation.errors import NotFound
from training.reporting.rules.quarters import Quarter, quarter_of, read_quarter

ZONES = ("Europe/Vienna", "Europe/Lisbon", "Pacific/Auckland", "America/St_Johns")
_QUARTERS = some.builds(Quarter, some.integers(2000, 2098), some.integers(1, 4))


@given(quarter=_QUARTERS)
def test_what_is_written_is_read(quarter: Quarter) -> None:
    assert read_quarter(quarter.key) == quarter


@given(quarter=_QUARTERS, zone=some.sampled_from(ZONES))
def test_every_moment_is_in_the_quarter_that_ends_next(quarter: Quarter, zone: str) -> None:
    end = quarter.end(zone)

    assert quarter_of(end - timedelta(microseconds=1), zone) == quarter
    assert quarter_of(end, zone) == quarter.following


def test_a_quarter_ends_when_it_does_there() -> None:
    assert Quarter(2026, 4).end("Europe/Vienna") == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert Quarter(2026, 1).end("Europe/Vienna") == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert Quarter(2026, 4).last_day == date(2026, 12, 31)


def test_a_quarter_has_three_months_that_follow_one_another() -> None:
    last = Quarter(2026, 4)

    assert last.months == ("2026-10", "2026-11", "2026-12")
    # Summer time ends in October.
    assert last.starts("Europe/Vienna") == (
        datetime(2026, 9, 30, 22, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
        datetime(2026, 11, 30, 23, tzinfo=UTC),
    )
    assert last.starts("Europe/Vienna")[0] == Quarter(2026, 3).end("Europe/Vienna")


@pytest.mark.parametrize("text", ["", "2026", "2026Q0", "2026Q5", "2026Q11", "1999Q1", " 2026Q1", "2026Q1\n"])
def test_anything_else_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        read_quarter(text)
