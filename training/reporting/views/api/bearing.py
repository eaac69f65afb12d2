"""Who bears the token of a request, and what is noted of it? No cookie is asked for anything here."""

from flask import Flask, Response, current_app, g, request
from flask_login import AnonymousUserMixin

from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import need_of
from training.foundation.permissions import Permission
from training.reporting.actions.tokens import note_use
from training.reporting.queries import tokens
from training.reporting.rules.tokens import read_token
from training.reporting.views.api.blueprint import api, bearer, is_for_programs


def init_app(app: Flask) -> None:
    """Give an application its addresses for programs; to be called before the gate is set, which asks who is here."""
    app.register_blueprint(api)
    app.before_request(_bear)


def note(*, taken: str | None = None) -> None:
    """Note the use of the token, and that figures of a quarter are taken, once a day; commit."""
    moment = now()
    if bearer().has_noted(day=moment.date(), taken=taken):
        return
    # Nothing was asked to change, and this is worth keeping. What was read stands in memory.
    db.session.rollback()
    reads_only(answer=False)
    note_use(db.session, bearer(), taken=taken, now=moment)
    db.session.commit()


def _bear() -> Response | None:
    """Let the bearer be the person of this request, so that the gate asks what it asks of everybody."""
    if not is_for_programs():
        return None
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 (else Flask-Login would look into the session)
    if request.endpoint is None:
        return None
    if request.method == "OPTIONS":
        return current_app.make_default_options_response()
    if isinstance(need_of(current_app.view_functions[request.endpoint]), Permission):
        token = read_token(request.headers.get("Authorization"))
        reads_only(answer=True)
        found = tokens.bearer(db.session, token, now=now())
        if found is None:
            raise Refused("token-unknown")
        g._login_user = found  # noqa: SLF001 (likewise)
    return None
