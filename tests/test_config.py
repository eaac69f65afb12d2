"""Are the settings read that differ between installations, and is every one that is wrong named?"""

from pathlib import Path

import pytest

from training.config import Config, ConfigurationFault, SignOn

BASE = {
    "TRAINING_SECRET_KEY": "thirty-two characters and some more",
    "TRAINING_DATABASE_URL": "sqlite://",
    "TRAINING_MEDIA_FOLDER": "media",
    "TRAINING_PUBLIC_ADDRESS": "https://training.example.eu",
}
PROVIDER = {
    "TRAINING_OIDC_ISSUER": "https://id.example.eu/realms/office",
    "TRAINING_OIDC_CLIENT_ID": "training",
    "TRAINING_OIDC_CLIENT_SECRET": "very secret",
}


def test_a_site_has_no_provider_unless_one_is_named() -> None:
    assert Config.from_environment(BASE).sign_on is None


def test_a_provider_is_read() -> None:
    further = {"TRAINING_OIDC_NAME": "Office", "TRAINING_OIDC_SCOPES": "openid", "TRAINING_OIDC_CLAIMS": "claims.yaml"}

    assert Config.from_environment(BASE | PROVIDER | further).sign_on == SignOn(
        issuer="https://id.example.eu/realms/office",
        client_id="training",
        client_secret="very secret",
        name="Office",
        scopes="openid",
        claims_file=Path("claims.yaml"),
    )


def test_a_provider_without_a_name_is_called_by_its_host() -> None:
    found = Config.from_environment(BASE | PROVIDER).sign_on

    assert found
    assert found.name == "id.example.eu"


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"TRAINING_OIDC_CLIENT_ID": ""}, "TRAINING_OIDC_CLIENT_ID"),
        ({"TRAINING_OIDC_CLIENT_SECRET": ""}, "TRAINING_OIDC_CLIENT_SECRET"),
        ({"TRAINING_OIDC_ISSUER": "http://id.example.eu"}, "TRAINING_OIDC_ISSUER"),
        ({"TRAINING_OIDC_ISSUER": "id.example.eu"}, "TRAINING_OIDC_ISSUER"),
    ],
)
def test_half_a_provider_is_refused(other: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationFault, match=named):
        Config.from_environment(BASE | PROVIDER | other)


def test_a_secret_is_not_printed() -> None:
    assert "very secret" not in repr(Config.from_environment(BASE | PROVIDER))
