"""Does a person come in by a real provider, as who they are, and where they wanted to go?"""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.provider import RealProvider
from tests.signing_on import come_in, events, jana, person, sign_on
from training.accounts import queries
from training.accounts.models import Authenticator, SignIn
from training.foundation.permissions import Grant, Role


def test_the_sign_in_page_offers_the_provider_and_keeps_the_way(client: FlaskClient) -> None:
    page = client.get("/de/sign-in?next=/de/account").text

    assert 'href="/de/sign-in/provider?next=/de/account"' in page
    assert "Office account" in page


def test_a_site_without_a_provider_offers_none_and_has_no_such_page(app: Flask) -> None:
    client = app.test_client()

    assert "/sign-in/provider" not in client.get("/de/sign-in").text
    statuses = [client.get(path).status_code for path in ("/de/sign-in/provider", "/sign-in/provider?state=x")]
    assert statuses == [404, 404]


def test_somebody_new_comes_in_with_organisation_and_roles(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    login = jana(provider, groups=["officers", "trainers", "others"], locale="sl-SI")

    answer = come_in(client, provider, login)

    assert (answer.status_code, answer.location) == (303, "/sl/my-learning")
    assert client.get("/sl/account").status_code == 200
    made = person(session)
    assert (made.name, made.language, made.password_hash) == ("Jana Nováková", "sl", None)
    assert queries.membership(session, made.id).organisation == "Town hall"
    assert queries.grants_of(session, made.id) == {
        Grant(Role.LEARNER),
        Grant(Role.TRAINING_OFFICER, organisation="hall"),
        Grant(Role.TRAINER, "linz"),
    }
    assert events(session) == [
        *("person-added", "role-granted", "identity-added", "role-granted", "role-granted", "signed-in")
    ]


def test_a_session_knows_how_it_began(client: FlaskClient, provider: RealProvider, session: Session) -> None:
    come_in(client, provider, jana(provider))

    begun = session.scalars(select(SignIn)).one()
    assert (begun.way, begun.second_factor_at) == ("provider", None)
    assert begun.provider_session


@pytest.mark.parametrize("said", [{"amr": ["pwd", "otp"]}, {"acr": "urn:mfa"}], ids=["amr", "acr"])
def test_a_second_factor_at_the_provider_counts_here(
    client: FlaskClient, provider: RealProvider, session: Session, said: dict[str, object]
) -> None:
    come_in(client, provider, jana(provider, **said))

    assert session.scalars(select(SignIn)).one().second_factor_at


def test_an_own_second_factor_is_asked_for_where_the_provider_asked_for_none(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    login = jana(provider)
    come_in(client, provider, login)
    made = person(session)
    session.add(Authenticator(person_id=made.id, sealed="sealed", last_step=1, added_at=make.NOW))
    session.commit()
    client.post("/de/sign-out")

    answer = come_in(client, provider, login)

    assert urlsplit(answer.location or "").path == "/de/sign-in/second-factor"
    assert client.get("/de/account").status_code == 303


def test_the_way_leads_on_to_where_the_person_wanted_to_go(client: FlaskClient, provider: RealProvider) -> None:
    answer = come_in(client, provider, jana(provider), page="/de/sign-in/provider?next=/de/account?saved=1")

    assert answer.location == "/de/account?saved=1"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/" + "x" * 600])
def test_the_way_never_leads_to_another_site(client: FlaskClient, provider: RealProvider, elsewhere: str) -> None:
    answer = come_in(client, provider, jana(provider), page=f"/de/sign-in/provider?next={elsewhere}")

    assert answer.location == "/de/my-learning"


def test_the_provider_sends_back_to_the_public_address_whatever_host_is_named(
    client: FlaskClient, provider: RealProvider
) -> None:
    begun = client.get("/de/sign-in/provider", headers={"X-Forwarded-Host": "evil.example"})

    asked = parse_qs(urlsplit(begun.location).query)
    assert asked["redirect_uri"] == ["https://localhost/sign-in/provider"]
    assert asked["code_challenge_method"] == ["S256"]


def test_two_tabs_come_in_each_by_its_own_way(client: FlaskClient, provider: RealProvider) -> None:
    login = jana(provider)
    begun = [client.get(f"/de/sign-in/provider?next=/de/modules?tab={tab}").location for tab in (1, 2)]

    back = urlsplit(provider.answer(begun[0], login=login))

    assert client.get(f"{back.path}?{back.query}").location == "/de/modules?tab=1"


def test_what_an_anonymous_session_held_is_gone(client: FlaskClient, provider: RealProvider) -> None:
    back = sign_on(client, provider, jana(provider))
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"

    client.get(back)

    with client.session_transaction() as found:
        assert "planted" not in found
        assert "sign-on" not in found


def test_signing_out_goes_on_to_the_provider(client: FlaskClient, provider: RealProvider) -> None:
    come_in(client, provider, jana(provider))

    answer = client.post("/de/sign-out")

    assert answer.location == "/de/signed-out"
    page = client.get(answer.location).text
    assert f'http-equiv="refresh" content="0; url={provider.issuer}/session/end?client_id=training' in page
    assert client.get("/de/account").status_code == 303


def test_whoever_came_by_password_stays_here_when_signing_out(client: FlaskClient, session: Session) -> None:
    make.person(session, email="jana@example.org", password="a long enough password")
    client.post("/de/sign-in", data={"email": "jana@example.org", "password": "a long enough password"})

    assert client.post("/de/sign-out").location == "/de/"
