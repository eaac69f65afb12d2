"""Are exactly the entries found that somebody looks for, page after page, each once?"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.administration.queries.log import log_entries, log_page, names, person_id
from training.administration.rules.log import Wanted
from training.foundation.audit import Event, record
from training.foundation.chain import Link

TODAY = make.NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def actor(session: Session) -> Person:
    """Give somebody who has made an account, signed in, and done so again on another day; others have done more."""
    actor, other = make.person(session), make.person(session)
    entries = [
        (Event.PERSON_ADDED, f"person {other.id}", actor, 0),
        (Event.SIGNED_IN, f"person {actor.id}", actor, 0),
        (Event.SIGNED_IN, f"person {other.id}", other, 1),
        (Event.ROLE_GRANTED, f"person {actor.id}", other, 1),
        (Event.MODULE_PUBLISHED, "module craft", None, 2),
        (Event.SIGNED_IN, f"person {actor.id}", actor, 3),
    ]
    for event, subject, by, day in entries:
        record(session, event, subject, at=make.NOW + day * A_DAY, actor_id=by.id if by else None)
    session.commit()
    return actor


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["signed-in", "module-published", "role-granted", "signed-in", "signed-in", "person-added"]),
        (Wanted(event="signed-in"), ["signed-in", "signed-in", "signed-in"]),
        (Wanted(subject="module craft"), ["module-published"]),
        (Wanted(since=TODAY + A_DAY, until=TODAY + 2 * A_DAY), ["module-published", "role-granted", "signed-in"]),
        (Wanted(event="signed-in", since=TODAY + A_DAY), ["signed-in", "signed-in"]),
        (Wanted(until=TODAY - A_DAY), []),
        (Wanted(since=date.min, until=date.max, event="role-granted"), ["role-granted"]),
        (Wanted(event="quiz-regraded"), []),
    ],
)
def test_what_is_looked_for_is_found(session: Session, actor: Person, wanted: Wanted, found: list[str]) -> None:
    assert _events(log_entries(session, wanted)) == found


def test_what_a_person_did_and_what_was_done_about_the_person_is_found(session: Session, actor: Person) -> None:
    found = _events(log_entries(session, Wanted(person_id=actor.id)))

    assert found == ["signed-in", "role-granted", "signed-in", "person-added"]
    assert _events(log_entries(session, Wanted(person_id=actor.id, event="signed-in"))) == ["signed-in", "signed-in"]
    assert _events(log_entries(session, Wanted(person_id=actor.id, subject=f"person {actor.id}"))) == found[:-1]


@pytest.mark.parametrize("by_person", [False, True])
def test_pages_show_every_entry_once_though_new_ones_come(session: Session, actor: Person, by_person: bool) -> None:
    """Many at the same moment, and one that came in between."""
    for number in range(7):
        record(session, Event.SIGNED_IN, f"person {actor.id}", at=make.NOW, actor_id=actor.id, number=number)
    session.commit()
    wanted = Wanted(person_id=actor.id) if by_person else Wanted()
    expected = [entry.id for entry in log_entries(session, wanted)]

    seen, page = [], log_page(session, wanted, most=2)
    for _ in count():
        seen += [entry.id for entry in page.entries]
        record(session, Event.SIGNED_IN, f"person {actor.id}", at=make.NOW + 9 * A_DAY, actor_id=actor.id)
        session.commit()
        if page.further is None:
            break
        page = log_page(session, wanted, before=page.further, most=2)

    assert seen == expected


def test_the_last_page_leads_nowhere(session: Session, actor: Person) -> None:
    assert log_page(session, Wanted(), most=6).further is None
    assert log_page(session, Wanted(), most=5).further is not None


def test_a_person_is_meant_by_number_or_by_address(session: Session) -> None:
    person = make.person(session, email="jana@example.org")

    assert person_id(session, " Jana@Example.org ") == person.id
    assert person_id(session, str(person.id)) == person.id
    assert person_id(session, "nobody@example.org") is None


def test_whoever_was_erased_has_no_name(session: Session) -> None:
    one, erased = make.person(session, name="Jana Nováková"), make.person(session, erased_at=make.NOW)

    assert names(session, {one.id, erased.id, 0}) == {one.id: "Jana Nováková", erased.id: None}


def _events(entries: Iterator[Link]) -> list[str]:
    return [entry.event for entry in entries]
