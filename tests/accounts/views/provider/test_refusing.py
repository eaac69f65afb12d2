"""Is whoever may not come in by a real provider kept out, and told why?"""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.provider import RealProvider
from tests.signing_on import CLAIMS, come_in, events, jana, person, sign_on
from training.accounts.models import Identity, Person
from training.accounts.views import provider as views


@pytest.mark.parametrize("verified", [False, None])
def test_an_account_is_not_joined_by_an_address_that_is_only_said(
    client: FlaskClient, provider: RealProvider, session: Session, verified: bool | None
) -> None:
    make.person(session, email="jana@example.org")

    answer = come_in(client, provider, jana(provider, email_verified=verified), page="/en/sign-in/provider")

    assert answer.status_code == 403
    assert "There is an account with your address already" in answer.text
    assert session.scalars(select(Identity)).all() == []
    assert client.get("/de/account").status_code == 303


def test_an_account_is_joined_only_where_the_site_says_so(
    client: FlaskClient, provider: RealProvider, session: Session, claims_file: Path, app: Flask
) -> None:
    claims_file.write_text(CLAIMS.replace("join_by_address: true", ""))
    views.init_app(app, provider.settings(claims_file))
    make.person(session, email="jana@example.org")

    answer = come_in(client, provider, jana(provider))

    assert answer.status_code == 403
    assert session.scalars(select(Identity)).all() == []


def test_an_address_given_to_the_next_person_opens_nothing_of_the_first(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    come_in(client, provider, jana(provider))
    client.post("/de/sign-out")
    provider.knows("another", name="Jana Nováková", email="jana@example.org", email_verified=True)

    answer = come_in(client, provider, "another")

    assert answer.status_code == 403
    assert client.get("/de/account").status_code == 303


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"department": "Elsewhere"}, "You have no account here yet"),
        ({"email": None}, "We were told no name or e-mail address"),
        ({"email_verified": False}, "Your e-mail address is not confirmed yet"),
    ],
)
def test_somebody_new_who_does_not_fit_is_told_whom_to_ask(
    client: FlaskClient, provider: RealProvider, session: Session, claims: dict[str, object], words: str
) -> None:
    answer = come_in(client, provider, jana(provider, **claims), page="/en/sign-in/provider")

    assert answer.status_code == 403
    assert words in answer.text
    assert session.scalars(select(Person)).all() == []
    assert events(session) == ["sign-in-failed"]


def test_a_closed_account_stays_closed(client: FlaskClient, provider: RealProvider, session: Session) -> None:
    come_in(client, provider, jana(provider))
    client.post("/de/sign-out")
    person(session).disabled_at = make.NOW
    session.commit()

    answer = come_in(client, provider, "jana", page="/en/sign-in/provider")

    assert (answer.status_code, "Your account here is closed" in answer.text) == (403, True)
    assert client.get("/de/account").status_code == 303


def test_whoever_stops_at_the_provider_is_told_in_their_language(client: FlaskClient, provider: RealProvider) -> None:
    begun = client.get("/en/sign-in/provider?next=/en/account")
    back = urlsplit(provider.answer(begun.location, login="", stop=True))

    answer = client.get(f"/sign-in/provider?{back.query}", headers={"Accept-Language": "de"})

    assert answer.status_code == 403
    assert "The sign-on was not completed" in answer.text
    assert 'href="/en/sign-in/provider?next=/en/account"' in answer.text
    assert "words of somebody else" not in answer.text


@pytest.mark.parametrize("change", ["state=of-somebody-else", "state="])
def test_a_wrong_state_is_refused(client: FlaskClient, provider: RealProvider, change: str) -> None:
    """Nobody is led into an account that somebody else has begun to open."""
    begun = parse_qs(urlsplit(client.get("/de/sign-in/provider").location).query)["state"][0]

    answer = client.get(f"/sign-in/provider?code=x&{change}", headers={"Accept-Language": "en"})

    assert begun
    assert answer.status_code == 400
    assert "This sign-on was not begun here" in answer.text


def test_an_answer_is_no_use_in_another_browser(client: FlaskClient, provider: RealProvider, app: Flask) -> None:
    back = sign_on(client, provider, jana(provider))

    assert app.test_client().get(back).status_code == 400


def test_an_answer_is_good_once(client: FlaskClient, provider: RealProvider) -> None:
    back = sign_on(client, provider, jana(provider))

    assert [client.get(back).status_code for _ in range(2)] == [303, 400]


def test_a_code_is_good_once_even_for_a_browser_that_brings_its_old_cookie(
    client: FlaskClient, provider: RealProvider
) -> None:
    back = sign_on(client, provider, jana(provider), page="/en/sign-in/provider")
    with client.session_transaction() as kept:
        before = dict(kept)
    client.get(back)
    with client.session_transaction() as brought:
        brought.clear()
        brought.update(before)

    answer = client.get(back)

    assert (answer.status_code, "This sign-on has been used up" in answer.text) == (400, True)


def test_a_code_that_comes_too_late_is_refused(
    client: FlaskClient, provider: RealProvider, clock: time_machine.Traveller
) -> None:
    """The provider's clock goes on as it does; by ours, its token was made in the future."""
    clock.move_to(make.NOW.replace(year=make.NOW.year - 1))

    assert come_in(client, provider, jana(provider)).status_code == 400
