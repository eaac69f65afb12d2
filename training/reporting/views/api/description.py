"""How are the addresses for programs described, so that programs can be made from it (OpenAPI 3.1)?

The library writes the description from the same shapes and decorators that read and answer requests. It wants an
application of its own kind for that: one is made here which nobody can reach, and which is forgotten afterwards.
"""

from functools import cache
from typing import Any, cast

from apiflask import APIFlask
from flask import Response, jsonify

from training.foundation.gate import public
from training.reporting.files import TYPES
from training.reporting.views.api.blueprint import LIMIT, api
from training.reporting.views.api.described import DONE, OPEN
from training.reporting.views.api.shapes import QUARTER, Problem

_ABOUT = (
    "Figures of completed learning, as they were released for each quarter; a release never changes. Counts that would "
    "tell about persons are hidden: `hidden` is true and there is no `value`. Each token has "
    f"{LIMIT.replace('/', ' requests a ')}. Problems are told by RFC 9457 in the language asked for."
)
#: What the parts of an address look like.
_IN_ADDRESSES: dict[str, Any] = {
    "quarter": {"pattern": QUARTER, "examples": ["2026Q3"]},
    "kind": {"enum": list(TYPES)},
}
_HEADERS = (
    ("If-None-Match", "The `ETag` of an earlier answer: if nothing has changed, 304 comes without a body."),
    ("Accept-Language", "The language of names and problems, where the query names none."),
)


@api.get("/openapi.json")
@public
@api.doc(
    summary="This description",
    operation_id="openapi",
    responses={"200": {"description": DONE, "content": {"application/json": {"schema": {"type": "object"}}}}} | OPEN,
)
def openapi() -> Response:
    """Give the description; anybody may read it."""
    return jsonify(description())


@cache
def description() -> dict[str, Any]:
    """Describe all addresses for programs, once a process."""
    scribe = APIFlask("training", title="InduCCI Training", json_errors=False, docs_path=None, spec_path=None)
    scribe.config |= {
        "OPENAPI_VERSION": "3.1.0",
        "SECURITY_SCHEMES": {"token": {"type": "http", "scheme": "bearer", "description": "ict_…"}},
        "AUTO_VALIDATION_ERROR_RESPONSE": False,
        "AUTO_404_RESPONSE": False,
        "AUTO_AUTH_ERROR_RESPONSE": False,
        "AUTO_TAGS": False,
        "INFO": {"description": _ABOUT, "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}},
    }
    scribe.version = "1"
    scribe.register_blueprint(api)
    with scribe.app_context():
        written = cast("dict[str, Any]", scribe.spec)
    return _completed(written)


def _completed(written: dict[str, Any]) -> dict[str, Any]:
    """Add what the library has no words for: the shape of problems, headers, what a quarter looks like, the server."""
    written["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    written["servers"] = [{"url": "/"}]
    written["security"] = [{"token": []}]
    for path in written["paths"].values():
        parameters = path["get"].setdefault("parameters", [])
        parameters += path.pop("parameters", [])
        if path["get"]["operationId"] == "openapi":
            path["get"]["security"] = []
            continue
        for name, says in _HEADERS:
            parameters.append({"name": name, "in": "header", "schema": {"type": "string"}, "description": says})
        for parameter in parameters:
            parameter["schema"] |= _IN_ADDRESSES.get(parameter["name"], {})
    return written
