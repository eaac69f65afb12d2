"""Do the pages about the house open in every language, and lead whoever comes without one?"""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.foundation.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "modules", "about", "accessibility", "privacy", "licences", "sign-in"])
def test_a_page_opens_in_its_language(client: FlaskClient, session: Session, language: str, page: str) -> None:
    make.published_module(session)
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize(("accepted", "language"), [("cs", "cs"), ("nl-BE,en;q=0.1", "nl"), ("", "en")])
def test_the_door_leads_to_the_language_of_the_browser(client: FlaskClient, accepted: str, language: str) -> None:
    assert client.get("/", headers={"Accept-Language": accepted}).location == f"/{language}/"
