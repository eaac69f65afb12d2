"""Who is reminded when, and never at night?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.assignments.rules import OPENED, SCHEDULE, VOLUNTARY, civil_moment, reminder_on

DUE = date(2027, 3, 31)
OPEN_SINCE = date(2026, 11, 20)
PRAGUE = ZoneInfo("Europe/Prague")


def _on(today: date, *, sent: tuple[str, ...] = (), compulsory: bool = True, wanted: bool = True) -> str | None:
    return reminder_on(today, opened_on=OPEN_SINCE, due_on=DUE, sent=sent, compulsory=compulsory, wanted=wanted)


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), OPENED),
        (date(2027, 3, 1), "30-before"),
        (date(2027, 3, 30), "1-before"),
        (date(2027, 3, 31), "1-before"),
        (date(2027, 4, 1), "1-after"),
        (date(2028, 1, 1), "28-after"),
    ],
)
def test_only_the_youngest_reminder_is_sent(today: date, name: str | None) -> None:
    assert _on(today) == name


def test_each_reminder_is_sent_once() -> None:
    assert _on(date(2027, 3, 5), sent=("30-before",)) is None
    assert _on(date(2027, 3, 24), sent=("30-before",)) == "7-before"


def test_what_is_recommended_is_not_pressed_and_can_be_refused() -> None:
    assert _on(date(2027, 3, 30), compulsory=False) == "7-before"
    assert _on(date(2027, 3, 30), compulsory=False, wanted=False) is None
    assert _on(date(2027, 3, 30), compulsory=True, wanted=False) == "1-before"


@given(st.integers(0, 400), st.booleans())
def test_nobody_gets_more_than_the_schedule_has(days: int, compulsory: bool) -> None:
    sent: list[str] = []
    for day in range(days):
        name = _on(OPEN_SINCE + timedelta(days=day), sent=tuple(sent), compulsory=compulsory)
        if name:
            sent.append(name)

    assert len(sent) == len(set(sent))
    assert set(sent) <= ({OPENED, *SCHEDULE} if compulsory else VOLUNTARY)


@pytest.mark.parametrize(
    ("now", "leaves_at"),
    [
        (datetime(2027, 3, 10, 9, 30, tzinfo=UTC), datetime(2027, 3, 10, 9, 30, tzinfo=UTC)),
        (datetime(2027, 3, 10, 3, 0, tzinfo=UTC), datetime(2027, 3, 10, 8, 0, tzinfo=UTC)),
        (datetime(2027, 3, 10, 18, 0, tzinfo=UTC), datetime(2027, 3, 11, 8, 0, tzinfo=UTC)),
        # Friday evening, and the clock goes forward on Sunday.
        (datetime(2027, 3, 26, 20, 0, tzinfo=UTC), datetime(2027, 3, 29, 7, 0, tzinfo=UTC)),
        # Saturday noon, and the clock goes back on Sunday.
        (datetime(2027, 10, 30, 10, 0, tzinfo=UTC), datetime(2027, 11, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_reminders_leave_at_civil_hours_of_the_region(now: datetime, leaves_at: datetime) -> None:
    assert civil_moment(now, zone=PRAGUE, hour=9) == leaves_at


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), st.integers(6, 16))  # noqa: DTZ001
def test_no_reminder_leaves_at_night_or_on_a_sunday(now: datetime, hour: int) -> None:
    local = civil_moment(now, zone=PRAGUE, hour=hour).astimezone(PRAGUE)

    assert local.weekday() < 5
    assert hour <= local.hour < 17
    assert timedelta() <= local - now <= timedelta(days=4)
