"""Which lessons have changed since somebody read them?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session, aliased

from training.content import queries as content
from training.content.models import Publication
from training.foundation.db import rows
from training.learning.rules.news import ChangedLesson, Told
from training.learning.rules.progress import Traces


def changed_lessons(
    session: Session, read: Iterable[tuple[Traces, int]], *, region: str
) -> list[tuple[ChangedLesson, ...]]:
    """The lessons that a reader of a region finds changed, for each pair of traces and current publication (its id).

    One statement, and none where nothing has changed: publications are compared once a process.
    """
    changed = [(current, _changed(session, traces, current, region)) for traces, current in read]
    later = _later(session, {read_in for _, lessons in changed for read_in in lessons.values()})
    return [
        tuple(
            _lesson(session, key, [told for told in later[read_in] if told.id <= current], region=region)
            for key, read_in in lessons.items()
        )
        for current, lessons in changed
    ]


def _changed(session: Session, traces: Traces, current: int, region: str) -> dict[str, int]:
    """Find what has changed: the key of a lesson, and the publication in which it was read."""
    return {
        key: read_in
        for key, read_in in traces.read_in.items()
        if read_in < current and key in content.changed_lessons(session, read_in, current, region=region)
    }


def _lesson(session: Session, key: str, later: Sequence[Told], *, region: str) -> ChangedLesson:
    """Look back from the current publication for the first that reads as it does."""
    *before, current = later
    at = current.at
    for told in reversed(before):
        if key in content.changed_lessons(session, told.id, current.id, region=region):
            break
        at = told.at
    return ChangedLesson(lesson=key, at=at, told=tuple(later))


def _later(session: Session, read_in: Collection[int]) -> dict[int, list[Told]]:
    """The publications with a version that came after each of these for the same module, the oldest first."""
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for row in rows(session, _publications_after(), read_in=sorted(read_in)) if read_in else ():
        found[row.read_in].append(Told(row.id, row.published_at, row.note))
    return found


@cache
def _publications_after() -> Executable:
    read = aliased(Publication)
    return (
        select(read.id.label("read_in"), Publication.id, Publication.published_at, Publication.note)
        .join(read, (read.module_id == Publication.module_id) & (read.id < Publication.id))
        .where(read.id.in_(bindparam("read_in", expanding=True)), Publication.version_id.is_not(None))
        .order_by(Publication.id)
    )
