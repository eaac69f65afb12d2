"""In which object store are pictures and films kept?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from training.config.fault import THIS_MACHINE, ConfigurationFault

_SECRETS = ("TRAINING_MEDIA_KEY", "TRAINING_MEDIA_SECRET")
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStore:
    """A bucket in a store that speaks S3; `endpoint` is host and port, `encrypted` says that TLS is spoken with it."""

    endpoint: str
    encrypted: bool
    bucket: str
    region: str
    key: str
    secret: str = field(repr=False)

    @property
    def in_clear(self) -> bool:
        """Tell whether somebody could listen on the way."""
        return not self.encrypted and self.endpoint.rpartition(":")[0].strip("[]") not in THIS_MACHINE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ObjectStore | None":
        """Read ``s3://bucket?endpoint=https://host:port&region=…`` with key and secret; None where there is none."""
        address = environment.get("TRAINING_MEDIA_STORE", "")
        if not address:
            return None
        missing = [name for name in _SECRETS if not environment.get(name)]
        if missing:
            raise ConfigurationFault(f"Not set: {', '.join(missing)}. Whoever runs the object store gives them.")
        bucket, endpoint, region = _parts(address)
        scheme, host, port = _endpoint(endpoint)
        return cls(
            endpoint=f"{host}:{port}",
            encrypted=scheme == "https",
            bucket=bucket,
            region=region,
            key=environment["TRAINING_MEDIA_KEY"],
            secret=environment["TRAINING_MEDIA_SECRET"],
        )


def _parts(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "s3" or not parts.netloc or parts.path.strip("/") or query.keys() - {"endpoint", "region"}:
        raise _unreadable()
    return parts.netloc, query.get("endpoint", ""), query.get("region", "us-east-1")


def _endpoint(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        usual, given = _PORTS[parts.scheme], parts.port
    except (KeyError, ValueError) as fault:
        raise _unreadable() from fault
    if not parts.hostname or parts.path.strip("/") or parts.username:
        raise _unreadable()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.scheme, host, given or usual


def _unreadable() -> ConfigurationFault:
    # The address itself is not quoted: somebody may have written the secret into it.
    return ConfigurationFault(
        "TRAINING_MEDIA_STORE is no address: write s3://bucket?endpoint=https://host:port&region=name,"
        " and key and secret in settings of their own."
    )
