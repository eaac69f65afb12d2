"""Is a quarter released once, in order, for good, and without disclosing anybody?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from tests.databases import KINDS, Databases
from tests.reporting.crowds import AFTER, USUAL, Crowds, Group, crowds, groups
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.reporting.actions import Made, draft, due, make_release, standings
from training.reporting.models import HiddenCell, Release, ReleaseCell, ReleaseProof, StandingMark
from training.reporting.queries.earlier import earlier_releases
from training.reporting.queries.releases import figures, heading
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, FLOWS, STATES, TOLD, Cell
from training.reporting.rules.disclosure.attack import attack
from training.reporting.rules.disclosure.protection import Protected
from training.reporting.rules.disclosure.tables import Key, unequal
from training.reporting.rules.quarters import Quarter

FIRST, SECOND = Quarter(2026, 1), Quarter(2026, 2)
Statements = Callable[[], AbstractContextManager[list[str]]]


def disclosed(releases: list[Protected]) -> list[Key]:
    """Attack everything that was ever released; list small counts of which 0 or the ceiling can be excluded."""
    *before, last = releases
    small = {
        key: max(one.minimum, one.table.values[key])
        for one in releases
        for key, reason in one.hidden.items()
        if reason == "primary"
    }
    found = attack(last.published, earlier=[one.published for one in before], about=small)
    return [key for key, one in found.items() if one.low > 0 or (one.high is not None and one.high < small[key])]


def test_two_releases_of_a_usual_history_disclose_nobody(session: Session, releases: list[Made]) -> None:
    found = earlier_releases(session)

    assert [made.hidden > 0 for made in releases] == [True, True]
    assert disclosed(found[:1]) == []
    assert disclosed(found) == []


@given(history=groups())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    places = {key[:4] for key in values if key[4] == ENROLLED and key[3] == ALL}
    assert all(values[*place, ENROLLED] == sum(values[*place, state] for state in STATES) for place in places)
    assert values["2026Q2", ALL, ALL, ALL, ENROLLED] == sum(group.number for group in history)
    assert disclosed(found) == []


def test_what_is_stored_is_what_happened(session: Session, releases: list[Made]) -> None:
    first, second = earlier_releases(session)

    assert second.table.values["2026Q2", "padova", "craft", ALL, ENROLLED] == 44
    assert second.table.values["2026Q2", "padova", "craft", ALL, "new"] == 2
    assert second.hidden["2026Q2", "padova", "craft", ALL, "new"] == "primary"
    assert second.table.values["2026Q2", "padova", "design", ALL, "finished"] == 12
    assert second.table.values["2026-05", "linz", ALL, ALL, "begun"] == 11
    assert first.table.values["2026Q1", "linz", "craft", "language:it", COMPLETED] == 3
    assert first.table.values["2026Q1", "linz", ALL, ALL, "new"] == 124


def test_the_same_history_is_the_same_release_on_both_databases(databases: Databases) -> None:
    digests = set()
    for kind in KINDS:
        with databases.shared(kind).connect() as connection, connection.begin() as transaction:
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                crowds(session).come(USUAL)
                made = [make_release(session, quarter, now=AFTER).digest for quarter in (FIRST, SECOND)]
            digests.add(tuple(made))
            transaction.rollback()

    assert len(digests) == 1


def test_a_release_says_nothing_of_what_it_hides(session: Session, releases: list[Made]) -> None:
    same = [getattr(ReleaseCell, name) == getattr(HiddenCell, name) for name in ("release_id", *Cell._fields)]
    both = (
        select(func.count())
        .select_from(HiddenCell)
        .join(ReleaseCell, same[0] & same[1] & same[2] & same[3] & same[4] & same[5])
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
    assert due(session, now=AFTER) == []
    crowd.come(USUAL)

    assert due(session, now=datetime(2026, 3, 31, 21, 59, tzinfo=UTC)) == []
    assert due(session, now=datetime(2026, 3, 31, 22, 0, tzinfo=UTC)) == [FIRST]
    assert due(session, now=AFTER) == [FIRST, SECOND]


def test_what_comes_late_changes_no_release_and_counts_in_the_next(session: Session, crowd: Crowds) -> None:
    crowd.come(USUAL)
    make_release(session, FIRST, now=AFTER)
    cells = (
        select(ReleaseCell.__table__).where(ReleaseCell.period == "2026Q1").order_by(*ReleaseCell.__table__.primary_key)
    )
    before = session.execute(cells).all()

    crowd.come([Group("linz", "craft", "de", 30, "2026Q1")])
    # Nothing older than minutes is looked for unless everything is.
    standings.rebuild(session, now=AFTER)
    make_release(session, SECOND, now=AFTER)

    assert session.execute(cells).all() == before
    values = earlier_releases(session)[-1].table.values
    assert values["2026Q2", "linz", "craft", ALL, "new"] == 30
    assert (values["2026-04", "linz", ALL, ALL, "new"], values["2026-05", "linz", ALL, ALL, "new"]) == (30, 8)


def test_what_the_projection_has_not_counted_yet_waits(session: Session, crowd: Crowds) -> None:
    """As on a standby that is some minutes behind."""
    crowd.come(USUAL)
    standings.catch_up(session, now=datetime(2026, 3, 31, 12, tzinfo=UTC))

    with pytest.raises(Refused, match="release-uncounted"):
        draft(session, FIRST, now=AFTER)


def test_no_release_follows_one_without_a_proof(session: Session, crowd: Crowds) -> None:
    """As one of an older program is."""
    crowd.come(USUAL)
    told = {"regions": {}, "modules": {}, "organisations": {}, "lessons": {}, "digest": "0" * 64}
    session.add(Release(quarter="2026Q1", made_at=AFTER, minimum=5, **told))

    with pytest.raises(Refused, match="release-unproved"):
        make_release(session, SECOND, now=AFTER)


def test_a_release_leaves_an_entry(session: Session, releases: list[Made]) -> None:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.event == "statistics-released")).all()

    assert [(entry.subject, entry.facts["digest"]) for entry in entries] == [
        (f"release {made.quarter.key}", made.digest) for made in releases
    ]


def test_readers_see_what_they_are_told_of_and_nothing_that_only_protects_it(
    session: Session, releases: list[Made]
) -> None:
    cells = figures(session, heading(session, SECOND), [ALL, "linz"]).cells

    assert {cell.measure for cell in cells} <= set(TOLD)
    assert {cell.part for cell in cells if cell.measure in FLOWS} == {ALL}
    assert {"uncompleted", "finished-first"} <= {key[4] for key in earlier_releases(session)[1].table.values}


def test_counting_costs_the_same_for_many(session: Session, crowd: Crowds, statements: Statements) -> None:
    crowd.come(USUAL[:2])
    with statements() as few:
        make_release(session, FIRST, now=AFTER)
    crowd.come(USUAL[2:])
    session.execute(delete(StandingMark))
    with statements() as many:
        make_release(session, SECOND, now=AFTER)

    assert max(len(few), len(many)) <= 32
    assert session.scalar(select(func.count()).select_from(ReleaseProof)) == 2
