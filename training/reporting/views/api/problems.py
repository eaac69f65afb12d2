"""How does a program learn what went wrong? By RFC 9457, in the reader's language."""

import json
from typing import Any

from apiflask.exceptions import HTTPError
from flask import Response, current_app, request

from training.foundation.errors import Refused
from training.foundation.pages import plain_environment
from training.reporting.views.api.blueprint import UNPROCESSABLE, api, language_asked

MEDIA_TYPE = "application/problem+json"
_UNAUTHORIZED = 401
_NOT_READ = "query-not-read"


def problem(status: int, code: str, facts: dict[str, Any]) -> Response:
    """Tell what is wrong: what kind it is (`type` leads to the page that explains it), and what to do.

    `parameters` names those of the query that could not be read.
    """
    language = language_asked()
    said: Any = plain_environment(language).get_template("reporting/_problems.html").module
    kind = _kind(said, status, code)
    told: dict[str, Any] = {
        "type": f"{current_app.config['TRAINING'].public_address}/en/api#problem-{kind}",
        "title": said.titles[kind],
        "status": status,
        "detail": said.details[kind],
        "instance": request.path,
    }
    if "parameters" in facts:
        told["parameters"] = facts["parameters"]
    response = Response(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    response.content_language.add(language)
    if status == _UNAUTHORIZED:
        fault = ', error="invalid_token"' if code == "token-unknown" else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="InduCCI Training"{fault}'
    return response


@api.errorhandler(HTTPError)
def _not_as_described(fault: HTTPError) -> Response:
    names = sorted({name for fields in dict(fault.detail).values() for name in fields})
    return problem(UNPROCESSABLE, _NOT_READ, {"parameters": names})


@api.before_request
def _refuse_repeats() -> None:
    # Of two values of one name one would be passed over in silence.
    repeated = sorted(name for name, values in request.args.lists() if len(values) > 1)
    if repeated:
        raise Refused(_NOT_READ, parameters=repeated)


def _kind(said: Any, status: int, code: str) -> str:
    if code in said.titles:
        return code
    if str(status) in said.titles:
        return str(status)
    return "500" if status >= 500 else "400"  # noqa: PLR2004 (whose fault it is)
