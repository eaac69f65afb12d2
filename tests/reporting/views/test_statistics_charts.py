"""Has every chart words for those who do not see it, and a table that says the same?"""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.told import released
from training.accounts.models import Person
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE = "/en/statistics"


@pytest.fixture
def everywhere(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of an administrator of everything, after four releases."""
    released(session)
    return sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True))


def test_every_chart_has_words_and_a_table_that_says_the_same(everywhere: FlaskClient) -> None:
    for query in ("", "?module=craft", "?place=linz", "?period=year"):
        text = everywhere.get(f"{PAGE}{query}").text
        charts = re.findall(r'<svg class="chart".*?</svg>', text, re.DOTALL)
        ids = re.findall(r' id="([^"]+)"', text)
        assert charts
        assert len(ids) == len(set(ids))
        for chart in charts:
            title, description = re.findall(r'aria-labelledby="(\S+) (\S+)"', chart)[0]
            assert f'<title id="{title}">' in chart
            assert f'<desc id="{description}">' in chart
            assert "viewBox" not in chart
        cells = [cell for table in _tables(text) for cell in re.findall(r"<td[^>]*>([^<]+)</td>", table)]
        for drawn in re.findall(r'<text class="chart__(?:number|said)"[^>]*>([^<]+)</text>', text):
            assert drawn in cells, drawn


def _tables(text: str) -> list[str]:
    return re.findall(r"<table.*?</table>", text, re.DOTALL)
