"""Where are letters handed in?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from training.config.fault import ConfigurationFault

#: Of a mail server, by the scheme of its address: where programs hand in mail, in clear at first or not.
_MAIL_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed in; `encrypted` from the first byte on, else from STARTTLS on where it is offered."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encrypted: bool

    @classmethod
    def from_address(cls, address: str) -> "MailServer":
        """Read ``smtp://user:password@host:587``, or ``smtps://…``; raise ConfigurationFault where it is neither."""
        try:
            parts = urlsplit(address)
            usual, given = _MAIL_PORTS[parts.scheme], parts.port
        except (KeyError, ValueError):
            parts, usual, given = urlsplit(""), 0, None
        if not parts.hostname:
            # The address itself may hold a password.
            raise ConfigurationFault("TRAINING_MAIL_SERVER is no address: write smtp://user:password@host:587.")
        return cls(
            host=parts.hostname,
            port=given or usual,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted=parts.scheme == "smtps",
        )


def mail_server(environment: Mapping[str, str]) -> MailServer | None:
    """Read where letters go and whom they come from; None where they wait."""
    address = environment.get("TRAINING_MAIL_SERVER", "")
    if not address:
        return None
    if "@" not in environment.get("TRAINING_MAIL_FROM", ""):
        raise ConfigurationFault(
            "TRAINING_MAIL_FROM is not set: write whom letters come from, such as training@example.eu."
        )
    return MailServer.from_address(address)
