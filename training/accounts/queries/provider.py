"""What does the provider of sign-on say? Asked with little patience; what seldom changes is remembered for an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ssl import SSLContext
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import InvalidKeyIdError

from training.accounts.queries import tokens
from training.accounts.rules.identities import Claims, Flow
from training.config import SignOn
from training.foundation.errors import Refused

#: Seconds; whoever signs on waits, and nobody else does.
PATIENCE = 4.0
_REMEMBERED = timedelta(hours=1)
#: After a failure others are told at once for a while, instead of waiting one after another.
_PAUSE = timedelta(seconds=10)
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_ENDPOINTS = (*_NEEDED[1:], "userinfo_endpoint", "end_session_endpoint")
_BAD_REQUEST = 400
_UNAUTHORISED = 401


@dataclass(slots=True, kw_only=True)
class _Remembered:
    """What the provider says about itself, and its keys."""

    at: datetime
    description: Mapping[str, Any]
    keys: tokens.KeySet


class Provider:
    """The provider of this site, for all threads of a process.

    Raises Refused("provider-away") where it does not answer, or not as it should, with the reason for the log.
    """

    def __init__(self, settings: SignOn, *, patience: float = PATIENCE) -> None:
        self.settings = settings
        self._patience = patience
        self._lock = Lock()
        self._remembered: _Remembered | None = None
        self._failed_at: datetime | None = None

    def sign_on_address(self, flow: Flow, *, back: str, now: datetime) -> str:
        """Return where a browser goes to sign on; it comes back to `back` with a code."""
        described = self._look(now).description
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": self.settings.scopes,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": create_s256_code_challenge(flow.verifier),
            "code_challenge_method": "S256",
            "ui_locales": flow.language,
        }
        return _with_query(described["authorization_endpoint"], asked)

    def sign_out_address(self, *, back: str, now: datetime) -> str | None:
        """Return where a browser goes to sign out there too; None where the provider has no such page."""
        endpoint = self._look(now).description.get("end_session_endpoint")
        asked = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back}
        return _with_query(endpoint, asked) if endpoint else None

    def claims(self, code: str, flow: Flow, *, back: str, now: datetime) -> Claims:
        """Return what the provider says about the person to whom it gave this code.

        Raises Refused("sign-on-over") where the code is spent, and Refused("sign-on-invalid") where its word cannot be
        trusted.
        """
        answer = self._redeem(code, flow, back=back, now=now)
        token, access = str(answer.get("id_token", "")), str(answer.get("access_token", ""))
        signed = self._checked(token, now=now)
        expected = tokens.Expected(issuer=self._issuer(now), client_id=self.settings.client_id, now=now)
        tokens.check_id_token(signed, expected, nonce=flow.nonce, access_token=access)
        return self._more(signed.claims, access, now=now)

    def ended(self, logout_token: str, *, now: datetime) -> Claims:
        """Return whom the provider has signed out (sub, sid), or raise Refused("sign-on-invalid")."""
        signed = self._checked(logout_token, now=now)
        expected = tokens.Expected(issuer=self._issuer(now), client_id=self.settings.client_id, now=now)
        tokens.check_logout_token(signed, expected)
        return signed.claims

    def _issuer(self, now: datetime) -> str:
        return str(self._look(now).description["issuer"])

    def _redeem(self, code: str, flow: Flow, *, back: str, now: datetime) -> Mapping[str, Any]:
        described = self._look(now).description
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": flow.verifier}
        known_by = {"client_id": self.settings.client_id, "client_secret": self.settings.client_secret}
        methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in methods:
            name, secret = (quote(value, safe="") for value in known_by.values())
            response = self._ask("POST", described["token_endpoint"], data=form, auth=httpx.BasicAuth(name, secret))
        else:
            response = self._ask("POST", described["token_endpoint"], data=form | known_by)
        answer = _object(response)
        if response.status_code in (_BAD_REQUEST, _UNAUTHORISED) and answer.get("error") == "invalid_grant":
            raise Refused("sign-on-over")
        _refuse_failure(response)
        return answer

    def _checked(self, token: str, *, now: datetime) -> tokens.Signed:
        try:
            return tokens.verified(token, self._look(now).keys)
        except InvalidKeyIdError:
            # Keys are changed now and then, and the new one signs at once.
            return tokens.verified_at_last(token, self._look(now, anew=True).keys)

    def _more(self, claims: Claims, access_token: str, *, now: datetime) -> Claims:
        """Add what the provider tells only on a further question; what it has signed goes before."""
        endpoint = self._look(now).description.get("userinfo_endpoint")
        if not endpoint or not access_token:
            return claims
        response = self._ask("GET", endpoint, headers={"Authorization": f"Bearer {access_token}"})
        _refuse_failure(response)
        told = _object(response)
        if told.get("sub") != claims["sub"]:
            raise Refused("sign-on-invalid", reason="userinfo of somebody else")
        return {name: value for name, value in told.items() if name not in tokens.SIGNED_ONLY} | dict(claims)

    def _look(self, now: datetime, *, anew: bool = False) -> _Remembered:
        with self._lock:
            kept = self._remembered
            # Anybody may send a token with the name of a key that never was: no more than one question in a while.
            if kept and now - kept.at < (_PAUSE if anew else _REMEMBERED):
                return kept
            if self._failed_at and now - self._failed_at < _PAUSE:
                raise Refused("provider-away", reason="it failed a moment ago")
            try:
                self._remembered = self._asked(now)
            except Refused:
                self._failed_at = now
                raise
            return self._remembered

    def _asked(self, now: datetime) -> _Remembered:
        issuer = self.settings.issuer.rstrip("/")
        described = self._answer("GET", f"{issuer}/.well-known/openid-configuration")
        if missing := [name for name in _NEEDED if not isinstance(described.get(name), str)]:
            raise Refused("provider-away", reason=f"its description lacks {missing}")
        if described["issuer"].rstrip("/") != issuer:
            raise Refused("provider-away", reason="it describes another issuer than TRAINING_OIDC_ISSUER")
        if not all(_is_safe(described[name], issuer) for name in _ENDPOINTS if described.get(name)):
            raise Refused("provider-away", reason="an address in its description is not https")
        return _Remembered(
            at=now, description=described, keys=tokens.keys_of(self._answer("GET", described["jwks_uri"]))
        )

    def _answer(self, method: str, address: str) -> Mapping[str, Any]:
        response = self._ask(method, address)
        _refuse_failure(response)
        return _object(response)

    def _ask(self, method: str, address: str, **how: Any) -> httpx.Response:
        try:
            return httpx.request(method, address, timeout=self._patience, verify=_trusted(), **how)
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise Refused("provider-away", reason=type(fault).__name__) from fault


@cache
def _trusted() -> SSLContext:
    """Whose certificates are trusted; to read them takes 30 ms, ten times as long as to ask on this machine."""
    return httpx.create_ssl_context()


def _refuse_failure(response: httpx.Response) -> None:
    if not response.is_success:
        raise Refused("provider-away", reason=f"it answered {response.status_code}")


def _object(response: httpx.Response) -> Mapping[str, Any]:
    try:
        read = response.json()
    except ValueError as fault:
        raise Refused("provider-away", reason="its answer is not JSON") from fault
    if not isinstance(read, dict):
        raise Refused("provider-away", reason="its answer is no object")
    return read


def _is_safe(address: Any, issuer: str) -> bool:
    return isinstance(address, str) and (
        address.startswith("https://") or urlsplit(address)[:2] == urlsplit(issuer)[:2]
    )


def _with_query(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
