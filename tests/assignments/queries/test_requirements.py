"""Is it found of whom something is required?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.assignments.offices import Town
from training.assignments import actions, queries
from training.foundation.errors import NotFound


def _asked(session: Session, *ids: int) -> set[tuple[int, int]]:
    return {(found.assignment_id, found.person_id) for found in queries.required(session, ids)}


def test_everybody_of_the_organisation_and_of_its_departments_is_asked(session: Session, town: Town) -> None:
    archivist = make.person(session, organisation=town.archive)
    make.person(session, organisation=town.elsewhere)
    id_ = town.require()

    assert _asked(session, id_) == {(id_, town.officer.id), (id_, archivist.id)}


def test_a_list_asks_those_on_it_while_they_belong_to_the_organisation(session: Session, town: Town) -> None:
    listed, moved = make.person(session, organisation=town.archive), make.person(session, organisation=town.hall)
    id_ = town.require(people=[listed.id, moved.id])
    moved.organisation_id = town.elsewhere.id
    session.flush()

    assert _asked(session, id_) == {(id_, listed.id)}


def test_who_has_left_is_not_asked(session: Session, town: Town) -> None:
    make.person(session, organisation=town.hall, disabled_at=make.NOW)
    make.person(session, organisation=town.hall, erased_at=make.NOW)
    id_ = town.require()

    assert _asked(session, id_) == {(id_, town.officer.id)}


def test_whoever_joins_later_is_asked_too(session: Session, town: Town) -> None:
    id_ = town.require()

    newcomer = make.person(session, organisation=town.archive)

    assert (id_, newcomer.id) in _asked(session, id_)


def test_the_completions_of_all_rounds_are_told(session: Session, town: Town) -> None:
    moments = [datetime(2025, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)]
    for round_, moment in enumerate(moments, 1):
        town.complete(town.officer, moment, round=round_)

    (found,) = queries.required(session, [town.require()])

    assert sorted(found.completed_at) == moments


def test_a_person_has_the_assignments_that_concern_them(session: Session, town: Town) -> None:
    mine, withdrawn = town.require(), town.require()
    town.require(organisation=town.elsewhere)
    actions.withdraw(session, withdrawn, actor_id=town.officer.id, now=make.NOW)

    assert [assigned.id for assigned in queries.assignments_of(session, town.officer.id)] == [mine]
    with pytest.raises(NotFound):
        queries.assignment(session, withdrawn)


def test_many_people_cost_one_statement(
    session: Session, town: Town, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    for _ in range(5):
        make.person(session, organisation=town.hall)
    ids = [town.require(), town.require()]

    with statements() as asked:
        found = queries.required(session, ids)

    assert len(found) == 12
    assert len(asked) == 1


def test_addresses_of_others_are_nobodys(session: Session, town: Town) -> None:
    here = make.person(session, organisation=town.archive, email="here@example.org")
    make.person(session, organisation=town.elsewhere, email="there@example.org")

    found = queries.people_by_address(session, "hall", ["here@example.org", "there@example.org", "nobody@example.org"])

    assert found == {"here@example.org": here.id}
