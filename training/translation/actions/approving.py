"""Who answers for a translation? Somebody else than its author: they approve it, or send it back with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.content.rules.segments import text_digest
from training.content.rules.texts import clean
from training.foundation.audit import Event, record
from training.foundation.errors import Refused
from training.translation.actions.opening import Alone, alone
from training.translation.actions.revising import keep_sources, next_revision, set_aside
from training.translation.actions.tasks import close_returned, open_task
from training.translation.actions.writing import Outcome, Result
from training.translation.models import Translation
from training.translation.rules.tasks import Kind

#: A reason is a few sentences.
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What somebody has read: `source_digest` of the source, and `basis` of the translation that the page showed."""

    address: str
    source_digest: str
    basis: str


def approve(
    session: Session, module_key: str, language: str, approvals: Sequence[Approval], *, person_id: int, now: datetime
) -> tuple[Result, ...]:
    """Approve translations, and say of each in turn what became of it.

    A text or a source that is another by now is a CLASH, one's own text REFUSED with the code "own-translation". Raises
    NotFound, and Refused("segment-unknown").
    """
    found = alone(session, module_key, language, {each.address for each in approvals})
    results = [_decided(found, each, person_id=person_id) for each in approvals]
    good = sorted({result.address for result in results if result.outcome is Outcome.KEPT})
    if good:
        revision = next_revision(session, found.row.id, language)
        for row in filter(None, map(found.current, good)):
            row.approved_by, row.approved_at, row.revision = person_id, now, revision
        session.flush()
        keep_sources(session, found.module.source, [found.sources[address] for address in good])
        pair: dict[str, Any] = {"module_id": found.row.id, "language": language}
        close_returned(session, **pair, segments=good, person_id=person_id, now=now)
        facts = {"language": language, "segments": good}
        record(session, Event.TRANSLATION_APPROVED, f"module {module_key}", at=now, actor_id=person_id, **facts)
    return tuple(results)


def send_back(
    session: Session, module_key: str, language: str, approval: Approval, *, reason: str, person_id: int, now: datetime
) -> None:
    """Ask that a translation be looked at again, with a reason; an approval that it had is taken away.

    Raises NotFound, Refused("segment-unknown"), "reason-missing", "reason-too-long", and "translation-changed" where
    the text or its source is another than the page showed.
    """
    said = _checked_reason(reason)
    found = alone(session, module_key, language, {approval.address})
    row = _shown(found, approval)
    if row is None:
        raise Refused("translation-changed")
    if row.approved_at is not None:
        set_aside(session, row, person_id=person_id, now=now)
        row.approved_by = row.approved_at = None
        row.revision = next_revision(session, found.row.id, language)
        session.flush()
    open_task(
        session,
        module_id=found.row.id,
        language=language,
        segment=approval.address,
        kind=Kind.RETURNED,
        facts={"reason": said},
        now=now,
    )


def _checked_reason(reason: str) -> str:
    said = clean(reason)
    if not said:
        raise Refused("reason-missing")
    if len(said) > LONGEST_REASON:
        raise Refused("reason-too-long", most=LONGEST_REASON)
    return said


def _decided(found: Alone, approval: Approval, *, person_id: int) -> Result:
    row, address = _shown(found, approval), approval.address
    if row is None:
        theirs = found.current(address)
        return Result(address=address, outcome=Outcome.CLASH, theirs=theirs.text if theirs else None)
    if row.approved_at is not None:
        return Result(address=address, outcome=Outcome.SAME)
    if row.translated_by == person_id:
        return Result(address=address, outcome=Outcome.REFUSED, code="own-translation")
    return Result(address=address, outcome=Outcome.KEPT)


def _shown(found: Alone, approval: Approval) -> Translation | None:
    """Return the translation that somebody has read, where it still stands as they have read it."""
    row = found.current(approval.address)
    is_same = row is not None and row.source_digest == approval.source_digest
    return row if row is not None and is_same and text_digest(row.text) == approval.basis else None
