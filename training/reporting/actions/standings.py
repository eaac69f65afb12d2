"""How does the projection follow the facts? Whole or in part, by the same statement."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, text, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from training.foundation.db import one_after_another
from training.reporting.models import Standing, StandingMark
from training.reporting.models.standings import ONLY
from training.reporting.queries.standings import counted_until, standings_from_facts
from training.reporting.queries.standings.facts import COLUMNS

# What nobody else locks by.
_COUNTING = -4
#: A transaction may commit so long after the moment that it writes down, and clocks of nodes differ.
OVERLAP = timedelta(minutes=15)
_KEY, *_REST = COLUMNS
_QUICKLY = {"synchronize_session": False}


def rebuild(session: Session, *, now: datetime) -> int:
    """Empty the projection and count every enrolment anew; tell how many there are."""
    one_after_another(session, _COUNTING)
    session.execute(delete(Standing).execution_options(**_QUICKLY))
    return _count(session, since=None, now=now)


def catch_up(session: Session, *, now: datetime) -> int:
    """Count the enrolments that something has happened to since the last time; tell how many rows have changed.

    What is counted already is compared and not written. The first time counts everything.
    """
    one_after_another(session, _COUNTING)
    until = counted_until(session)
    return _count(session, since=until - OVERLAP if until else None, now=now)


def _count(session: Session, *, since: datetime | None, now: datetime) -> int:
    connection = session.connection()
    result: Any = connection.execute(_insertion(session, since), execution_options={"preserve_rowcount": True})
    # sqlite3 does not tell of a statement that begins with WITH.
    is_told = connection.dialect.name == "postgresql"
    written = result.rowcount if is_told else connection.scalar(text("SELECT changes()"))
    session.merge(StandingMark(id=ONLY, until=now))
    session.flush()
    return int(written)


def _insertion(session: Session, since: datetime | None) -> Any:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # SQLite takes ON CONFLICT after a SELECT only where that ends with a WHERE.
    facts = standings_from_facts(session, since=since).where(true())
    new = dialect.insert(Standing).from_select(COLUMNS, facts)
    excluded = {name: new.excluded[name] for name in _REST}
    differs = or_(*(getattr(Standing, name).is_distinct_from(value) for name, value in excluded.items()))
    return new.on_conflict_do_update(index_elements=[_KEY], set_=excluded, where=differs)
