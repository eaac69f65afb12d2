"""Which figures has a test seen released?"""

from typing import Any

from sqlalchemy.orm import Session

from tests.make.rows import NOW, added
from training.reporting.models import HiddenCell, Release, ReleaseCell


def release(session: Session, quarter: str = "2026Q3", **columns: Any) -> Release:
    """Release one figure of the whole site, and hide another."""
    columns = {
        "made_at": NOW,
        "minimum": 5,
        "regions": {},
        "modules": {},
        "relations": [],
        "digest": "0" * 64,
    } | columns
    made = added(session, Release(quarter=quarter, **columns))
    place = {"release_id": made.id, "region": "*", "module": "*", "language": "*"}
    added(session, ReleaseCell(**place, measure="enrolled", value=12))
    added(session, ReleaseCell(**place, measure="completed", value=None))
    added(session, HiddenCell(**place, measure="completed", value=3, reason="primary"))
    return made
