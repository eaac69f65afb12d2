"""Does exactly that come before learners which was looked at, and by whoever may publish it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.modules import who
from training.accounts.models import Person
from training.authoring.actions import publishing as actions
from training.authoring.models import ScheduledPublication
from training.authoring.queries import publishing as queries
from training.authoring.rules.publishing import Wanted
from training.content.models import Publication
from training.content.rules.module import Module
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change

Publish = Callable[..., Publication | None]


@pytest.fixture
def trainer(session: Session) -> Person:
    """Give a trainer of Chemnitz; the module has a paragraph for Linz as well."""
    make.region(session, "linz")
    return make.person(session, role=Role.TRAINER)


@pytest.fixture
def publish(session: Session, trainer: Person, now: datetime) -> Publish:
    """Give a function that publishes what `wanted` has seen, as the trainer."""

    def publish(wanted: Wanted, *, person: Person = trainer) -> Publication | None:
        return actions.publish_wanted(session, "craft", wanted, person_id=person.id, now=now)

    return publish


def wanted(session: Session, *, number: int | None = None, note: str = "") -> Wanted:
    """Return what the page about the draft, or about the version of this number, would send now."""
    found = queries.publishing(session, "craft")
    chosen = queries.candidate(session, found, number or found.draft.number)
    return Wanted(version=chosen.version.number, basis=chosen.basis, note=note)


def changed(title: str = "Rooms for more makers") -> Module:
    """Make the next state of the module."""
    return make.module_value(title=title)


def publications(session: Session) -> list[tuple[int | None, str]]:
    """List versions (their ids) and notes of all publications."""
    rows = session.execute(select(Publication.version_id, Publication.note).order_by(Publication.id))
    return [(version_id, note) for version_id, note in rows]


def last_entry(session: Session) -> AuditEntry:
    """Return the youngest entry of the log."""
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first() or AuditEntry()


def test_a_draft_comes_before_learners_with_its_translations_and_a_note(
    session: Session, publish: Publish, trainer: Person
) -> None:
    first = make.published_module(session)
    draft = make.version(session, changed(), number=2, origin="editor")
    make.translation(session, first.row, segment="module/title", source="Rooms for more makers", text="Mehr Räume")

    made = publish(wanted(session, note="More rooms."))

    assert made is not None
    assert (made.version_id, made.note, made.published_by) == (draft.id, "More rooms.", trainer.id)
    assert made.texts["de"]["module/title"] == ("Mehr Räume", "unreviewed")
    entry = last_entry(session)
    assert (entry.event, entry.actor_id) == ("module-published", trainer.id)
    assert entry.facts == {"version": 2, "publication": made.id, "note": True}


def test_the_same_twice_is_published_once(session: Session, publish: Publish) -> None:
    make.version(session)
    seen = wanted(session)
    assert publish(seen) is not None
    assert publish(seen) is None
    assert publish(wanted(session, note="The same with a note")) is None
    assert len(publications(session)) == 1


def _save(session: Session) -> None:
    make.version(session, changed("Another"), number=3)


def _translate(session: Session) -> None:
    make.translation(session, make.module(session), segment="module/title", source=changed().title, text="Mehr")


def _publish_earlier(session: Session) -> None:
    actions.publish(session, queries.publishing(session, "craft").draft, now=make.NOW, note="by somebody else")
    make.version(session, changed("Another"), number=3)


def _withdraw(session: Session) -> None:
    actions.withdraw(session, "craft", reason="A law", person_id=make.person(session).id, now=make.NOW)


@pytest.mark.parametrize("happens", [_save, _translate, _publish_earlier, _withdraw])
def test_what_has_changed_since_it_was_looked_at_is_not_published(
    session: Session, publish: Publish, happens: Callable[[Session], None]
) -> None:
    make.published_module(session)
    make.version(session, changed(), number=2)
    seen = wanted(session)
    happens(session)
    before = publications(session)
    with pytest.raises(Refused, match="publication-changed"):
        publish(seen)
    assert publications(session) == before


def test_an_older_version_cannot_be_sent_in_its_place(session: Session, publish: Publish) -> None:
    make.published_module(session)
    for number in (2, 3):
        make.version(session, changed(f"State {number}"), number=number)
    with pytest.raises(Refused, match="publication-changed"):
        publish(replace(wanted(session), version=2))


def test_a_draft_with_faults_stays_where_it_is(session: Session, publish: Publish) -> None:
    make.version(session, make.module_value(summary="", lessons=(who(),)))
    with pytest.raises(Refused, match="module-faulty"):
        publish(wanted(session))
    assert publications(session) == []


def test_where_four_eyes_are_wanted_another_person_publishes(
    session: Session, publish: Publish, trainer: Person
) -> None:
    colleague = make.person(session, role=Role.TRAINER)
    make.published_module(session)
    make.version(session, changed(), number=2, origin="editor", saved_by=trainer)
    make.version(session, changed("Later"), number=3, origin="editor", saved_by=colleague)
    make.version(session, changed("Last"), number=4, origin="editor")
    change(session, Settings(four_eyes_regions=("linz", "chemnitz")), person_id=None, now=make.NOW)

    for person in (trainer, colleague):
        with pytest.raises(Refused, match="four-eyes"):
            publish(wanted(session), person=person)
    assert publish(wanted(session), person=make.person(session, role=Role.TRAINER))

    # What they wrote has been seen by somebody else: from here on they may publish what others write.
    make.version(session, changed("Next"), number=5, origin="editor", saved_by=colleague)
    assert publish(wanted(session))


def test_elsewhere_who_writes_publishes(session: Session, publish: Publish, trainer: Person) -> None:
    change(session, Settings(four_eyes_regions=("linz",)), person_id=None, now=make.NOW)
    make.version(session, saved_by=trainer)
    assert publish(wanted(session))


def test_what_is_withdrawn_keeps_its_reason_and_comes_back_as_draft_or_as_it_was(
    session: Session, publish: Publish, trainer: Person, now: datetime
) -> None:
    first = make.published_module(session)
    make.version(session, changed(), number=2, saved_by=trainer)
    named: Any = {"person_id": trainer.id, "now": now}
    assert actions.withdraw(session, "craft", reason="The law has changed.", **named)
    assert last_entry(session).event == "module-withdrawn"
    assert not actions.withdraw(session, "craft", reason="Twice", **named)
    assert publications(session)[1:] == [(None, "The law has changed.")]

    again = publish(wanted(session, number=1))
    assert again is not None
    assert again.version_id == first.version.id

    actions.withdraw(session, "craft", reason="Once more", **named)
    draft = publish(wanted(session))
    assert draft is not None
    assert draft.version_id != first.version.id


def test_what_was_never_published_cannot_be_withdrawn(session: Session, trainer: Person, now: datetime) -> None:
    make.version(session)
    assert not actions.withdraw(session, "craft", reason="Why", person_id=trainer.id, now=now)
    assert session.scalar(select(func.count()).select_from(ScheduledPublication)) == 0
    assert publications(session) == []
