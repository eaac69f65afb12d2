"""What do tests of imports and exports begin with?"""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.content import queries as content


@pytest.fixture
def folder(tmp_path: Path, session: Session) -> Path:
    """Give an empty folder of pictures, and a database with the module's region."""
    make.region(session)
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    content.forget_publications()
