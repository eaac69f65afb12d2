"""What do all attacks start from? A house with a victim, somebody else in a browser, and one who may do everything."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.security.walk import Victim
from tests.security.walk import victim as made_victim
from training.accounts.models import Person
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def victim(session: Session) -> Victim:
    """Give a person with an attempt, a grade and a certificate."""
    return made_victim(session)


@pytest.fixture
def stranger(client: FlaskClient, session: Session, sign_in: SignIn, victim: Victim) -> FlaskClient:
    """Sign in another learner, who has nothing of their own."""
    return sign_in(client, make.person(session, name="Stefan Stranger"))


@pytest.fixture
def everybody(client: FlaskClient, session: Session, sign_in: SignIn, victim: Victim) -> FlaskClient:
    """Sign in somebody who has begun the module and may do everything everywhere."""
    person = make.person(session, name="Ada Admin")
    for role in Role:
        if role is not Role.LEARNER:
            make.grant(session, person, role=role, region=None)
    return sign_in(client, person)
