"""Which answers that are no figures does the description promise, and with which headers do answers come?"""

from collections.abc import Mapping
from typing import Any

from training.reporting.files import TYPES
from training.reporting.views.api.problems import MEDIA_TYPE

DONE = "What was asked for"
_PROBLEM: Mapping[str, Any] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_NUMBER = {"schema": {"type": "string", "pattern": "^-?[0-9]+$"}}
#: How many requests a minute a token has, how many are left, and when all are there again (seconds since 1970).
_LIMITS = {f"X-RateLimit-{name}": _NUMBER for name in ("Limit", "Remaining", "Reset")}
_MARKS = {"ETag": {"schema": {"type": "string"}}, "Content-Language": {"schema": {"type": "string"}}}


def _fault(says: str, **headers: Any) -> dict[str, Any]:
    return {"description": says, "content": dict(_PROBLEM), **({"headers": headers} if headers else {})}


#: What every address may answer that takes a token.
PROBLEMS: Any = {
    "200": {"headers": _MARKS | _LIMITS},
    "304": {"description": "Nothing has changed since the answer of this `If-None-Match`", "headers": _MARKS},
    "400": _fault("The request could not be read"),
    "401": _fault("A token is missing, unknown or over", **{"WWW-Authenticate": {"schema": {"type": "string"}}}),
    "403": _fault("The person of the token may not see figures"),
    "405": _fault("Only GET is answered"),
    "422": _fault("A parameter of the query could not be read"),
    "429": _fault("Too many requests in this minute", **_LIMITS, **{"Retry-After": _NUMBER}),
    "503": _fault("The database is away for a moment"),
}
#: What an address that names something may answer besides.
NOT_FOUND: Any = {"404": _fault("It is not there, or out of the reach of the token")}
#: What the address of files gives.
FILES: Any = {
    "200": {
        "description": DONE,
        "headers": _MARKS | _LIMITS,
        "content": {kind.partition(";")[0]: {"schema": {}} for kind in TYPES.values()},
    }
}
#: What an address that anybody may ask answers.
OPEN: Any = {code: PROBLEMS[code] for code in ("400", "405")}
