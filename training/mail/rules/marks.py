"""How is a letter known when it comes back? By a signed mark in its return path and in its Message-ID."""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

# Digits and small letters only: some servers change capitals on the way.
_MARK = re.compile(r"l(\d{1,18})-(\d{1,18})-([0-9a-f]{20})", re.IGNORECASE)
_LENGTH = 20


def mark(letter_id: int, posted_at: datetime, *, key: str) -> str:
    """Return the mark of a letter: always the same, so that whoever gets the letter twice can drop the second.

    The moment of posting tells it from a letter of the same number in a database that was made anew.
    """
    moment = int(posted_at.timestamp())
    return f"l{letter_id}-{moment}-{_signature(letter_id, moment, key)}"


def letter_of(texts: Iterable[str], *, key: str) -> int | None:
    """Return the number of the letter whose mark stands in one of these texts, if it is genuine."""
    for text in texts:
        for found in _MARK.finditer(text):
            letter_id, moment = int(found[1]), int(found[2])
            if compare_digest(found[3].lower(), _signature(letter_id, moment, key)):
                return letter_id
    return None


def _signature(letter_id: int, moment: int, key: str) -> str:
    return new(key.encode(), f"letter {letter_id} {moment}".encode(), sha256).hexdigest()[:_LENGTH]
