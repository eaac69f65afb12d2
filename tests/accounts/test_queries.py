"""Are people found with what pages and the gate ask of them?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.accounts import queries
from training.foundation.clock import now
from training.foundation.permissions import Grant, Role


def test_the_person_of_a_session_comes_with_all_grants_in_one_statement(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    person = make.person(session, role=None, region="linz", name="Jana", language="cs")
    make.grant(session, person, role=Role.TRAINER, region="linz")
    make.grant(session, person, role=Role.TRANSLATOR, region=None)

    token = make.sign_in(session, person)["token"]

    with statements() as seen:
        found = queries.current_person(session, token, now=now(), lifetime=timedelta(hours=12))

    assert found is not None
    assert (found.id, found.name, found.language, found.region) == (person.id, "Jana", "cs", "linz")
    assert set(found.grants) == {Grant(Role.TRAINER, "linz"), Grant(Role.TRANSLATOR, None)}
    assert len(seen) == 1


def test_a_person_without_a_role_is_found_without_grants(session: Session) -> None:
    person = make.person(session, role=None)

    found = make.current_person(session, person)

    assert found is not None
    assert found.grants == ()


@pytest.mark.parametrize("closed", ["disabled_at", "erased_at"])
def test_a_closed_account_is_nobody(session: Session, closed: str) -> None:
    person = make.person(session)
    setattr(person, closed, make.NOW)
    session.flush()

    assert make.current_person(session, person) is None


def test_nobody_has_an_unknown_token(session: Session) -> None:
    assert queries.current_person(session, "a token", now=now(), lifetime=timedelta(hours=12)) is None


def test_an_address_is_found_however_it_was_typed(session: Session) -> None:
    person = make.person(session, email="jana@example.org")

    assert queries.person_by_email(session, " Jana@EXAMPLE.org ") == person


def test_a_membership_tells_organisation_and_region(session: Session) -> None:
    person = make.person(session, region="linz", email="jana@example.org")

    found = queries.membership(session, person.id)

    assert (found.email, found.organisation, found.region) == ("jana@example.org", "Town hall", "linz")
    assert found.region_names["de"] == "Linz (de)"


def test_a_closed_organisation_is_not_listed(session: Session) -> None:
    office = make.organisation(session)
    closed = make.organisation(session)
    closed.closed_at = make.NOW
    session.flush()

    keys = [found.key for found in queries.organisations(session)]

    assert office.key in keys
    assert closed.key not in keys
