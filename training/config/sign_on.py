"""By which provider of OpenID Connect may people come in?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from training.config.fault import THIS_MACHINE, ConfigurationFault


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOn:
    """The provider of OpenID Connect that people may come in by; `name` is what its button says.

    `claims_file` says which organisation and roles its claims mean; without one it lets nobody in who is new.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: str = "openid profile email"
    claims_file: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "SignOn | None":
        """Read the settings of the provider; None where there is none."""
        issuer = environment.get("TRAINING_OIDC_ISSUER", "")
        if not issuer:
            return None
        _refuse_half_a_provider(environment, issuer)
        file = environment.get("TRAINING_OIDC_CLAIMS")
        return cls(
            issuer=issuer,
            client_id=environment["TRAINING_OIDC_CLIENT_ID"],
            client_secret=environment["TRAINING_OIDC_CLIENT_SECRET"],
            name=environment.get("TRAINING_OIDC_NAME") or urlsplit(issuer).hostname or issuer,
            scopes=environment.get("TRAINING_OIDC_SCOPES", "openid profile email"),
            claims_file=Path(file) if file else None,
        )


def _refuse_half_a_provider(environment: Mapping[str, str], issuer: str) -> None:
    missing = [name for name in ("TRAINING_OIDC_CLIENT_ID", "TRAINING_OIDC_CLIENT_SECRET") if not environment.get(name)]
    if missing:
        raise ConfigurationFault(f"Not set: {', '.join(missing)}. The provider in TRAINING_OIDC_ISSUER gives them.")
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in THIS_MACHINE:
        raise ConfigurationFault("TRAINING_OIDC_ISSUER does not begin with https://: anybody could let anybody in.")
