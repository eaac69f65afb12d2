"""Under which words is a request counted? A few that are known beforehand, whatever a client sends."""

from hmac import compare_digest

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
#: What became of an attempt to sign in, by the status of its answer.
OUTCOMES = {303: "admitted", 422: "refused", 429: "limited"}
_BEARER = "Bearer "


def known_method(method: str) -> str:
    """Name the method, or "other": a client may send any word as one."""
    return method if method in METHODS else "other"


def status_class(status: int) -> str:
    """Name the hundred that a status belongs to: "2xx"."""
    return f"{status // 100}xx"


def sign_in_outcome(status: int) -> str:
    """Tell what became of an attempt to sign in: admitted, refused, limited, or failed for another reason."""
    return OUTCOMES.get(status, "failed")


def bears(header: str | None, token: str) -> bool:
    """Tell whether an Authorization header bears this token, in a time that does not depend on how much is right."""
    if not token or not header or not header.startswith(_BEARER):
        return False
    return compare_digest(header.removeprefix(_BEARER).encode(), token.encode())
