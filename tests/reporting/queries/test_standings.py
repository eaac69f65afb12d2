"""Do leaves, readers, durations and pairs tell what happened until a moment, and of whom where they are few?"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from tests import make
from tests.modules import module_value, questions
from tests.reporting.lives import REGIONS, Life, World, at, lives, world
from training.content.rules.blocks import Quiz
from training.reporting.actions.standings import rebuild
from training.reporting.queries.standings import (
    MatchedPair,
    group_facts,
    leaves,
    matched_pairs,
    readers_by_lesson,
)

MINIMUM = 2
#: The quarter ends at another minute in each region; its months begin before that.
ENDS = {"linz": 260, "padova": 330}
MONTHS = (-200, -120, -40)
_A_DAY = 24 * 60


@pytest.fixture
def here(session: Session) -> World:
    """Give a world in which nobody learns yet."""
    return world(session)


def _ends(session: Session) -> dict[int, datetime]:
    return {make.region(session, key).id: at(ENDS[key]) for key in REGIONS}


def _begins(session: Session) -> dict[int, tuple[datetime, ...]]:
    return {make.region(session, key).id: tuple(at(ENDS[key] + month) for month in MONTHS) for key in REGIONS}


def _region(life: Life) -> str:
    return REGIONS[life.person % 2]


def _month(life: Life, minute: int | None) -> int:
    if minute is None or minute >= ENDS[_region(life)]:
        return 0
    return sum(minute >= ENDS[_region(life)] + month for month in MONTHS)


def _group(here: World, life: Life) -> tuple[Any, ...]:
    """Say what a life is at the end of the quarter, without a database."""
    end, started = ENDS[_region(life)], life.started
    done = life.done if life.done and life.done[0] < end else None
    state = "completed" if done else "not-started" if started is None or started >= end else "in-progress"
    tries = {None: "untested", 1: "first"}.get(life.attempts, "later") if done else None
    months = (_month(life, life.enrolled), _month(life, started), _month(life, life.done[0] if life.done else None))
    place = (_region(life), here.home(life).key, here.modules[life.module].value.key)
    return (*place, life.round, done[1] if done else None, state, tries, *months)


def _durations(known: list[Life], region: str, module: int | None) -> list[int]:
    return [
        life.done[0] - life.enrolled
        for life in known
        if life.done and life.done[0] < ENDS[_region(life)]
        if region in ("*", _region(life)) and module in (None, life.module)
    ]


@given(known=lives())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_what_one_counts_by_hand(here: World, known: list[Life]) -> None:
    session = here.session
    with session.begin_nested() as example:
        here.commit(here.facts(known))
        rebuild(session, now=at(10_000))
        ends = _ends(session)
        found = leaves(session, ends, _begins(session), minimum=MINIMUM)
        read = readers_by_lesson(session, ends)
        durations = group_facts(session, ends)
        example.rollback()

    enrolled = [life for life in known if life.enrolled < ENDS[_region(life)]]
    groups = Counter(_group(here, life) for life in enrolled)
    people = [(_group(here, life), here.people[life.person].id) for life in enrolled]
    shown = {
        (
            e.region,
            e.organisation,
            e.module,
            e.round,
            e.language,
            e.state,
            e.tries,
            e.new_in,
            e.begun_in,
            e.finished_in,
        ): e
        for e in found
    }
    assert {group: leaf.number for group, leaf in shown.items()} == groups
    for group, leaf in shown.items():
        few = frozenset(person for of, person in people if of == group)
        assert leaf.persons == (few if leaf.number < MINIMUM else None)
    lessons = Counter(
        (_region(life), ("craft", "design")[life.module], lesson)
        for life in known
        for lesson, minute in life.read
        if minute < ENDS[_region(life)]
    )
    assert read == lessons
    _compare_durations(durations, known)


def _compare_durations(durations: list[Any], known: list[Life]) -> None:
    found = {(each.region, each.module): each for each in durations}
    for region in ("*", *REGIONS):
        for number, module in ((None, "*"), (0, "craft"), (1, "design")):
            minutes = _durations(known, region, number)
            each = found.pop((region, module), None)
            assert (each.completions if each else 0) == len(minutes)
            if each:
                assert each.persons <= each.completions
                # To the last digit: both kinds of databases find the same.
                assert each.median_days == median(minutes) * 60 / (24 * 3600)
                assert abs(each.mean_days - mean(minutes) / _A_DAY) < 1e-12
    assert found == {}


def test_each_figure_is_one_statement(
    session: Session, here: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    ends, begins = _ends(session), _begins(session)
    with statements() as asked:
        leaves(session, ends, begins, minimum=5)
        readers_by_lesson(session, ends)
        group_facts(session, ends)

    assert here.enrolments == []
    assert len(asked) == 3


def test_pairs_are_those_that_the_learner_sees(session: Session) -> None:
    value = module_value(region="linz")
    both = Quiz(key="both", title="What do you know?", purpose="before-and-after", questions=questions("both"))
    first, *rest = value.lessons
    published = make.published_module(
        session, replace(value, lessons=(replace(first, blocks=(both, *first.blocks)), *rest))
    )
    hour = timedelta(hours=1)

    def learner(*sittings: tuple[int, float], read: dict[str, int], regraded: float | None = None) -> None:
        enrolment = make.enrolment(session, make.person(session, region="linz"), published)
        for lesson, moment in read.items():
            make.reading(session, enrolment, published, lesson=lesson, read_at=make.NOW + moment * hour)
        for began, points in sittings:
            attempt = make.attempt(session, enrolment, published, quiz="both", started_at=make.NOW + began * hour)
            make.grade(session, attempt, points=points, max_points=4, graded_at=make.NOW + began * hour + hour / 2)
        if regraded is not None:
            again: dict[str, Any] = {
                "graded_by": enrolment.person_id,
                "reason": "wrong",
                "graded_at": make.NOW + 50 * hour,
            }
            make.grade(session, attempt, points=regraded, max_points=4, **again)

    learner((0, 1), (20, 3), read={"who": 1, "space": 10})
    learner((0, 2), (5, 4), read={"who": 1, "space": 10})
    learner((20, 3), read={"who": 1, "space": 10})
    learner((0, 0), read={})
    learner((0, 1), (99, 4), read={"who": 1, "space": 10})
    learner((0, 1), (20, 1), (30, 4), read={"who": 1, "space": 10}, regraded=0)
    learner((0, 1), (20, 1), read={"who": 1, "space": 10}, regraded=2)
    learner((12, 1), (20, 1), read={"space": 10, "who": 15})

    found = list(matched_pairs(session, {make.region(session, "linz").id: make.NOW + 98 * hour}))

    expected = [(25.0, 75.0), (50.0, None), (0.0, None), (25.0, None), (25.0, 25.0), (25.0, 50.0)]
    assert sorted(found, key=str) == sorted((MatchedPair("linz", "craft", *each) for each in expected), key=str)
