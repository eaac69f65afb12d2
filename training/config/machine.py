"""Which service drafts translations? None unless the settings name one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from training.config.fault import THIS_MACHINE, ConfigurationFault

LIBRETRANSLATE, ETRANSLATION = "libretranslate", "etranslation"
#: What each kind cannot do without; a LibreTranslate of one's own may need no key.
_NEEDED = {LIBRETRANSLATE: (), ETRANSLATION: ("TRAINING_MACHINE_USER", "TRAINING_MACHINE_PASSWORD")}
_ADDRESSES = {ETRANSLATION: "https://language-tools.ec.europa.eu/etranslation/api"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationMachine:
    """A service that drafts translations; `kind` is the protocol that it speaks, `address` what its paths follow.

    LibreTranslate may want a key; eTranslation knows an application (`user`) by its password.
    """

    kind: str
    address: str
    key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The name of the machine that texts are sent to."""
        return urlsplit(self.address).hostname or ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "TranslationMachine | None":
        """Read the settings of the service; None where there is none."""
        kind = environment.get("TRAINING_MACHINE", "")
        if not kind:
            return None
        if kind not in _NEEDED:
            raise ConfigurationFault(f"TRAINING_MACHINE is no service known here: write {' or '.join(_NEEDED)}.")
        key = _secret(environment, "TRAINING_MACHINE_KEY")
        password = _secret(environment, "TRAINING_MACHINE_PASSWORD")
        user = environment.get("TRAINING_MACHINE_USER", "")
        given = {"TRAINING_MACHINE_USER": user, "TRAINING_MACHINE_PASSWORD": password}
        if missing := [name for name in _NEEDED[kind] if not given[name]]:
            raise ConfigurationFault(f"Not set: {', '.join(missing)}. The service in TRAINING_MACHINE gives them.")
        address = _checked_address(environment.get("TRAINING_MACHINE_ADDRESS") or _ADDRESSES.get(kind, ""))
        return cls(kind=kind, address=address, key=key, user=user, password=password)


def _secret(environment: Mapping[str, str], setting: str) -> str:
    """Read a secret from the environment, or from the file that it names, as systemd and containers hand them over."""
    file = environment.get(f"{setting}_FILE", "")
    if not file:
        return environment.get(setting, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigurationFault(f"{setting}_FILE cannot be read. Does it exist, and may the site read it?") from fault


def _checked_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, is_one = urlsplit(""), False
    if not is_one or parts.username or parts.query or parts.fragment:
        # The address itself may hold a password.
        raise ConfigurationFault("TRAINING_MACHINE_ADDRESS is no address: write https://translate.example.eu.")
    if parts.scheme != "https" and parts.hostname not in THIS_MACHINE:
        raise ConfigurationFault("TRAINING_MACHINE_ADDRESS does not begin with https://: anybody could read along.")
    return address.rstrip("/")
