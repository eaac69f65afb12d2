"""How does a program go from one page of a long list to the next?

A cursor names the last line of a page, so that the next begins behind it however long the list is, and what it is a
cursor of: one of another list, release or filter is refused.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from hashlib import sha256

from training.foundation.errors import Refused

#: So many lines a page where nothing else is asked for, and at most.
USUAL, MOST = 100, 1000
LONGEST_CURSOR = 1000
_MARK = 16


def cursor(last: Sequence[str], *, of: Sequence[str]) -> str:
    """Write the cursor behind a line (its key, word by word) of a list (all that makes it this one)."""
    written = json.dumps([_mark(of), *last], separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def read_cursor(text: str, *, of: Sequence[str], words: int) -> tuple[str, ...] | None:
    """Read a cursor of this list, whose keys have so many words; None where there is none.

    Raises Refused("cursor-not-read") for anything else.
    """
    if not text:
        return None
    found = _opened(text)
    if not isinstance(found, list) or len(found) != words + 1 or not all(_is_word(each) for each in found):
        raise Refused("cursor-not-read")
    if found[0] != _mark(of):
        raise Refused("cursor-not-read")
    return tuple(found[1:])


def _opened(text: str) -> object:
    if len(text) > LONGEST_CURSOR or not text.isascii():
        raise Refused("cursor-not-read")
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return json.loads(packed)
    except (binascii.Error, ValueError, RecursionError) as fault:
        raise Refused("cursor-not-read") from fault


def _is_word(value: object) -> bool:
    # No database takes a NUL, and half a pair of surrogates is no text.
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _mark(of: Sequence[str]) -> str:
    return sha256(json.dumps(list(of)).encode()).hexdigest()[:_MARK]
