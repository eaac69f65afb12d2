"""Is nobody let in by a token that is false, for another, or out of date?"""

from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import OctKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.false_provider import SECRET, Change, FalseProvider, at, come_in, key, saying, token, unsigned
from training.accounts.models import SignIn
from training.foundation.clock import now


def half(provider: FalseProvider, claims: dict[str, Any]) -> str:
    """Give the claims of one token the signature of another."""
    false, right = token(claims | {"sub": "admin"}, provider.key), token(claims, provider.key)
    return ".".join([*false.split(".")[:2], right.split(".")[2]])


RIGHT: dict[str, Change] = {
    "as most providers write it": saying(),
    "a list of one audience": saying(aud=["training"]),
    "further audiences, made for this site": saying(aud=["training", "another-site"], azp="training"),
    "without a digest of the access token": saying(at_hash=None),
    "two clocks that differ": at(iat=30, exp=-30),
}
HOSTILE: dict[str, Change] = {
    "another key of the same name": lambda _, claims: token(claims, key("first", twin=True)),
    "a key that is not published": lambda _, claims: token(claims, key("second")),
    "no signature": lambda _, claims: unsigned(claims),
    "signed by the secret": lambda _, claims: token(claims, OctKey.import_key(SECRET), header={"alg": "HS256"}),
    "the signature of another": half,
    "another audience": saying(aud="another-site"),
    "another audience, though made for this site": saying(aud="another-site", azp="training"),
    "no audience": saying(aud=None),
    "further audiences, made for nobody": saying(aud=["training", "another-site"]),
    "made for another site": saying(aud=["training", "another-site"], azp="another-site"),
    "another issuer": saying(iss="https://evil.example"),
    "no issuer": saying(iss=None),
    "out of date": at(exp=-61),
    "without an end": saying(exp=None),
    "an end in words": saying(exp="never"),
    "made in the future": at(iat=600),
    "without a beginning": saying(iat=None),
    "of another sign-on": saying(nonce="another"),
    "of no sign-on": saying(nonce=None),
    "of another access token": saying(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "of nobody": saying(sub=None),
    "of a number": saying(sub=1),
    "of an endless name": saying(sub="x" * 256),
    "no token": lambda *_: "eyJ",
    "nothing": lambda *_: "",
}


@pytest.mark.parametrize("variety", RIGHT)
def test_a_right_token_lets_in(client: FlaskClient, provider: FalseProvider, variety: str) -> None:
    """What is refused below is refused for what is wrong with it."""
    answer = come_in(client, provider, RIGHT[variety])

    assert (answer.status_code, answer.location) == (303, "/en/my-learning")


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_false_token_lets_nobody_in(
    client: FlaskClient, provider: FalseProvider, session: Session, fault: str
) -> None:
    answer = come_in(client, provider, HOSTILE[fault])

    assert answer.status_code == 400
    assert "The answer of the sign-on cannot be trusted" in answer.text
    assert session.scalars(select(SignIn)).all() == []
    assert client.get("/en/account").status_code == 303


def test_a_new_key_is_fetched_when_it_is_first_seen(client: FlaskClient, provider: FalseProvider) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.accounts.queries.provider._PAUSE", now() - now())
        come_in(client, provider)
        provider.key = key("second")

        answer = come_in(client, provider)

    assert answer.status_code == 303
    assert provider.asked["/keys"] == 2


def test_what_is_told_on_a_further_question_must_be_about_the_same_person(
    client: FlaskClient, provider: FalseProvider
) -> None:
    provider.description["userinfo_endpoint"] = f"{provider.issuer}/userinfo"
    provider.userinfo = {"sub": "another", "email": "admin@example.org"}

    assert come_in(client, provider).status_code == 400


def test_what_is_told_on_a_further_question_claims_no_second_factor(
    client: FlaskClient, provider: FalseProvider, session: Session
) -> None:
    provider.description["userinfo_endpoint"] = f"{provider.issuer}/userinfo"
    provider.userinfo = {"sub": "jana", "amr": ["mfa"], "name": "Jana by userinfo"}

    assert come_in(client, provider).status_code == 303
    assert session.scalars(select(SignIn)).one().second_factor_at is None
