"""Who gets in with a token, and until when?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.views.api.conftest import BASE, Ask
from training.accounts.models import Person, RoleGrant
from training.foundation.clock import now
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change
from training.reporting.models import AccessToken
from training.reporting.rules.tokens import new_token

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PATH = "/releases"


def test_a_cookie_opens_nothing_here_and_a_token_nothing_elsewhere(
    client: FlaskClient, session: Session, sign_in: SignIn, ask: Ask, partner: str
) -> None:
    person = session.scalars(select(Person).join(AccessToken)).one()
    assert client.get("/en/account", headers={"Authorization": f"Bearer {partner}"}).status_code == 303
    sign_in(client, person)

    answer = ask(PATH)

    assert client.get("/en/account").status_code == 200
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="InduCCI Training"')
    assert ask(PATH, partner).status_code == 200


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer ", "ict_x", "Bearer x", f"Bearer ict_{'x' * 9000}"])
def test_what_is_no_token_is_nobodys(client: FlaskClient, partner: str, header: str) -> None:
    assert client.get(BASE + PATH, headers={"Authorization": header}).status_code == 401
    assert client.get(f"{BASE}{PATH}?token={partner}").status_code == 401
    answer = client.get(BASE + PATH, headers={"Authorization": f"bearer {new_token()}"})
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_token_ends_with_its_time_its_account_and_its_role(ask: Ask, session: Session, partner: str) -> None:
    row, person = session.scalars(select(AccessToken)).one(), session.scalars(select(Person).join(AccessToken)).one()
    row.expires_at = now() - timedelta(seconds=1)
    session.flush()
    assert ask(PATH, partner).status_code == 401
    row.expires_at, person.disabled_at = now() + timedelta(days=1), now()
    session.flush()
    assert ask(PATH, partner).status_code == 401
    person.disabled_at = None
    session.flush()
    assert ask(PATH, partner).status_code == 200
    session.execute(delete(RoleGrant).where(RoleGrant.role == Role.PARTNER.value))
    refused = ask(PATH, partner)
    assert (refused.status_code, refused.get_json()["title"]) == (403, "These figures are not open to you")


def test_where_a_second_factor_is_asked_for_a_token_from_before_shows_nothing(
    ask: Ask, session: Session, partner: str
) -> None:
    change(session, Settings(second_factor_required=True), person_id=None, now=make.NOW)

    assert ask(PATH, partner).status_code == 403
    session.scalars(select(AccessToken)).one().second_factor = True
    session.flush()
    assert ask(PATH, partner).status_code == 200


def test_a_token_has_so_many_requests_a_minute(ask: Ask, session: Session, partner: str) -> None:
    answers = [ask(PATH, partner) for _ in range(60)]
    last, refused = answers[-1], ask("/releases/2026Q3", partner)

    assert {answer.status_code for answer in answers} == {200}
    assert (last.headers["X-RateLimit-Limit"], last.headers["X-RateLimit-Remaining"]) == ("60", "0")
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert 0 <= int(refused.headers["Retry-After"]) <= 60
    other = make.token(session, make.person(session, role=Role.PARTNER, region="linz"))
    assert ask(PATH, other).status_code == 200
