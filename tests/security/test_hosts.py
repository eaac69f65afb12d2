"""Does the site answer under its own name only, and say no other?"""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.security.walk import Victim, addresses
from training.app import create_app
from training.config import Config, ConfigurationFault

CONFIG = Config(
    secret_key="a key for tests only, long enough to sign",
    database_url="sqlite://",
    media_folder=Path("media"),
    public_address="https://training.example.eu",
)
ABOUT = "/en/accessibility"


def _asked(config: Config, **headers: str) -> int:
    client = create_app(config).test_client()
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(ABOUT, headers=written, base_url="https://training.example.eu").status_code


@pytest.mark.parametrize("host", ["training.example.eu", "training.example.eu:443", "TRAINING.example.eu:8443"])
def test_its_own_name_is_answered(host: str) -> None:
    assert _asked(CONFIG, Host=host.lower()) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "training.example.eu.evil.example", "eviltraining.example.eu", "127.0.0.1", "a b", "x/y"]
)
def test_another_name_is_refused(host: str) -> None:
    assert _asked(CONFIG, Host=host) == 400


def test_a_further_name_may_be_set() -> None:
    assert _asked(replace(CONFIG, further_hosts=("10.0.0.5",)), Host="10.0.0.5:8000") == 200


def test_a_demonstration_is_shown_under_any_name() -> None:
    assert _asked(replace(CONFIG, demonstration=True), Host="some-laptop.local:8000") == 200


def test_what_a_visitor_says_of_a_proxy_counts_for_nothing_without_one() -> None:
    assert _asked(CONFIG, X_Forwarded_Host="evil.example") == 200


def test_a_name_that_comes_through_the_proxy_must_be_its_own_too() -> None:
    behind = replace(CONFIG, behind_proxy=True)

    assert _asked(behind, X_Forwarded_Host="evil.example") == 400
    assert _asked(behind, X_Forwarded_Host="training.example.eu") == 200


def test_no_page_repeats_the_name_that_it_was_asked_under(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    """Not even one that is trusted: letters and certificates carry the public address."""
    app.config["TRUSTED_HOSTS"] = ["other.example"]
    try:
        repeating = [
            each.path
            for each in addresses(app, victim.values, "GET")
            for answer in [everybody.get(each.path, base_url="https://other.example")]
            if b"other.example" in answer.data or "other.example" in str(answer.headers)
        ]
    finally:
        app.config["TRUSTED_HOSTS"] = ["localhost"]

    assert repeating == []


def test_a_key_that_anybody_could_guess_is_refused() -> None:
    given = {
        "TRAINING_SECRET_KEY": "short",
        "TRAINING_DATABASE_URL": "sqlite://",
        "TRAINING_MEDIA_FOLDER": "media",
        "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
    }

    with pytest.raises(ConfigurationFault, match="TRAINING_SECRET_KEY is too short"):
        Config.from_environment(given)


def test_the_settings_tell_no_secret_when_they_are_printed() -> None:
    told = repr(replace(CONFIG, database_url="postgresql://user:open-sesame@host/name"))

    assert "long enough to sign" not in told
    assert "open-sesame" not in told
