"""How does a demonstration come to have translations in every state, and counts of the days before?"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.foundation.db import insert_all_once
from training.translation.actions.revising import next_revision
from training.translation.models import Translation, TranslationCount
from training.translation.rules import Coverage
from training.translation.rules.overview import TREND

_A_STEP = timedelta(days=3)


def invent_origin(session: Session, module_id: int, language: str, segments: Collection[str]) -> None:
    """Say of texts that a machine has drafted them."""
    _mark(session, module_id, language, segments, origin="machine")


def invent_approval(
    session: Session, module_id: int, language: str, segments: Collection[str], *, person_id: int, now: datetime
) -> None:
    """Say of texts that nobody wrote here that a person has approved them."""
    _mark(session, module_id, language, segments, approved_by=person_id, approved_at=now)


def invent_counts(session: Session, module_id: int, language: str, coverage: Coverage, *, today: date) -> None:
    """Say that fewer texts were approved on the days before, from a third less on, and waited for review instead."""
    steps = range(1, TREND // _A_STEP + 1)
    lines = [_line(coverage, step / len(steps), day=today - step * _A_STEP) for step in steps]
    pair = {"module_id": module_id, "language": language}
    insert_all_once(session, TranslationCount, [pair | line for line in lines])


def _mark(session: Session, module_id: int, language: str, segments: Collection[str], **columns: object) -> None:
    revision = next_revision(session, module_id, language)
    of_pair = Translation.module_id == module_id, Translation.language == language
    session.execute(
        update(Translation)
        .where(*of_pair, Translation.segment.in_(segments))
        .values(revision=revision, **columns)
        .execution_options(synchronize_session=False)
    )


def _line(coverage: Coverage, ago: float, *, day: date) -> dict[str, object]:
    fewer = round(coverage.reviewed * ago / 3)
    return {
        "day": day,
        "total": coverage.total,
        "reviewed": coverage.reviewed - fewer,
        "unreviewed": coverage.unreviewed + fewer,
        "machine": coverage.machine,
        "stale": coverage.stale,
        "missing": coverage.missing,
    }
