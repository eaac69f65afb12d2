"""How many people belong to which organisation?"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.accounts.models import Person


def people_counts(session: Session) -> dict[int, int]:
    """How many accounts that are neither closed nor erased each organisation itself has, by its id."""
    open_ones = Person.disabled_at.is_(None), Person.erased_at.is_(None)
    found = select(Person.organisation_id, func.count()).where(*open_ones).group_by(Person.organisation_id)
    return {row[0]: row[1] for row in session.execute(found)}
