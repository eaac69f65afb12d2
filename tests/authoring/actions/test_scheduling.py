"""Does a planned version come before learners at its moment, once, and only if nothing speaks against it?"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person, RoleGrant
from training.authoring.actions import publishing, scheduling
from training.authoring.models import ScheduledPublication
from training.authoring.queries import publishing as queries
from training.authoring.rules.publishing import Wanted
from training.content.models import ModuleVersion, Publication
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change

DUE = make.NOW + timedelta(days=2)
AFTER = DUE + timedelta(minutes=1)


@pytest.fixture
def trainer(session: Session) -> Person:
    """Give a trainer of Chemnitz; the module has a paragraph for Linz as well."""
    make.region(session, "linz")
    return make.person(session, role=Role.TRAINER)


@pytest.fixture
def draft(session: Session, trainer: Person) -> ModuleVersion:
    """Give a draft of a module that learners see an earlier version of; somebody else has written it."""
    make.published_module(session)
    value = make.module_value(title="Rooms for more makers")
    return make.version(session, value, number=2, origin="editor", saved_by=make.person(session))


def plan(
    session: Session, person: Person, *, note: str = "", due_at: datetime = DUE, now: datetime = make.NOW
) -> ScheduledPublication | None:
    """Plan to publish the draft as it stands."""
    found = queries.publishing(session, "craft")
    chosen = queries.candidate(session, found, found.draft.number)
    wanted = Wanted(version=chosen.version.number, basis=chosen.basis, note=note)
    return scheduling.schedule(session, "craft", wanted, due_at=due_at, person_id=person.id, now=now)


def outcomes(session: Session) -> list[str | None]:
    """List what became of every plan, the first one first."""
    return list(session.scalars(select(ScheduledPublication.outcome).order_by(ScheduledPublication.id)))


def published(session: Session) -> list[int | None]:
    """List the versions (their ids) of all publications."""
    return list(session.scalars(select(Publication.version_id).order_by(Publication.id)))


def events(session: Session) -> list[tuple[str, object]]:
    """List the events of the log with what they say of a refusal."""
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.event, entry.facts.get("refused")) for entry in rows]


def test_a_plan_waits_for_its_moment_and_takes_the_translations_of_then(
    session: Session, trainer: Person, draft: ModuleVersion
) -> None:
    plan(session, trainer, note="More rooms.")
    make.version(session, make.module_value(title="Unfinished"), number=3, origin="editor")
    row = make.module(session)
    make.translation(session, row, segment="module/title", source="Rooms for more makers", text="Mehr Räume")

    assert queries.due_plans(session, now=DUE - timedelta(seconds=1)) == []
    assert not scheduling.publish_due(session, row.id, now=DUE - timedelta(seconds=1))
    assert queries.due_plans(session, now=DUE) == [row.id]
    assert scheduling.publish_due(session, row.id, now=DUE)
    assert not scheduling.publish_due(session, row.id, now=AFTER)

    last = session.scalars(select(Publication).order_by(Publication.id.desc())).first()
    assert last is not None
    assert (last.version_id, last.note, last.published_by, last.published_at) == (
        draft.id,
        "More rooms.",
        trainer.id,
        DUE,
    )
    assert list(last.texts["de"]["module/title"]) == ["Mehr Räume", "unreviewed"]
    assert (len(published(session)), outcomes(session)) == (2, ["published"])
    assert events(session) == [("publication-scheduled", None), ("module-published", None)]


def test_a_new_plan_takes_the_place_of_the_old_and_the_same_again_changes_nothing(
    session: Session, trainer: Person, draft: ModuleVersion
) -> None:
    first = plan(session, trainer)
    assert plan(session, trainer) is first
    later = plan(session, trainer, due_at=DUE + timedelta(days=1))
    assert (later is not first, outcomes(session)) == (True, ["cancelled", None])
    assert scheduling.unschedule(session, "craft", person_id=trainer.id, now=make.NOW)
    assert not scheduling.unschedule(session, "craft", person_id=trainer.id, now=make.NOW)
    assert outcomes(session) == ["cancelled", "cancelled"]
    assert [event for event, _ in events(session)] == [
        "publication-scheduled",
        "publication-cancelled",
        "publication-scheduled",
        "publication-cancelled",
    ]
    assert queries.due_plans(session, now=AFTER) == []


def test_publishing_and_withdrawing_call_a_plan_off(session: Session, trainer: Person, draft: ModuleVersion) -> None:
    plan(session, trainer)
    found = queries.publishing(session, "craft")
    wanted = Wanted(version=2, basis=queries.candidate(session, found, 2).basis)
    publishing.publish_wanted(session, "craft", wanted, person_id=trainer.id, now=make.NOW)
    assert plan(session, trainer) is None
    make.version(session, make.module_value(title="Third"), number=3)
    plan(session, trainer)
    publishing.withdraw(session, "craft", reason="A law", person_id=trainer.id, now=make.NOW)
    assert outcomes(session) == ["cancelled", "cancelled"]


def _lose_the_role(session: Session, trainer: Person) -> None:
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == trainer.id))


def _close_the_account(session: Session, trainer: Person) -> None:
    trainer.disabled_at = make.NOW
    session.flush()


def _publish_a_later_version(session: Session, trainer: Person) -> None:
    del trainer
    later = make.version(session, make.module_value(title="From files"), number=3)
    publishing.publish(session, later, now=make.NOW + timedelta(days=1))


def _withdraw(session: Session, trainer: Person) -> None:
    del trainer
    moment = make.NOW + timedelta(days=1)
    session.add(Publication(module_id=make.module(session).id, version_id=None, texts={}, published_at=moment))
    session.flush()


def _want_four_eyes(session: Session, trainer: Person) -> None:
    change(session, Settings(four_eyes_regions=("chemnitz",)), person_id=None, now=make.NOW)
    session.add(_written_by(session, trainer))


def _written_by(session: Session, trainer: Person) -> ScheduledPublication:
    """Plan a version that the trainer wrote, as it was possible before four eyes were wanted."""
    own = make.version(session, make.module_value(title="My own"), number=3, saved_by=trainer)
    standing = session.scalars(select(ScheduledPublication)).one()
    standing.outcome = "cancelled"
    return _planned(own, trainer)


def _planned(version: ModuleVersion, person: Person) -> ScheduledPublication:
    moments = {"due_at": DUE, "scheduled_at": make.NOW}
    ids = {"module_id": version.module_id, "version_id": version.id, "scheduled_by": person.id}
    return ScheduledPublication(**ids, **moments, note="")


def _have_a_fault(session: Session, trainer: Person) -> None:
    """Plan a version with a fault, as it is one by the rules of a later release."""
    faulty = make.version(session, make.module_value(summary=""), number=3)
    session.scalars(select(ScheduledPublication)).one().outcome = "cancelled"
    session.add(_planned(faulty, trainer))


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (_lose_the_role, "publisher-gone"),
        (_close_the_account, "publisher-gone"),
        (_publish_a_later_version, "publication-overtaken"),
        (_withdraw, "publication-overtaken"),
        (_want_four_eyes, "four-eyes"),
        (_have_a_fault, "module-faulty"),
    ],
)
def test_what_speaks_against_a_plan_refuses_it_for_good(
    session: Session,
    trainer: Person,
    draft: ModuleVersion,
    happens: Callable[[Session, Person], None],
    code: str,
) -> None:
    plan(session, trainer)
    happens(session, trainer)
    session.flush()
    before = published(session)

    assert scheduling.publish_due(session, draft.module_id, now=AFTER)

    assert published(session) == before
    assert outcomes(session)[-1] == "refused"
    assert events(session)[-1] == ("publication-cancelled", code)
    assert queries.reason_of_refusal(session, "craft") == code
    assert not scheduling.publish_due(session, draft.module_id, now=AFTER)


def test_translations_that_come_in_meanwhile_do_not_refuse_a_plan(
    session: Session, trainer: Person, draft: ModuleVersion
) -> None:
    plan(session, trainer)
    first = session.scalars(select(ModuleVersion).where(ModuleVersion.number == 1)).one()
    # A deployment publishes what learners see once more, with what has been translated since.
    assert publishing.publish(session, first, now=make.NOW + timedelta(days=1))
    assert scheduling.publish_due(session, draft.module_id, now=AFTER)
    assert outcomes(session) == ["published"]


def test_whoever_may_not_publish_may_not_plan(session: Session, trainer: Person, draft: ModuleVersion) -> None:
    change(session, Settings(four_eyes_regions=("chemnitz",)), person_id=None, now=make.NOW)
    make.version(session, make.module_value(title="Third"), number=3, saved_by=trainer)
    with pytest.raises(Refused, match="four-eyes"):
        plan(session, trainer)
    assert outcomes(session) == []
