"""Is a provider believed only where it is the one that was named, and does nobody wait for it?"""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.false_provider import SECRET, FalseProvider, come_in
from training.accounts.views import provider as views


def test_what_the_provider_says_about_itself_is_asked_once(client: FlaskClient, provider: FalseProvider) -> None:
    for _ in range(3):
        come_in(client, provider)

    assert (provider.asked["/.well-known/openid-configuration"], provider.asked["/keys"]) == (1, 1)
    assert provider.asked["/token"] == 3


@pytest.mark.parametrize("methods", [["client_secret_basic", "client_secret_post"], ["client_secret_post"], None])
def test_the_site_says_who_it_is_as_the_provider_wants(
    client: FlaskClient, provider: FalseProvider, methods: list[str] | None
) -> None:
    if methods:
        provider.description["token_endpoint_auth_methods_supported"] = methods

    come_in(client, provider)

    form, header = provider.forms[0]
    by_post = form.get("client_secret") == [SECRET]
    assert by_post == (methods == ["client_secret_post"])
    assert bool(header) != by_post
    assert len(form["code_verifier"][0]) >= 43


def test_the_answer_of_another_provider_is_refused(client: FlaskClient, provider: FalseProvider) -> None:
    state = parse_qs(urlsplit(client.get("/en/sign-in/provider").location).query)["state"][0]

    answer = client.get(f"/sign-in/provider?code=code&state={state}&iss=https://evil.example")

    assert answer.status_code == 400
    assert provider.asked["/token"] == 0


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_description_that_leads_elsewhere_is_not_followed(
    client: FlaskClient, provider: FalseProvider, described: dict[str, str | None]
) -> None:
    provider.description |= described

    answer = client.get("/en/sign-in/provider")

    assert answer.status_code == 503
    assert "The sign-on does not answer" in answer.text


def test_a_provider_that_fails_is_said_to_and_left_alone_for_a_while(
    client: FlaskClient, provider: FalseProvider, clock: Any
) -> None:
    provider.status = 500
    first = [client.get("/en/sign-in/provider").status_code for _ in range(3)]
    provider.status = 200
    meanwhile = client.get("/en/sign-in/provider").status_code
    clock.shift(11)

    assert (first, meanwhile) == ([503] * 3, 503)
    assert client.get("/en/sign-in/provider").status_code == 303
    assert provider.asked["/.well-known/openid-configuration"] == 2


def test_a_provider_that_fails_on_the_way_back_lets_nobody_in(client: FlaskClient, provider: FalseProvider) -> None:
    state = parse_qs(urlsplit(client.get("/en/sign-in/provider").location).query)["state"][0]
    provider.status = 500

    assert client.get(f"/sign-in/provider?code=code&state={state}").status_code == 503
    assert client.get("/en/account").status_code == 303


def test_nobody_waits_long_for_a_provider_that_hangs(app: Flask, client: FlaskClient, provider: FalseProvider) -> None:
    provider.hangs = True
    views.init_app(app, provider.settings(), patience=0.2)
    before = time.monotonic()

    statuses = [client.get("/en/sign-in/provider").status_code for _ in range(3)]

    assert statuses == [503] * 3
    assert time.monotonic() - before < 2


def test_the_sign_in_page_asks_the_provider_nothing(client: FlaskClient, provider: FalseProvider) -> None:
    provider.hangs = True

    assert "Office account" in client.get("/en/sign-in").text
    assert not provider.asked


def test_signing_out_works_while_the_provider_is_away(client: FlaskClient, provider: FalseProvider, app: Flask) -> None:
    come_in(client, provider)
    views.init_app(app, provider.settings())
    provider.status = 500

    page = client.get(client.post("/en/sign-out").location)

    assert page.status_code == 200
    assert "refresh" not in page.text
    assert client.get("/en/account").status_code == 303


@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error"])
def test_a_fault_of_the_provider_is_said_to_be_one(client: FlaskClient, provider: FalseProvider, error: str) -> None:
    state = parse_qs(urlsplit(client.get("/en/sign-in/provider").location).query)["state"][0]

    assert client.get(f"/sign-in/provider?error={error}&state={state}").status_code == 503
