"""Is a password that others would try first refused, and every other taken as it is?"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.security.walk import Victim, addresses
from training.accounts.actions import signing
from training.accounts.rules import check_password
from training.accounts.rules.signing import PREDICTABLE_WORDS
from training.foundation.errors import Refused

EMAIL = "jana.novakova@example.org"


@pytest.mark.parametrize("password", ["abcdefghijkl", "qwertyuiop123", "1234567890123", "Correcthorsebatterystaple"])
def test_a_password_from_the_lists_of_stolen_ones_is_refused(password: str) -> None:
    with pytest.raises(Refused, match="password-known"):
        signing.hashed(password, email=EMAIL)


@pytest.mark.parametrize(
    "password",
    [
        "inducci-training-2026",
        "Chemnitz-Culture",
        "InduCCI-InduCCI!",
        "jana.novakova-2026",
        "Heslo heslo heslo",
        "linz-2026-linz",
    ],
)
def test_a_password_of_expected_words_is_refused(password: str) -> None:
    with pytest.raises(Refused, match="password-predictable"):
        check_password(password, email=EMAIL)


@pytest.mark.parametrize(
    "password",
    [
        "my training begins at noon",
        "482910573829",
        "žluťoučký kůň",
        "chemnitz zwischen mühle und markt",
        "   spaces   count   ",
    ],
)
def test_a_password_of_ones_own_is_taken(password: str) -> None:
    check_password(password, email=EMAIL)


def test_the_words_that_anybody_would_try_name_every_region() -> None:
    assert {"inducci", "training", "chemnitz", "linz", "sokolov", "bielsko", "padova", "gorenjska", "limburg"} <= set(
        PREDICTABLE_WORDS
    )


@pytest.mark.parametrize("password", ["x" * 64 + " is long", "日本語のとても長い合言葉です", 'a"b\\c<d>e&f;g--h'])
def test_every_sign_and_length_opens_the_account_again(password: str) -> None:
    kept = signing.hashed(password, email=EMAIL)

    assert signing._matches(kept, password)  # noqa: SLF001 (what a sign-in asks)
    assert not signing._matches(kept, password[:-1])  # noqa: SLF001
    assert not signing._matches(kept, password.swapcase() + "x")  # noqa: SLF001


def test_a_field_for_a_password_hides_it_and_lets_managers_fill_it(
    app: Flask, client: FlaskClient, everybody: FlaskClient, victim: Victim
) -> None:
    """On every page that has one, of those that there are and of those that come."""
    pages = [app.test_client().get("/en/sign-in").text]
    pages += [everybody.get(each.path).data.decode(errors="replace") for each in addresses(app, victim.values, "GET")]

    fields = [field for page in pages for field in re.findall(r'<input[^>]* name="[^"]*password[^>]*>', page)]

    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert not any(word in field for word in ("onpaste", "maxlength", "readonly"))


def test_what_is_kept_is_argon2id_with_a_salt_of_its_own() -> None:
    first, second = (signing.hashed("a long enough password", email=EMAIL) for _ in range(2))

    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
