"""What do all addresses for programs share? The blueprint, the language, the limit, and who is asking."""

from typing import cast

from apiflask import APIBlueprint
from flask import g, request
from flask.blueprints import BlueprintSetupState
from flask_limiter.util import get_remote_address

from training.foundation.extensions import limiter
from training.foundation.languages import LANGUAGES, preferred
from training.reporting.rules.tokens import Bearer

#: Whatever begins so is asked by programs, and answers them.
PREFIX = "/api/"
UNPROCESSABLE = 422
LIMIT = "60/minute"

api = APIBlueprint("api", __name__, url_prefix=f"{PREFIX}v1")


@api.record
def _settle(state: BlueprintSetupState) -> None:
    # The decorators of the library ask its own kind of application for these; ours is a plain one.
    state.app.config.setdefault("VALIDATION_ERROR_STATUS_CODE", UNPROCESSABLE)
    state.app.config.setdefault("VALIDATION_ERROR_DESCRIPTION", "")
    state.app.config.setdefault("BASE_RESPONSE_SCHEMA", None)


def bearer() -> Bearer:
    """Return who bears the token of this request; only for views behind the gate."""
    return cast("Bearer", g._login_user)  # noqa: SLF001 (Flask-Login's place for whoever is here)


def is_for_programs() -> bool:
    """Tell whether this request asks for what programs read, so that a fault is told in their form."""
    return request.path.startswith(PREFIX)


def language_asked() -> str:
    """Return the language of the query, else the one that the header prefers."""
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else preferred(request.accept_languages.values())


def _key() -> str:
    found = g.get("_login_user")
    return f"token {found.token_id}" if isinstance(found, Bearer) else get_remote_address()


#: All addresses of one token count together.
limited = limiter.shared_limit(LIMIT, scope="api", key_func=_key)
