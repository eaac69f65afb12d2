"""Does an entry say what was looked at, and no name?"""

from datetime import UTC, date, datetime

from training.foundation.permissions import Reach
from training.reporting.rules.completions import Wanted, noted, subject

HALL = Reach(everywhere=False, regions=frozenset(), organisations=frozenset({"hall"}))
MORE = Reach(everywhere=False, regions=frozenset({"linz"}), organisations=frozenset({"hall", "court"}))
ALL = Reach(everywhere=True, regions=frozenset(), organisations=frozenset())


def test_an_entry_is_about_the_one_organisation_or_about_all_within_reach() -> None:
    assert subject(Wanted(), HALL) == "organisation hall"
    assert subject(Wanted(organisation="archive"), MORE) == "organisation archive"
    assert subject(Wanted(), MORE) == "completions"
    assert subject(Wanted(), ALL) == "completions"
    assert noted(Wanted(), MORE) == {"organisations": ["region linz", "court", "hall"]}
    assert noted(Wanted(organisation="archive"), ALL) == {"organisations": ["archive"]}


def test_an_entry_says_that_a_name_was_looked_for_and_not_which() -> None:
    wanted = Wanted(
        words=("katja",), module="craft", state="completed", since=date(2026, 1, 1), until=date(2026, 6, 30)
    )

    assert noted(wanted, HALL) == {
        "organisations": ["hall"],
        "module": "craft",
        "state": "completed",
        "since": "2026-01-01",
        "until": "2026-06-30",
        "name_looked_for": True,
    }


def test_days_are_looked_for_a_little_wider_than_any_clock_is_off() -> None:
    wanted = Wanted(since=date(2026, 1, 2), until=date(2026, 1, 2))

    assert (wanted.earliest, wanted.latest) == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 4, tzinfo=UTC))


def test_the_first_and_the_last_day_of_all_have_no_moment() -> None:
    wanted = Wanted(since=date.min, until=date.max)

    assert (wanted.earliest, wanted.latest) == (None, None)
    assert (Wanted().earliest, Wanted().latest) == (None, None)
