"""What does a person hold in the hand? An app that makes codes, and a key that signs as a browser lets it."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from tests.make import NOW
from training.accounts.models import Authenticator, Passkey, Person
from training.accounts.rules.factors import RelyingParty, user_handle
from training.accounts.rules.sealing import seal_of

SITE = RelyingParty("localhost", "https://localhost")
#: The secret of everybody's app, and the key of the site in tests.
SECRET, KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "a key for tests only"
_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def app(session: Session, person: Person) -> Authenticator:
    """Give a person an authenticator app with the one secret."""
    row = Authenticator(person_id=person.id, sealed=seal_of(KEY).closed(SECRET), last_step=0, added_at=NOW)
    session.add(row)
    session.flush()
    return row


@dataclass
class SecurityKey:
    """A passkey of one person on one site; what it signs can be bent by its fields."""

    origin: str = SITE.origin
    rp_id: str = SITE.id
    count: int = 0
    verified: bool = True
    credential: bytes = b"credential-of-a-key"
    handle: bytes = b""
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: dict[str, Any]) -> str:
        """Return what a browser tells of a new passkey."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        data = {
            "clientDataJSON": self._client_data("webauthn.create", options),
            "attestationObject": dumps({"fmt": "none", "attStmt": {}, "authData": self._data(attested=True)}),
        }
        return self._told(data)

    def shown(self, options: dict[str, Any]) -> str:
        """Return what a browser tells of this passkey when it signs."""
        client, data = self._client_data("webauthn.get", options), self._data()
        signature = self._key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._told(
            {
                "clientDataJSON": client,
                "authenticatorData": data,
                "signature": signature,
                "userHandle": self.handle,
            }
        )

    def kept(self, session: Session, person: Person, *, name: str = "blue key") -> "SecurityKey":
        """Let the site know this passkey as one of a person."""
        self.handle = user_handle(person.id, SITE)
        kept = {"credential": self.credential, "public_key": self._public_key(), "sign_count": self.count}
        session.add(Passkey(person_id=person.id, name=name, added_at=NOW, used_at=NOW, **kept))
        session.flush()
        return self

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _data(self, *, attested: bool = False) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.verified else 0) | (_ATTESTED if attested else 0)
        head = sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        if not attested:
            return head
        return head + bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._public_key()

    def _public_key(self) -> bytes:
        numbers = self._key.public_key().public_numbers()
        return dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _told(self, response: dict[str, bytes]) -> str:
        name = bytes_to_base64url(self.credential)
        letters = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": letters})
