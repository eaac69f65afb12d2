"""What becomes of a text that somebody posted after the session had ended?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from training.content.models import KeptText
from training.content.queries.keeping import own_kept_text


def keep_text(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    unit: str,
    basis: str,
    typed: Mapping[str, Sequence[str]],
    now: datetime,
) -> KeptText:
    """Keep a form as it was typed, for its author alone; `basis` is the digest of the state that it was opened with."""
    kept = KeptText(
        person_id=person_id,
        module_id=module_id,
        unit=unit,
        basis=basis,
        typed={name: list(values) for name, values in typed.items()},
        kept_at=now,
    )
    session.add(kept)
    session.flush()
    return kept


def drop_text(session: Session, kept_id: int, *, person_id: int) -> None:
    """Forget a kept text that its author has taken over or thrown away; raises NotFound where it is not theirs."""
    session.delete(own_kept_text(session, kept_id, person_id=person_id))
    session.flush()


def forget_kept_texts(session: Session, *, before: datetime) -> int:
    """Forget what was kept before a moment and never taken over; return how many texts that were."""
    old = delete(KeptText).where(KeptText.kept_at < before).execution_options(synchronize_session=False)
    found: CursorResult[Any] = session.execute(old)  # type: ignore[assignment]
    return found.rowcount
