"""Does the page of health say what is wrong, to whoever runs the whole site?"""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.administration.conftest import SignIn
from training.accounts.models import Person
from training.foundation.outbox import Letter, post

ADDRESS = "/en/administration/health"


def test_what_is_wrong_is_said(client: FlaskClient, session: Session, sign_in: SignIn, everywhere: Person) -> None:
    """The key of the tests is too short, and nobody delivers the letter."""
    post(session, Letter.INVITATION, person_id=everywhere.id, now=make.NOW.replace(year=2025))
    page = sign_in(client, everywhere).get(ADDRESS)
    assert page.status_code == 200
    assert "The secret key of the site is easily guessed." in page.text
    assert "Letters have been waiting for long." in page.text
    assert "a key for tests only" not in page.text


def test_a_part_of_the_site_does_not_see_it(administering: FlaskClient) -> None:
    assert administering.get(ADDRESS).status_code == 403
