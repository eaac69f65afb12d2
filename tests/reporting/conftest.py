"""What do tests of figures stand on? The usual history, counted and released."""

import pytest
from sqlalchemy.orm import Session

from tests.reporting.crowds import AFTER, USUAL, Crowds, crowds
from training.reporting.actions import Made, make_release
from training.reporting.rules.quarters import Quarter

FIRST, SECOND = Quarter(2026, 1), Quarter(2026, 2)


@pytest.fixture
def crowd(session: Session) -> Crowds:
    """Give two regions and two modules to which nobody came yet."""
    return crowds(session)


@pytest.fixture
def releases(session: Session, crowd: Crowds) -> list[Made]:
    """Release both quarters of the usual history."""
    crowd.come(USUAL)
    return [make_release(session, quarter, now=AFTER) for quarter in (FIRST, SECOND)]
