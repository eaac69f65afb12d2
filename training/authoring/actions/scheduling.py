"""What is to come before learners at a moment to come, and what becomes of that plan?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.authoring.actions.publishing import alone, call_off, check_eyes, check_sound, checked, end, publish
from training.authoring.models import ScheduledPublication
from training.authoring.queries import publishing as queries
from training.authoring.queries.publishing import Publishing
from training.authoring.rules.publishing import PUBLISHED, REFUSED, Wanted, is_overtaken
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import Refused
from training.foundation.permissions import Permission, Place, allowed


def schedule(
    session: Session, key: str, wanted: Wanted, *, due_at: datetime, person_id: int, now: datetime
) -> ScheduledPublication | None:
    """Plan to publish, at a moment to come, what a page has shown; None where learners see exactly that already.

    The translations will be those of that moment. A plan that stands is called off, unless it says the same. Raises as
    `publish_wanted` does.
    """
    found = alone(session, key)
    version = checked(session, found, wanted, person_id=person_id)
    if version is None:
        return None
    standing = queries.standing_plan(session, found.row.id)
    said = (version.id, wanted.note, due_at)
    if standing and (standing.version_id, standing.note, standing.due_at) == said:
        return standing
    call_off(session, found, person_id=person_id, now=now)
    made = ScheduledPublication(
        module_id=found.row.id,
        version_id=version.id,
        note=wanted.note,
        due_at=due_at,
        scheduled_by=person_id,
        scheduled_at=now,
    )
    session.add(made)
    session.flush()
    facts = {"version": version.number, "due": due_at.isoformat()}
    record(session, Event.PUBLICATION_SCHEDULED, f"module {key}", at=now, actor_id=person_id, **facts)
    return made


def unschedule(session: Session, key: str, *, person_id: int, now: datetime) -> bool:
    """Call off the plan of a module; tell whether one stood."""
    return call_off(session, alone(session, key), person_id=person_id, now=now)


def publish_due(session: Session, module_id: int, *, now: datetime) -> bool:
    """Carry out the plan of a module if it is due, in the name of whoever made it; tell whether one was.

    It is refused, and learners go on with what they have, where the version has faults, where that person may not
    publish any more, and where something else came before learners meanwhile. Done twice, or on two machines at once,
    it publishes once: how it ended is written in the same transaction.
    """
    one_after_another(session, module_id)
    plan = queries.standing_plan(session, module_id)
    if plan is None or plan.due_at > now:
        return False
    key, _ = queries.module_of_id(session, module_id)
    found = queries.publishing(session, key)
    version = session.get_one(ModuleVersion, plan.version_id)
    refusal = _refusal(session, found, plan, version)
    if refusal:
        end(session, plan, REFUSED, version=version.number, key=key, now=now, actor_id=None, refused=refusal)
    else:
        end(session, plan, PUBLISHED, version=version.number, key=key, now=now, actor_id=plan.scheduled_by)
        publish(session, version, now=now, actor_id=plan.scheduled_by, note=plan.note)
    return True


def _refusal(session: Session, found: Publishing, plan: ScheduledPublication, version: ModuleVersion) -> str:
    """Return why a plan cannot be carried out, as the code of a refusal; empty where it can."""
    since = queries.published_since(session, found.row.id, since=plan.scheduled_at)
    if is_overtaken(version=version.number, since=since):
        return "publication-overtaken"
    if not _may_still(session, found, plan.scheduled_by):
        return "publisher-gone"
    try:
        check_eyes(session, found, version, person_id=plan.scheduled_by)
        check_sound(module_from_json(version.document), regions=found.regions)
    except Refused as refusal:
        return refusal.code
    return ""


def _may_still(session: Session, found: Publishing, person_id: int) -> bool:
    if accounts.open_person(session, person_id) is None:
        return False
    place = Place(region=found.region, module=found.row.key)
    return allowed(accounts.grants_of(session, person_id), Permission.PUBLISH_MODULE, place=place)
