"""Does a person make tokens on pages, after proof, see each once, and take it away?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.accounts.models import SignIn as SignInRow
from training.foundation.clock import now
from training.foundation.permissions import Role
from training.reporting.models import AccessToken
from training.reporting.rules.tokens import token_digest

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PAGE, NEW, SHOWN = "/en/statistics/tokens", "/en/statistics/tokens/new", "/en/statistics/tokens/shown"
TYPED = {"name": "Report", "place": "linz", "days": "90"}


@pytest.fixture
def partner(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Give the browser of a partner for Linz who has just signed in."""
    make.organisation(session, region="linz", key="hall", name="Hall")
    return sign_in(client, make.person(session, role=Role.PARTNER, region="linz"))


def test_a_token_is_shown_once_and_works(partner: FlaskClient, session: Session) -> None:
    assert "You have no tokens." in partner.get(PAGE).text
    assert '<option value="linz/hall">Hall</option>' in partner.get(NEW).text

    answer = partner.post(NEW, data=TYPED)

    assert (answer.status_code, answer.location) == (303, SHOWN)
    page = partner.get(SHOWN).text
    token = re.findall(r"ict_[\w-]{43}", page)[0]
    row = session.scalars(select(AccessToken)).one()
    assert (row.digest, row.place, row.second_factor) == (token_digest(token), "linz", False)
    assert partner.get(SHOWN).location == PAGE
    assert token not in partner.get(PAGE).text
    assert partner.get("/api/v1/releases", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_whoever_signed_in_long_ago_proves_first_to_be_the_same(partner: FlaskClient, session: Session) -> None:
    session.execute(update(SignInRow).values(confirmed_at=now() - timedelta(hours=1)))
    session.flush()

    answers = [partner.get(NEW), partner.post(NEW, data=TYPED)]

    confirm = f"/en/account/confirm?next={NEW}"
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, confirm)] * 2
    assert session.scalars(select(AccessToken)).all() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Give the token a name."),
        ({"name": "  "}, "Give the token a name."),
        ({"name": "x" * 61}, "Use at most 60 characters."),
        ({"place": "padova"}, "Choose one of the places in the list."),
        ({"place": ""}, "Choose one of the places in the list."),
        ({"days": "366"}, "Choose one of the times in the list."),
        ({"days": "x"}, "Choose one of the times in the list."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    partner: FlaskClient, session: Session, typed: dict[str, str], said: str
) -> None:
    answer = partner.post(NEW, data=TYPED | typed)

    assert answer.status_code == 422
    assert answer.text.count(said) == 2
    assert session.scalars(select(AccessToken)).all() == []


def test_a_token_is_taken_away_and_nobody_elses(partner: FlaskClient, session: Session, client: FlaskClient) -> None:
    partner.post(NEW, data=TYPED)
    mine = session.scalars(select(AccessToken)).one()
    other = make.token(session, make.person(session, role=Role.PARTNER, region="linz"))
    theirs = session.scalars(select(AccessToken.id).where(AccessToken.digest == token_digest(other))).one()

    assert partner.post(f"{PAGE}/{theirs}/revoke").status_code == 404
    gone = partner.post(f"{PAGE}/{mine.id}/revoke")

    assert (gone.status_code, gone.location) == (303, f"{PAGE}?revoked=1")
    assert session.scalars(select(AccessToken.id)).all() == [theirs]
    assert "Revoked." in partner.get(f"{PAGE}?revoked=1").text


def test_a_page_of_many_tokens_takes_no_more_statements(
    partner: FlaskClient, session: Session, statements: Callable[..., object]
) -> None:
    with statements() as first:  # type: ignore[attr-defined]
        partner.get(PAGE)
    for _ in range(5):
        partner.post(NEW, data=TYPED)
    with statements() as second:  # type: ignore[attr-defined]
        page = partner.get(PAGE).text

    assert page.count("Revoke") == 5
    assert len(first) == len(second) <= 4
