"""Which texts are to be looked at, and why?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.translation.models import TranslationTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to look at in a text: the alarm ("alarm"), a learner ("report") or a reviewer ("returned") asks for it.

    `facts` hold the reason where it was a reviewer.
    """

    id: int
    segment: str
    kind: str
    facts: dict[str, Any]
    opened_at: datetime


def open_tasks(session: Session, module_id: int, language: str) -> dict[str, list[Task]]:
    """What is to be looked at in a module's texts of a language, by address, the oldest first."""
    found: dict[str, list[Task]] = {}
    for row in rows(session, _open_tasks(), module_id=module_id, language=language):
        found.setdefault(row.segment, []).append(Task(**row._asdict()))
    return found


def open_task_counts(session: Session) -> dict[tuple[int, str], int]:
    """How much is to be looked at, by module and language."""
    return {(row.module_id, row.language): row.number for row in rows(session, _open_task_counts())}


def task(session: Session, task_id: int, *, module_id: int, language: str) -> TranslationTask:
    """A task of this module and language; raises NotFound."""
    found = session.get(TranslationTask, task_id)
    if found is None or (found.module_id, found.language) != (module_id, language):
        raise NotFound("task")
    return found


def tasks_at(session: Session, module_id: int, language: str, segments: Collection[str]) -> list[TranslationTask]:
    """Every task at these segments, those that are closed too, the oldest first."""
    of_pair = TranslationTask.module_id == module_id, TranslationTask.language == language
    wanted = select(TranslationTask).where(*of_pair, TranslationTask.segment.in_(segments))
    return list(session.scalars(wanted.order_by(TranslationTask.id)))


@cache
def _open_tasks() -> Executable:
    wanted = select(
        TranslationTask.id,
        TranslationTask.segment,
        TranslationTask.kind,
        TranslationTask.facts,
        TranslationTask.opened_at,
    )
    of_module = TranslationTask.module_id == bindparam("module_id")
    of_pair = of_module, TranslationTask.language == bindparam("language")
    return wanted.where(*of_pair, TranslationTask.closed_at.is_(None)).order_by(TranslationTask.id)


@cache
def _open_task_counts() -> Executable:
    pair = TranslationTask.module_id, TranslationTask.language
    counted = select(*pair, func.count().label("number")).where(TranslationTask.closed_at.is_(None))
    return counted.group_by(*pair)
