"""Is a quarter released once, in order, for good, and without disclosing anybody?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.reporting.crowds import AFTER, LANGUAGES, MODULES, REGIONS, USUAL, Crowds, Group, crowds, groups
from tests.reporting.rules.disclosure.histories import disclosed
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.reporting.actions import Made, due, make_release
from training.reporting.models import HiddenCell, Release, ReleaseCell
from training.reporting.queries.earlier import earlier_releases
from training.reporting.queries.releases import figures, heading
from training.reporting.rules.disclosure.tables import unequal
from training.reporting.rules.figures import COMPLETED, ENROLLED, IN_PROGRESS, NOT_STARTED
from training.reporting.rules.quarters import Quarter

FIRST, SECOND = Quarter(2026, 1), Quarter(2026, 2)


def test_two_releases_of_a_usual_history_disclose_nobody(session: Session, releases: list[Made]) -> None:
    found = earlier_releases(session)

    assert [made.hidden > 0 for made in releases] == [True, True]
    assert disclosed(found[:1]) == {}
    assert disclosed(found) == {}


@given(history=groups())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_history_discloses_anybody_and_all_add_up(engine: Engine, history: list[Group]) -> None:
    with Session(engine) as session, session.begin() as transaction:
        crowds(session).come(history)
        for quarter in due(session, now=AFTER):
            make_release(session, quarter, now=AFTER)
        found = earlier_releases(session)
        transaction.rollback()

    values = {key: value for one in found for key, value in one.table.values.items()}
    assert found
    assert unequal(values, [relation for one in found for relation in one.table.relations]) == []
    last = found[-1].table.values
    places = {key[:4] for key in last if key[4] == ENROLLED}
    assert all(
        last[*place, ENROLLED] == sum(last[*place, state] for state in (NOT_STARTED, IN_PROGRESS, COMPLETED))
        for place in places
    )
    assert last["2026Q2", "*", "*", "*", ENROLLED] == sum(group.number for group in history)
    assert disclosed(found) == {}


def test_what_is_stored_is_what_happened(session: Session, releases: list[Made]) -> None:
    shown = figures(session, heading(session, SECOND), "padova").cells

    assert shown["craft", "*", ENROLLED] is None
    hidden = {key: value for one in earlier_releases(session) for key, value in one.table.values.items()}
    assert hidden["2026Q2", "padova", "craft", "*", ENROLLED] == 44
    assert hidden["2026Q2", "padova", "craft", "*", "new"] == 2
    assert hidden["2026Q2", "padova", "design", "*", "finished"] == 12
    assert hidden["2026Q2", "linz", "design", "*", "begun"] == 11
    assert hidden["2026Q1", "linz", "craft", "it", COMPLETED] == 3


def test_a_release_says_nothing_of_what_it_hides(session: Session, releases: list[Made]) -> None:
    both = (
        select(func.count())
        .select_from(HiddenCell)
        .join(
            ReleaseCell,
            (ReleaseCell.release_id == HiddenCell.release_id)
            & (ReleaseCell.region == HiddenCell.region)
            & (ReleaseCell.module == HiddenCell.module)
            & (ReleaseCell.language == HiddenCell.language)
            & (ReleaseCell.measure == HiddenCell.measure),
        )
    )

    assert session.scalar(both) == sum(made.hidden for made in releases)
    assert session.scalar(both.where(ReleaseCell.value.is_not(None))) == 0


def test_a_quarter_is_released_once_and_in_order(session: Session, crowd: Crowds) -> None:
    crowd.come(USUAL)
    with pytest.raises(Refused, match="release-out-of-turn"):
        make_release(session, SECOND, now=AFTER)
    make_release(session, FIRST, now=AFTER)

    with pytest.raises(Refused, match="release-out-of-turn"):
        make_release(session, FIRST, now=AFTER)

    assert session.scalars(select(Release.quarter)).all() == ["2026Q1"]


def test_a_quarter_is_due_when_it_is_over_in_every_region(session: Session, crowd: Crowds) -> None:
    crowd.come(USUAL)

    assert due(session, now=datetime(2026, 3, 31, 21, 59, tzinfo=UTC)) == []
    assert due(session, now=datetime(2026, 3, 31, 22, 0, tzinfo=UTC)) == [FIRST]
    assert due(session, now=AFTER) == [FIRST, SECOND]


def test_nothing_is_due_where_nobody_ever_enrolled(session: Session, crowd: Crowds) -> None:
    assert due(session, now=AFTER) == []


def test_what_comes_late_changes_no_release_and_counts_in_the_next(session: Session, crowd: Crowds) -> None:
    crowd.come(USUAL)
    make_release(session, FIRST, now=AFTER)
    before = session.execute(select(ReleaseCell.__table__).order_by(*ReleaseCell.__table__.primary_key)).all()

    crowd.come([Group("linz", "craft", "de", 30, "2026Q1")])
    make_release(session, SECOND, now=AFTER)

    first, second = session.scalars(select(Release.id).order_by(Release.quarter)).all()
    kept = select(ReleaseCell.__table__).where(ReleaseCell.release_id == first)
    assert session.execute(kept.order_by(*ReleaseCell.__table__.primary_key)).all() == before
    values = earlier_releases(session)[-1].table.values
    assert values["2026Q2", "linz", "craft", "*", "new"] == 30
    assert second > first


def test_a_release_leaves_an_entry(session: Session, releases: list[Made]) -> None:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.event == "statistics-released")).all()

    assert [(entry.subject, entry.facts["digest"]) for entry in entries] == [
        (f"release {made.quarter.key}", made.digest) for made in releases
    ]


def test_a_table_that_would_be_mostly_hidden_is_coarser(session: Session, crowd: Crowds) -> None:
    crowd.come([Group(region, "craft", "de", 3, "2026Q1", "2026Q1", "2026Q1") for region in REGIONS])
    make_release(session, FIRST, now=AFTER)

    told = figures(session, heading(session, FIRST), "*")

    assert told.modules == []
    assert told.languages == []
    assert told.cells["*", "*", ENROLLED] == 6
    assert figures(session, heading(session, FIRST), "linz").cells == {}


def test_what_was_told_once_is_told_again(session: Session, crowd: Crowds) -> None:
    """A later quarter may hide more, but it stays comparable."""
    crowd.come(
        [
            Group(region, module, language, 40, "2026Q1", "2026Q1", "2026Q1")
            for region in REGIONS
            for module in MODULES
            for language in LANGUAGES
        ]
    )
    crowd.come([Group("linz", "craft", "de", 2, "2026Q2", "2026Q2", "2026Q2")])
    for quarter in (FIRST, SECOND):
        make_release(session, quarter, now=AFTER)

    told = figures(session, heading(session, SECOND), "linz")

    assert told.modules == list(MODULES)
    assert set(told.languages) >= set(LANGUAGES)
    assert disclosed(earlier_releases(session)) == {}


def test_counting_costs_the_same_for_many(
    session: Session, crowd: Crowds, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    crowd.come(USUAL[:2])
    with statements() as few:
        make_release(session, FIRST, now=AFTER)
    crowd.come(USUAL[2:])
    with statements() as many:
        make_release(session, SECOND, now=AFTER)

    assert max(len(few), len(many)) <= 18
