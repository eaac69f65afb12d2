"""Is it counted once a day how a module stands, from what the database says?"""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import make
from training.foundation.languages import LANGUAGES
from training.translation.actions.counts import count
from training.translation.queries.overview import earlier_counts, uncounted
from training.translation.rules.overview import TREND

DAY = make.NOW.date()


def test_a_day_is_counted_once_and_the_first_one_in_reach_is_compared_with(session: Session) -> None:
    make.version(session)
    row = make.module(session)
    [draft] = uncounted(session, day=DAY)
    assert count(session, draft, day=DAY - 2 * TREND) == len(LANGUAGES) - 1
    count(session, draft, day=DAY - TREND)
    words = {"segment": "module/title", "source": "Rooms for makers", "text": "Sobe"}
    make.translation(session, row, language="sl", **words, approved_at=make.NOW)

    count(session, draft, day=DAY)
    count(session, draft, day=DAY)

    assert uncounted(session, day=DAY) == []
    assert uncounted(session, day=DAY + timedelta(days=1)) == [draft]
    before = earlier_counts(session, since=DAY - TREND)[row.id, "sl"]
    now = earlier_counts(session, since=DAY)[row.id, "sl"]
    assert (before.day, before.coverage.reviewed, before.coverage.missing) == (DAY - TREND, 0, now.coverage.total)
    assert (now.day, now.coverage.reviewed, now.coverage.missing) == (DAY, 1, now.coverage.total - 1)
