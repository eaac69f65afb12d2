"""What does a test of sign-on stand on? A real provider, and a site that lets people in by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.provider import RealProvider
from tests.provider import provider as run
from tests.signing_on import CLAIMS
from training.accounts.views import provider as views


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealProvider]:
    """Run the provider once for this worker."""
    with run(tmp_path_factory.mktemp("provider")) as provider:
        yield provider


@pytest.fixture
def claims_file(tmp_path: Path) -> Path:
    """Give the table of what claims mean."""
    file = tmp_path / "claims.yaml"
    file.write_text(CLAIMS)
    return file


@pytest.fixture
def client(app: Flask, provider: RealProvider, claims_file: Path) -> Iterator[FlaskClient]:
    """Give a browser on a site that lets people in by the provider."""
    views.init_app(app, provider.settings(claims_file))
    yield app.test_client()
    views.init_app(app, None)


@pytest.fixture(autouse=True)
def _town_hall(session: Session) -> None:
    make.region(session, "linz")
    make.organisation(session, key="hall", region="chemnitz")
