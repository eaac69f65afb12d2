"""What do tests of named lists stand on? A town with its people, and the browser of its training officer."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.reporting.towns import Town, people
from training.accounts.models import Person


@pytest.fixture
def place(session: Session) -> Town:
    """Give the town with its people."""
    return people(session)


@pytest.fixture
def officer(client: FlaskClient, place: Town, sign_in: Callable[[FlaskClient, Person], FlaskClient]) -> FlaskClient:
    """Give the browser of the training officer of the hall."""
    return sign_in(client, place.officer)
