"""Does the projection say what the facts say, however they came, and does nothing new cost nothing?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.lives import Life, World, at, lives, world
from training.reporting.actions.standings import catch_up, rebuild
from training.reporting.models import Standing
from training.reporting.queries.standings.facts import COLUMNS, counted_until

Rows = list[tuple[object, ...]]


@pytest.fixture
def here(session: Session) -> World:
    """Give a world in which nobody learns yet."""
    return world(session)


def _kept(session: Session) -> Rows:
    columns = [getattr(Standing, name) for name in COLUMNS]
    return [tuple(row) for row in session.execute(select(*columns).order_by(Standing.enrolment_id))]


def _counted(here: World, known: list[Life]) -> Rows:
    """Count without a database."""
    return [
        (
            enrolment,
            here.people[life.person].id,
            here.modules[life.module].row.id,
            life.round,
            here.home(life).id,
            here.home(life).region_id,
            at(life.enrolled),
            None if life.started is None else at(life.started),
            at(life.done[0]) if life.done else None,
            life.done[1] if life.done else None,
            life.attempts,
        )
        for enrolment, life in zip(here.enrolments, known, strict=True)
    ]


@given(known=lives(), looks=some.lists(some.integers(0, 900), max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_catching_up_rebuilding_and_counting_by_hand_agree(here: World, known: list[Life], looks: list[int]) -> None:
    session = here.session
    with session.begin_nested() as example:
        waiting = here.facts(known)
        for minute in sorted(looks):
            here.commit([fact for fact in waiting if fact.minute <= minute])
            waiting = [fact for fact in waiting if fact.minute > minute]
            catch_up(session, now=at(minute))
        here.commit(waiting)
        catch_up(session, now=at(10_000))
        caught_up = _kept(session)
        rebuild(session, now=at(10_000))
        rebuilt, by_hand = _kept(session), _counted(here, known)
        example.rollback()

    assert rebuilt == by_hand
    assert caught_up == by_hand


@pytest.fixture
def yesterday(session: Session, here: World) -> World:
    """Give a world in which somebody has completed a module, counted."""
    life = Life(person=0, module=0, enrolled=0, read=(("who", 20),), tries=(), done=(50, "de", ()), late=(0,) * 5)
    here.commit(here.facts([life]))
    assert catch_up(session, now=at(60)) == 1
    return here


def test_yesterdays_completion_costs_nothing_today(
    session: Session, yesterday: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    # Within the overlap it is compared, and not written.
    assert catch_up(session, now=at(61)) == 0
    before = _kept(session)

    with statements() as asked:
        written = catch_up(session, now=at(24 * 60))

    assert written == 0
    assert _kept(session) == before
    assert counted_until(session) == at(24 * 60)
    # Where it stopped, what is new since then, and where it stops: PostgreSQL asks for its turn as well.
    assert len(asked) <= 5


def test_what_is_graded_again_later_changes_no_figure(session: Session) -> None:
    published, person = make.published_module(session), make.person(session)
    enrolment = make.enrolment(session, person, published)
    attempt = make.attempt(session, enrolment, published, quiz="final-test")
    make.grade(session, attempt)
    rule = {"read": [], "passed": [{"quiz": "final-test", "percent": 60}]}
    make.completion(session, enrolment, published, rule=rule)
    day = timedelta(days=1)
    make.grade(session, attempt, passed=False, graded_by=person.id, reason="wrong", graded_at=make.NOW + day)

    rebuild(session, now=make.NOW + 2 * day)

    assert session.scalars(select(Standing.attempts_until_passed)).all() == [1]
