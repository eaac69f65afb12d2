"""Does a provider end the sessions that it has ended, and nobody else any?"""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.false_provider import FalseProvider, come_in, key, saying, token
from training.foundation.clock import now


def logout_claims(provider: FalseProvider, **other: Any) -> dict[str, Any]:
    """Return what a logout token should say."""
    at = int(now().timestamp())
    events: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
    said = {"iss": provider.issuer, "aud": "training", "iat": at, "exp": at + 60, "jti": "one", "events": events}
    return {**said, "sid": "there", **other}


@pytest.mark.parametrize("whom", [{"sid": "there"}, {"sid": None, "sub": "jana"}], ids=["sid", "sub"])
def test_a_session_that_the_provider_ends_is_over_here(
    client: FlaskClient, provider: FalseProvider, app: Flask, whom: dict[str, Any]
) -> None:
    come_in(client, provider, saying(sid="there"))
    inside = client.get("/en/account").status_code

    sent = {"logout_token": token(logout_claims(provider, **whom), provider.key)}
    answer = app.test_client().post("/sign-in/provider/sign-out", data=sent)

    assert (inside, answer.status_code) == (200, 200)
    assert client.get("/en/account").status_code == 303


@pytest.mark.parametrize(
    "other",
    [
        {"events": {}},
        {"events": "x"},
        {"nonce": "x"},
        {"sid": None},
        {"aud": "x"},
        {"iss": "x"},
        {"exp": 1},
        {"jti": None},
    ],
)
def test_a_false_logout_token_ends_nothing(
    client: FlaskClient, provider: FalseProvider, app: Flask, other: dict[str, Any]
) -> None:
    come_in(client, provider, saying(sid="there"))

    sent = {"logout_token": token(logout_claims(provider, **other), provider.key)}
    answer = app.test_client().post("/sign-in/provider/sign-out", data=sent)

    assert answer.status_code == 400
    assert client.get("/en/account").status_code == 200


def test_an_id_token_is_no_logout_token(client: FlaskClient, provider: FalseProvider) -> None:
    come_in(client, provider, saying(sid="there"))

    answer = client.post("/sign-in/provider/sign-out", data={"logout_token": provider.id_token})

    assert answer.status_code == 400
    assert client.get("/en/account").status_code == 200


def test_names_of_keys_that_never_were_do_not_make_the_site_ask_again_and_again(
    client: FlaskClient, provider: FalseProvider
) -> None:
    come_in(client, provider)
    stranger = key("stranger")

    for _ in range(5):
        sent = {"logout_token": token(logout_claims(provider), stranger)}
        assert client.post("/sign-in/provider/sign-out", data=sent).status_code == 400

    assert provider.asked["/keys"] == 1
