"""What may a provider say that must not be believed? One that says what a test wants, right unless told otherwise."""

import json
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from authlib.oidc.core.util import create_half_hash
from flask.testing import FlaskClient
from joserfc.jwk import KeySet, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.jwt import encode
from werkzeug.test import TestResponse

from training.config import SignOn
from training.foundation.clock import now

CLIENT_ID = "training"
SECRET = "a secret of thirty-two letters or so"
ACCESS = "an access token"
#: What a test makes of the claims of a right token: another token.
Change = Callable[["FalseProvider", dict[str, Any]], str]
#: Also the kinds that nobody should take.
_ALL = JWSRegistry(algorithms=["RS256", "HS256"], strict_check_header=False)


class FalseProvider:
    """Everything that it answers can be changed; `asked` counts its addresses, `forms` keeps what it was sent."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = key("first")
        self.description: dict[str, Any] = {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorise",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/keys",
            "end_session_endpoint": f"{address}/sign-out",
        }
        self.id_token = ""
        self.userinfo: dict[str, Any] = {}
        self.status = 200
        self.asked: Counter[str] = Counter()
        self.forms: list[tuple[Mapping[str, list[str]], str | None]] = []
        self.hangs = False
        self.let_go = Event()

    def settings(self) -> SignOn:
        """Return what a site needs to let people in by it."""
        return SignOn(issuer=self.issuer, client_id=CLIENT_ID, client_secret=SECRET, name="Office account")

    def answers(self, path: str) -> Any:
        """Return what stands at one of its addresses."""
        return {
            "/.well-known/openid-configuration": self.description,
            "/keys": KeySet([self.key]).as_dict(private=False),
            "/token": {"id_token": self.id_token, "access_token": ACCESS, "token_type": "Bearer"},
            "/userinfo": self.userinfo,
        }[path]


@cache
def key(kid: str, *, twin: bool = False) -> RSAKey:
    """Make a key of this name, once for all tests; its twin is another key of the same name."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def token(claims: Mapping[str, Any], signed_by: Any, *, header: Mapping[str, Any] | None = None) -> str:
    """Sign claims by a key; a claim that is None is left out."""
    said = {name: value for name, value in claims.items() if value is not None}
    kid = {"kid": signed_by.kid} if isinstance(signed_by, RSAKey) else {}
    return encode({"alg": "RS256", **kid, **(header or {})}, said, signed_by, registry=_ALL)


def unsigned(claims: Mapping[str, Any]) -> str:
    """Write claims as a token that says it needs no signature."""
    parts = (json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims))
    return ".".join([*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


def right_claims(provider: FalseProvider, *, nonce: str, at: int) -> dict[str, Any]:
    """Return what an ID token should say."""
    return {
        "iss": provider.issuer,
        "sub": "jana",
        "aud": CLIENT_ID,
        "exp": at + 300,
        "iat": at,
        "nonce": nonce,
        "at_hash": create_half_hash(ACCESS, "RS256").decode(),
        "name": "Jana Nováková",
        "email": "jana@example.org",
        "email_verified": True,
    }


@contextmanager
def false_provider() -> Iterator[FalseProvider]:
    """Listen on this machine until the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = FalseProvider(f"http://127.0.0.1:{server.server_port}")
    server.provider = made  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def come_in(client: FlaskClient, provider: FalseProvider, change: Change | None = None) -> TestResponse:
    """Sign on with an ID token that is right, or as the change makes it."""
    asked = parse_qs(urlsplit(client.get("/en/sign-in/provider").location).query)
    claims = right_claims(provider, nonce=asked["nonce"][0], at=int(now().timestamp()))
    provider.id_token = change(provider, claims) if change else token(claims, provider.key)
    return client.get(f"/sign-in/provider?code=code&state={asked['state'][0]}")


def saying(**other: Any) -> Change:
    """Say something else in a token that is signed rightly."""
    return lambda provider, claims: token(claims | other, provider.key)


def at(**seconds: int) -> Change:
    """Say another time, so many seconds from now, in a token that is signed rightly."""
    return lambda provider, claims: token(
        claims | {name: claims["iat"] + offset for name, offset in seconds.items()}, provider.key
    )


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._provider.forms.append((parse_qs(form), self.headers["Authorization"]))
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    @property
    def _provider(self) -> FalseProvider:
        return self.server.provider  # type: ignore[attr-defined,no-any-return]

    def _answer(self) -> None:
        provider, path = self._provider, urlsplit(self.path).path
        provider.asked[path] += 1
        if provider.hangs:
            provider.let_go.wait(10)
        body = json.dumps(provider.answers(path)).encode()
        self.send_response(provider.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
