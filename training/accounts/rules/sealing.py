"""What can this site alone read, or know again? What is sealed with keys made from the key of the site.

Each purpose has a key of its own. Under another key of the site nothing can be read any more: whoever used it sets it
up anew.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Seal:
    """Keys made from that of the site: one to lock words away with, one to mark them with."""

    _box: Fernet
    _marking_key: bytes

    def closed(self, words: str) -> str:
        """Return the words so that nobody can read them."""
        return self._box.encrypt(words.encode()).decode()

    def opened(self, sealed: str) -> str | None:
        """Return what was sealed; None where it was not sealed here, or under another key."""
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def mark(self, words: str) -> str:
        """Return a mark by which the same words are known again, 64 digits; for words too random to be guessed."""
        return hmac.new(self._marking_key, words.encode(), sha256).hexdigest()


@lru_cache(maxsize=8)
def seal_of(secret_key: str) -> Seal:
    """Make the keys from that of the site."""
    box, marking = (_derived(secret_key, purpose) for purpose in ("sealed secrets", "marks of codes"))
    return Seal(Fernet(urlsafe_b64encode(box)), marking)


def _derived(secret_key: str, purpose: str) -> bytes:
    # https://www.rfc-editor.org/rfc/rfc5869
    made = HKDF(algorithm=SHA256(), length=_KEY_LENGTH, salt=None, info=purpose.encode())
    return made.derive(secret_key.encode())
