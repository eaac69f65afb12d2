"""What becomes of a note that was written in two places at once? Both texts stay."""

from hashlib import sha256

_BETWEEN = "\n\n* * *\n\n"


def note_digest(text: str) -> str:
    """Identify the text that a form started from."""
    return sha256(text.encode()).hexdigest()[:16]


def kept_note(*, stored: str, started_from: str, typed: str) -> str:
    """Decide what to keep of a note; `started_from` is the digest of what the form showed at first.

    A page that was not touched never overwrites what another tab saved; where both were changed, both are kept.
    """
    untouched = note_digest(typed) == started_from
    if untouched or typed == stored:
        return stored
    if note_digest(stored) == started_from or not stored:
        return typed
    return stored if typed in stored else typed + _BETWEEN + stored
