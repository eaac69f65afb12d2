"""How does a module come before its learners, and how is it taken away from them?

Whoever writes, publishes or plans waits for the others who do so with the same module: what was looked at is what is
carried out.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.authoring.models import ScheduledPublication
from training.authoring.queries import publishing as queries
from training.authoring.queries.publishing import Candidate, Publishing
from training.authoring.rules.publishing import CANCELLED, PUBLISHED, Wanted, may_publish
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.models import ModuleVersion, Publication
from training.content.rules.faults import faults
from training.content.rules.module import Module
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES
from training.translation.queries import policies, translations
from training.translation.rules import frozen_texts


def publish(
    session: Session, version: ModuleVersion, *, now: datetime, actor_id: int | None = None, note: str = ""
) -> Publication | None:
    """Freeze a version with its translations for learners; None where they see exactly that already."""
    one_after_another(session, version.module_id)
    module = module_from_json(version.document)
    texts = frozen_texts(module, translations(session, version.module_id), policies(session, version.module_id))
    current = content.latest_publication(session, version.module_id)
    if current and current.version_id == version.id and _plain(current.texts) == _plain(texts):
        return None
    made = Publication(
        module_id=version.module_id,
        version_id=version.id,
        texts=texts,
        published_by=actor_id,
        published_at=now,
        note=note,
    )
    session.add(made)
    session.flush()
    facts = {"version": version.number, "publication": made.id, "note": bool(note)}
    record(session, Event.MODULE_PUBLISHED, f"module {module.key}", at=now, actor_id=actor_id, **facts)
    return made


def publish_wanted(session: Session, key: str, wanted: Wanted, *, person_id: int, now: datetime) -> Publication | None:
    """Publish what a page has shown to somebody; None where learners see exactly that already.

    A plan that stands is called off. Raises Refused("publication-changed") where the page is out of date, "four-eyes"
    where somebody else has to publish, and "module-faulty" where the version has faults.
    """
    found = alone(session, key)
    version = checked(session, found, wanted, person_id=person_id)
    if version is None:
        return None
    call_off(session, found, person_id=person_id, now=now)
    return publish(session, version, now=now, actor_id=person_id, note=wanted.note)


def withdraw(session: Session, key: str, *, reason: str, person_id: int, now: datetime) -> bool:
    """Take a module out of the catalogue and keep why; a plan that stands is called off. Tell whether it was there.

    Attempts that have begun go on, and what is complete stays so.
    """
    found = alone(session, key)
    if found.said is None or found.is_withdrawn:
        return False
    call_off(session, found, person_id=person_id, now=now)
    gone = Publication(
        module_id=found.row.id, version_id=None, texts={}, published_by=person_id, published_at=now, note=reason
    )
    session.add(gone)
    session.flush()
    facts = {"version": found.seen_number, "publication": gone.id}
    record(session, Event.MODULE_WITHDRAWN, f"module {key}", at=now, actor_id=person_id, **facts)
    return True


def check_sound(module: Module, *, regions: tuple[str, ...]) -> None:
    """Raise Refused("module-faulty") where a module has faults that keep it from learners."""
    found = faults(module, languages=LANGUAGES, regions=regions)
    if found:
        raise Refused("module-faulty", faults=len(found))


def alone(session: Session, key: str) -> Publishing:
    """Open a module once nobody else works on it."""
    row = content.module_row(session, key)
    if row:
        one_after_another(session, row.id)
    return queries.publishing(session, key)


def checked(session: Session, found: Publishing, wanted: Wanted, *, person_id: int) -> ModuleVersion | None:
    """Return the version that somebody wants to publish; None where learners see exactly that already."""
    chosen = queries.candidate(session, found, wanted.version)
    if is_seen(found, chosen):
        return None
    if chosen.basis != wanted.basis:
        raise Refused("publication-changed")
    check_eyes(session, found, chosen.version, person_id=person_id)
    check_sound(chosen.module, regions=found.regions)
    return chosen.version


def is_seen(found: Publishing, chosen: Candidate) -> bool:
    """Tell whether learners have exactly this already."""
    said = found.said
    return said is not None and said.version_id == chosen.version.id and _plain(said.texts) == _plain(chosen.texts)


def check_eyes(session: Session, found: Publishing, version: ModuleVersion, *, person_id: int) -> None:
    """Raise Refused("four-eyes") where a version waits for somebody who has not written it."""
    writers = queries.writers(session, found, until=version.number)
    if not may_publish(person_id, writers=writers, four_eyes=found.four_eyes):
        raise Refused("four-eyes")


def call_off(session: Session, found: Publishing, *, person_id: int, now: datetime) -> bool:
    """End the plan of a module before it is due; tell whether one stood."""
    plan = queries.standing_plan(session, found.row.id)
    if plan is None:
        return False
    number = session.get_one(ModuleVersion, plan.version_id).number
    end(session, plan, CANCELLED, version=number, key=found.row.key, now=now, actor_id=person_id)
    return True


def end(
    session: Session,
    plan: ScheduledPublication,
    outcome: str,
    *,
    version: int,
    key: str,
    now: datetime,
    actor_id: int | None,
    **facts: str,
) -> None:
    """Write how a plan ended; what was published leaves its own entry."""
    plan.outcome, plan.ended_at = outcome, now
    session.flush()
    if outcome != PUBLISHED:
        told = {"version": version, **facts}
        record(session, Event.PUBLICATION_CANCELLED, f"module {key}", at=now, actor_id=actor_id, **told)


def _plain(texts: object) -> object:
    """See pairs as lists, as they come back from JSON; languages without texts say nothing."""
    if isinstance(texts, dict):
        return {name: _plain(child) for name, child in texts.items() if child != {}}
    return list(texts) if isinstance(texts, tuple) else texts
