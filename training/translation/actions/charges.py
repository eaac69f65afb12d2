"""What changes about who works on what? Somebody begins, somebody ends, and both are told of changes or no more."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.models import ModuleRow
from training.foundation.audit import Event, record
from training.foundation.db import insert_once
from training.foundation.errors import NotFound
from training.translation.models import TranslationCharge


def put_in_charge(
    session: Session, module: ModuleRow, language: str, *, person_id: int, given_by: int, now: datetime
) -> bool:
    """Let somebody work on a module in a language; tell whether they did not yet.

    They are told of what changes from now on. Whoever asks has seen to it that the person may translate it. Raises
    NotFound where the module has no version.
    """
    mark = content.latest_mark(session, module.id)
    if mark is None:
        raise NotFound("module")
    charge = {"module_id": module.id, "language": language, "person_id": person_id}
    if not insert_once(session, TranslationCharge, **charge, given_by=given_by, given_at=now, told_number=mark.number):
        return False
    facts = {"language": language, "person": person_id, "begins": True}
    record(session, Event.TRANSLATION_CHARGED, f"module {module.key}", at=now, actor_id=given_by, **facts)
    session.flush()
    return True


def end_charge(
    session: Session, module: ModuleRow, language: str, *, person_id: int, ended_by: int, now: datetime
) -> bool:
    """Let somebody work no longer on a module in a language, and write no more letters to them about it."""
    row = session.get(TranslationCharge, (module.id, language, person_id))
    if row is None:
        return False
    session.delete(row)
    facts = {"language": language, "person": person_id, "begins": False}
    record(session, Event.TRANSLATION_CHARGED, f"module {module.key}", at=now, actor_id=ended_by, **facts)
    session.flush()
    return True


def keep_told(session: Session, person_id: int, told: Collection[tuple[int, str, int]]) -> None:
    """Remember up to which version a person knows what has changed: module, language, number."""
    for module_id, language, number in told:
        charge = TranslationCharge.module_id == module_id, TranslationCharge.language == language
        own = TranslationCharge.person_id == person_id, TranslationCharge.told_number < number
        session.execute(
            update(TranslationCharge)
            .where(*charge, *own)
            .values(told_number=number)
            .execution_options(synchronize_session=False)
        )
