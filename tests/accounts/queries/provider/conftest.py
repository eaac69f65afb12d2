"""What does a test of false words stand on? A provider that says what it is told to, and a site that asks it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.false_provider import FalseProvider, false_provider
from training.accounts.models import Identity
from training.accounts.views import provider as views


@pytest.fixture
def provider() -> Iterator[FalseProvider]:
    """Give a provider that can be made to say anything."""
    with false_provider() as provider:
        yield provider


@pytest.fixture
def client(app: Flask, session: Session, provider: FalseProvider) -> Iterator[FlaskClient]:
    """Give a browser on a site that lets people in by the provider, and to which Jana has come in by it before."""
    views.init_app(app, provider.settings())
    jana = make.person(session, email="jana@example.org")
    known = Identity(person_id=jana.id, issuer=provider.issuer, subject="jana", given=[], joined_at=make.NOW)
    session.add(known)
    session.flush()
    yield app.test_client()
    views.init_app(app, None)
