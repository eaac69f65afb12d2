"""Is a token of the provider what it says: signed by its keys, for this site, for this sign-on, now?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, Token, decode

from training.accounts.rules.identities import Claims
from training.foundation.errors import Refused

__all__ = ["Expected", "KeySet", "Signed", "check_id_token", "check_logout_token", "keys_of", "verified"]

Signed = Token

#: "none" is not among them, nor those whose key is the client's own secret.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
#: What only a signed token may say.
SIGNED_ONLY = frozenset(
    {"iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "acr", "amr", "auth_time", "at_hash", "sid"}
)
#: Seconds by which two clocks may differ.
_LEEWAY = 60
#: A certificate may stand in the header.
_LONGEST_HEADER = 8192
_LONGEST_SUBJECT = 255
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
# What the libraries raise on tokens that are no tokens.
_FAULTS = (JoseError, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who must have made a token, for whom, and what time it is."""

    issuer: str
    client_id: str
    now: datetime

    @property
    def seconds(self) -> int:
        """The time as tokens write it."""
        return int(self.now.timestamp())


def keys_of(published: Mapping[str, Any]) -> KeySet:
    """Read the keys that a provider publishes; those of kinds that nobody here knows are passed over."""
    try:
        return KeySet.import_key_set(published)  # type: ignore[arg-type]
    except _FAULTS as fault:
        raise Refused("provider-away", reason="its keys cannot be read") from fault


def verified(token: str, keys: KeySet) -> Signed:
    """Return a token whose signature is right; raise InvalidKeyIdError where it is by a key that is not there."""
    registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
    registry.max_header_length = _LONGEST_HEADER
    try:
        return decode(token, keys, algorithms=_ALGORITHMS, registry=registry)
    except InvalidKeyIdError:
        raise
    except _FAULTS as fault:
        raise _invalid(fault) from fault


def verified_at_last(token: str, keys: KeySet) -> Signed:
    """Return a token whose signature is right by keys that have just been fetched."""
    try:
        return verified(token, keys)
    except InvalidKeyIdError as fault:
        raise _invalid(fault) from fault


def check_id_token(signed: Signed, expected: Expected, *, nonce: str, access_token: str) -> None:
    """Refuse an ID token that is not of this provider, for this site and of this sign-on, or whose time is over."""
    options = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
    }
    parameters = {"client_id": expected.client_id, "nonce": nonce, "access_token": access_token}
    claims = CodeIDToken(signed.claims, signed.header, options, parameters)
    try:
        claims.validate(now=expected.seconds, leeway=_LEEWAY)
    except _FAULTS as fault:
        raise _invalid(fault) from fault
    _check_subject(signed.claims)


def check_logout_token(signed: Signed, expected: Expected) -> None:
    """Refuse a logout token that is not one (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
    registry = JWTClaimsRegistry(
        expected.seconds,
        _LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        exp={"essential": True},
        iat={"essential": True},
        jti={"essential": True},
        events={"essential": True},
    )
    claims = signed.claims
    try:
        registry.validate(claims)
    except _FAULTS as fault:
        raise _invalid(fault) from fault
    events = claims["events"]
    if not isinstance(events, dict) or _LOGOUT not in events or "nonce" in claims:
        raise Refused("sign-on-invalid", reason="no logout token")
    if not any(isinstance(claims.get(name), str) for name in ("sub", "sid")):
        raise Refused("sign-on-invalid", reason="nobody is named")


def _check_subject(claims: Claims) -> None:
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
        raise Refused("sign-on-invalid", reason="sub")


def _invalid(fault: Exception) -> Refused:
    # The kind of fault and the name of a claim, never what it says: the reason goes to the log.
    named = fault.error if isinstance(fault, JoseError) else type(fault).__name__
    claim = getattr(fault, "claim", None)
    return Refused("sign-on-invalid", reason=f"{named} {claim}" if claim else named)
