"""Is learning required, begun again, and brought to mind once?"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.assignments.offices import Town
from training.assignments import actions
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.foundation.outbox import OutboxLetter
from training.learning.models import Enrolment

#: A Friday, half past ten in Linz.
NOW = make.NOW


def _letters(session: Session) -> list[OutboxLetter]:
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def test_an_assignment_leaves_an_entry(session: Session, town: Town) -> None:
    id_ = town.require()

    entry = session.scalars(select(AuditEntry)).one()

    assert (entry.event, entry.subject, entry.actor_id) == ("learning-assigned", f"assignment {id_}", town.officer.id)
    assert entry.facts == {"organisation": "hall", "due": "2027-03-31", "people": None}


def test_a_closed_organisation_requires_nothing(session: Session, town: Town) -> None:
    town.hall.closed_at = NOW

    with pytest.raises(Refused, match="organisation-closed"):
        town.require()


def test_an_assignment_is_withdrawn_once(session: Session, town: Town) -> None:
    id_ = town.require()
    actions.withdraw(session, id_, actor_id=town.officer.id, now=NOW)

    with pytest.raises(NotFound):
        actions.withdraw(session, id_, actor_id=town.officer.id, now=NOW)


def test_everything_is_brought_to_mind_in_one_letter_and_once(session: Session, town: Town) -> None:
    town.require()
    town.require(compulsory=False)

    first = actions.remind(session, hour=9, now=NOW)
    second = actions.remind(session, hour=9, now=NOW + timedelta(hours=3))

    assert (first, second) == (1, 0)
    (letter,) = _letters(session)
    assert (letter.letter, letter.person_id) == ("learning-reminder", town.officer.id)
    assert letter.facts == {
        "assignments": [
            {"module": "craft", "due": "2027-03-31", "late": False, "compulsory": True},
            {"module": "craft", "due": "2027-03-31", "late": False, "compulsory": False},
        ]
    }


def test_a_reminder_waits_for_the_morning(session: Session, town: Town) -> None:
    town.require()

    actions.remind(session, hour=9, now=datetime(2026, 11, 20, 21, 0, tzinfo=UTC))

    (letter,) = _letters(session)
    assert letter.due_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_who_is_done_is_left_in_peace(session: Session, town: Town) -> None:
    town.complete(town.officer, NOW - timedelta(days=10))
    town.require(repeat_months=12)

    assert actions.remind(session, hour=9, now=NOW) == 0


def test_the_next_round_brings_it_to_mind_again(session: Session, town: Town) -> None:
    town.complete(town.officer, NOW)
    town.require(repeat_months=12)

    assert actions.remind(session, hour=9, now=datetime(2028, 1, 3, 9, 0, tzinfo=UTC)) == 1
    assert _letters(session)[0].facts["assignments"][0]["due"] == "2028-03-31"


def test_what_is_recommended_can_be_switched_off(session: Session, town: Town) -> None:
    town.officer.wants_reminders = False
    town.require(compulsory=False)

    assert actions.remind(session, hour=9, now=NOW) == 0


def test_a_further_round_is_begun_from_the_beginning_and_the_old_completion_stays(session: Session, town: Town) -> None:
    town.complete(town.officer, NOW)
    id_ = town.require(repeat_months=12)
    person = make.current_person(session, town.officer)
    assert person
    later = datetime(2028, 1, 3, 9, 0, tzinfo=UTC)

    for _ in range(2):
        assert actions.begin_round(session, person, id_, now=later) == "craft"

    rounds = session.scalars(select(Enrolment.round).order_by(Enrolment.round)).all()
    assert rounds == [1, 2]


def test_a_round_that_is_done_is_not_begun_again(session: Session, town: Town) -> None:
    town.complete(town.officer, NOW)
    id_ = town.require(repeat_months=12)
    person = make.current_person(session, town.officer)
    assert person

    with pytest.raises(Refused, match="round-done"):
        actions.begin_round(session, person, id_, now=NOW)


def test_a_stranger_begins_nothing(session: Session, town: Town) -> None:
    id_ = town.require()
    stranger = make.current_person(session, make.person(session, organisation=town.elsewhere))
    assert stranger

    with pytest.raises(NotFound):
        actions.begin_round(session, stranger, id_, now=NOW)
