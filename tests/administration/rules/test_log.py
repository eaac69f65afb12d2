"""Is what somebody looks for in the log read rightly, and told without what was typed?"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.administration.rules.log import Mark, Wanted, export_facts, mark, person_id, subject_person
from training.foundation.errors import NotFound

_MOMENTS = some.datetimes(datetime(1971, 1, 1), datetime(5000, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001


@given(at=_MOMENTS, number=some.integers(0, 2**31 - 1))
def test_a_mark_is_read_as_it_was_written(at: datetime, number: int) -> None:
    assert mark(str(Mark(at, number))) == Mark(at, number)


@pytest.mark.parametrize(
    "written", ["x", "1", "1-", "-1-2", "1-2-3", "1" * 30 + "-1", "\N{ARABIC-INDIC DIGIT ONE}-1", "1-2 "]
)
def test_what_no_page_has_written_is_not_found(written: str) -> None:
    with pytest.raises(NotFound):
        mark(written)


def test_the_first_page_has_no_mark() -> None:
    assert mark("") is None


def test_both_days_count() -> None:
    wanted = Wanted(since=date(2026, 11, 20), until=date(2026, 11, 20))

    assert (wanted.begins, wanted.ends) == (
        datetime(2026, 11, 20, tzinfo=UTC),
        datetime(2026, 11, 21, tzinfo=UTC),
    )
    assert (Wanted().begins, Wanted(until=date.max).ends) == (None, None)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("-7", None),
        ("\N{ARABIC-INDIC DIGIT SEVEN}", None),
        ("9" * 10, None),
        ("x", None),
        ("", None),
    ],
)
def test_a_number_of_a_person_is_one_that_a_database_takes(written: str, number: int | None) -> None:
    assert person_id(written) == number


def test_a_subject_tells_whom_it_is_about() -> None:
    subjects = ["person 7", "person", "person x", "module linz", "person 7 8", "nobody"]

    assert [subject_person(subject) for subject in subjects] == [7, None, None, None, None, None]


def test_the_entry_of_an_export_repeats_nothing_that_was_typed() -> None:
    wanted = Wanted(event="signed-in", person_id=7, subject="Katja Brandt", since=date(2026, 11, 1))

    assert export_facts(wanted, "csv") == {
        "kind": "csv",
        "event": "signed-in",
        "person": 7,
        "subject_named": True,
        "since": "2026-11-01",
    }
    assert export_facts(Wanted(), "jsonl") == {"kind": "jsonl"}
