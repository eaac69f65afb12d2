"""Does the database itself know what can be said against a question, and decided?"""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import make, reports
from training.accounts.models import Person
from training.learning.rules.reports import DECISIONS, KINDS


@pytest.fixture
def published(session: Session) -> make.Published:
    """Give a published module."""
    return make.published_module(session)


@pytest.fixture
def person(session: Session) -> Person:
    """Give somebody who learns."""
    return make.person(session)


@pytest.mark.parametrize("kind", [*KINDS, "rude"])
def test_the_database_knows_what_can_be_said(
    session: Session, published: make.Published, person: Person, kind: str
) -> None:
    if kind in KINDS:
        reports.report(session, person, published, kind=kind)
    else:
        with pytest.raises(IntegrityError, match="ck_question_report_kind_known"):
            reports.report(session, person, published, kind=kind)


@pytest.mark.parametrize("decision", [*DECISIONS, "perhaps"])
def test_the_database_knows_what_can_be_decided(
    session: Session, published: make.Published, person: Person, decision: str
) -> None:
    row = reports.report(session, person, published)

    if decision in DECISIONS:
        reports.decision(session, row, person, decision=decision)
    else:
        with pytest.raises(IntegrityError, match="ck_report_decision_decision_known"):
            reports.decision(session, row, person, decision=decision)
