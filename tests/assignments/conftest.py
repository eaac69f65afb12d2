"""What does every test of required learning stand on?"""

import pytest
from sqlalchemy.orm import Session

from tests.assignments.offices import Town
from tests.assignments.offices import town as make_town


@pytest.fixture
def town(session: Session) -> Town:
    """Give a town hall with a department, a training officer and a published module."""
    return make_town(session)
