"""What do all builders share? The moment, running numbers, and how a row is added."""

from datetime import UTC, datetime
from itertools import count
from typing import TypeVar

from sqlalchemy.orm import Session

from training.foundation.db import Base

#: The moment at which everything here came to be.
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

numbers = count(1)

Row = TypeVar("Row", bound=Base)


def added(session: Session, row: Row) -> Row:
    """Add a row and flush it."""
    session.add(row)
    session.flush()
    return row
