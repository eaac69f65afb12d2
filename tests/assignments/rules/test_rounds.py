"""When is what due, and how does somebody stand to it?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.assignments.rules import (
    Requirement,
    State,
    check_requirement,
    is_done,
    local_day,
    round_on,
    standing,
)
from training.foundation.errors import Refused

YEARLY = Requirement(due_on=date(2027, 3, 31), assigned_on=date(2026, 11, 20), repeat_months=12)
ONCE = Requirement(due_on=date(2027, 3, 31), assigned_on=date(2026, 11, 20))
LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("today", "number", "due_on"),
    [
        (date(2026, 11, 20), 1, date(2027, 3, 31)),
        (date(2027, 12, 31), 1, date(2027, 3, 31)),
        (date(2028, 1, 1), 2, date(2028, 3, 31)),
        (date(2029, 6, 1), 3, date(2029, 3, 31)),
    ],
)
def test_a_further_round_opens_ninety_days_before_it_is_due(today: date, number: int, due_on: date) -> None:
    found = round_on(YEARLY, today)

    assert (found.number, found.due_on) == (number, due_on)


def test_what_is_required_once_has_one_round() -> None:
    assert round_on(ONCE, date(2040, 1, 1)).number == 1


def test_a_month_that_is_shorter_ends_earlier() -> None:
    half_yearly = Requirement(due_on=date(2027, 8, 31), assigned_on=date(2027, 1, 1), repeat_months=6)

    assert round_on(half_yearly, date(2028, 1, 1)).due_on == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("completed", "state", "valid_until"),
    [
        ((), State.OPEN, None),
        ((date(2026, 6, 1),), State.DONE, date(2028, 3, 31)),
        ((date(2025, 6, 1),), State.OPEN, None),
        ((date(2025, 6, 1), date(2026, 12, 1)), State.DONE, date(2028, 3, 31)),
    ],
)
def test_a_completion_of_the_last_year_counts_for_the_first_round(
    completed: tuple[date, ...], state: State, valid_until: date | None
) -> None:
    today = date(2026, 12, 2)

    found = standing(YEARLY, round_on(YEARLY, today), joined_on=LONG_AGO, completed_on=completed, today=today)

    assert (found.state, found.valid_until) == (state, valid_until)


def test_an_old_completion_stays_valid_until_the_next_round_is_due() -> None:
    """On the day on which round two opens, last year's completion is no longer that of the open round."""
    done = (date(2027, 3, 1),)
    before, after = date(2027, 12, 31), date(2028, 1, 1)

    last = standing(YEARLY, round_on(YEARLY, before), joined_on=LONG_AGO, completed_on=done, today=before)
    next_ = standing(YEARLY, round_on(YEARLY, after), joined_on=LONG_AGO, completed_on=done, today=after)

    assert last.valid_until == next_.due_on == date(2028, 3, 31)
    assert (last.state, next_.state) == (State.DONE, State.OPEN)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 3, 16), State.OPEN),
        (date(2027, 3, 17), State.SOON),
        (date(2027, 3, 31), State.SOON),
        (date(2027, 4, 1), State.LATE),
    ],
)
def test_the_day_on_which_it_is_due_is_in_time(today: date, state: State) -> None:
    assert standing(ONCE, round_on(ONCE, today), joined_on=LONG_AGO, completed_on=(), today=today).state is state


def test_whoever_joins_late_has_thirty_days() -> None:
    joined = date(2027, 3, 20)

    found = standing(ONCE, round_on(ONCE, joined), joined_on=joined, completed_on=(), today=date(2027, 4, 10))

    assert (found.due_on, found.state) == (joined + timedelta(days=30), State.SOON)


def test_a_completion_after_the_day_is_late_and_stays_one() -> None:
    found = standing(
        ONCE,
        round_on(ONCE, date(2027, 5, 1)),
        joined_on=LONG_AGO,
        completed_on=(date(2027, 4, 1),),
        today=date(2027, 5, 1),
    )

    assert found.state is State.DONE_LATE


@pytest.mark.parametrize("zone", ["Europe/Prague", "Europe/Brussels", "Europe/Ljubljana"])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 3, 27, 22, 59, tzinfo=UTC), date(2027, 3, 27)),
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 23, 0, tzinfo=UTC), date(2027, 11, 1)),
    ],
)
def test_a_day_ends_at_midnight_of_the_region_in_the_nights_of_the_clock_change_too(
    zone: str, moment: datetime, day: date
) -> None:
    assert local_day(moment, ZoneInfo(zone)) == day


@pytest.mark.parametrize(
    ("due_on", "months", "code"),
    [
        (date(2026, 11, 19), None, "due-past"),
        (date(2062, 11, 20), None, "due-far"),
        (date(2027, 1, 1), 5, "choice-unknown"),
    ],
)
def test_what_cannot_be_meant_is_refused(due_on: date, months: int | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_requirement(due_on=due_on, today=date(2026, 11, 20), repeat_months=months)


@given(
    due=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    months=st.sampled_from([None, 6, 12, 24, 36]),
    days=st.integers(0, 4000),
    completed=st.lists(st.integers(0, 4000), max_size=4),
)
def test_a_completion_never_makes_anybody_stand_worse(
    due: date, months: int | None, days: int, completed: list[int]
) -> None:
    requirement = Requirement(due_on=due, assigned_on=due - timedelta(days=100), repeat_months=months)
    today = requirement.assigned_on + timedelta(days=days)
    current = round_on(requirement, today)
    past = [requirement.assigned_on + timedelta(days=day) for day in completed if day <= days]

    found = standing(requirement, current, joined_on=LONG_AGO, completed_on=past, today=today)
    again = standing(requirement, current, joined_on=LONG_AGO, completed_on=[*past, today], today=today)

    assert is_done(again.state)
    assert not (found.state is State.DONE and again.state is State.DONE_LATE)
    assert current.opens_on <= today or current.number == 1
