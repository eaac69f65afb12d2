"""Are shares honest, is the trend right, is it told what is new, and does what presses come first?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.modules import module_value
from training.content.rules.segments import segments, text_digest
from training.translation.rules import Coverage, Kept
from training.translation.rules.overview import (
    RESTED,
    Job,
    News,
    changed_since,
    may_be_told,
    news,
    share,
    states_of,
    trend,
    urgency,
)
from training.translation.rules.truth import counted

NIGHT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_a_share_is_whole_or_nothing_only_where_that_is_true() -> None:
    assert [share(part, 1000) for part in (0, 1, 500, 999, 1000)] == [0.0, 0.01, 0.5, 0.99, 1.0]
    assert share(0, 0) == 1.0


def test_every_segment_is_counted_once_by_its_state() -> None:
    module = module_value()
    texts = list(segments(module))
    kept = [
        Kept(
            address=address,
            source_digest=text_digest(source if number % 5 < 3 else "older"),
            text="",
            reviewed=number % 5 == 0,
            machine=number % 5 == 1,
        )
        for number, (address, source) in enumerate(texts)
        if number % 5 != 4
    ]

    found = counted(states_of(module, kept).values())

    parts = (found.reviewed, found.unreviewed, found.machine, found.stale, found.missing)
    assert found.total == len(texts) == sum(parts)
    assert max(parts) - min(parts) <= 1


def test_the_trend_compares_with_the_day_before() -> None:
    before, after = (
        Coverage(total=10, reviewed=2, unreviewed=1),
        Coverage(total=10, reviewed=7, unreviewed=1, machine=1),
    )

    found = trend(before, date(2026, 11, 1), after)

    assert (found.since, found.approved, found.current) == (date(2026, 11, 1), 5, 6)


def test_only_what_was_edited_or_added_is_new() -> None:
    before = module_value()
    after = replace(before, title="Other rooms", lessons=before.lessons[1:])

    changed = changed_since(before, after)

    assert changed == {"module/title"}
    assert changed_since(before, before) == frozenset()
    assert changed_since(after, before) > {"module/title", "who/hook/body"}
    assert news(changed, {"module/title": "stale", "module/summary": "missing"}) == News(stale=1)
    assert news(changed, {"module/title": "reviewed"}) == News()
    assert not News()


def test_what_somebody_works_on_and_what_has_changed_comes_first() -> None:
    little, much = Coverage(total=9, missing=1), Coverage(total=9, missing=8)
    jobs = [
        Job(module="other", language="sl", own=False, coverage=much, news=News()),
        Job(module="own", language="sl", own=True, coverage=much, news=News()),
        Job(module="changed", language="sl", own=True, coverage=little, news=News(stale=1)),
        Job(module="done", language="sl", own=False, coverage=Coverage(total=9, reviewed=9), news=News()),
    ]

    assert [job.module for job in sorted(jobs, key=urgency)] == ["changed", "own", "other", "done"]


def test_nobody_is_told_at_night_or_while_an_author_is_at_work() -> None:
    day = NIGHT.replace(hour=9)

    assert not may_be_told(saved_at=NIGHT - timedelta(days=1), now=NIGHT)
    assert not may_be_told(saved_at=day - RESTED / 2, now=day)
    assert may_be_told(saved_at=day - RESTED, now=day)
