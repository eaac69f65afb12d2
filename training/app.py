"""How do the parts become one application? The one place that knows all."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from training.accounts import queries as accounts
from training.accounts import views as accounts_views
from training.accounts.rules import safe_next
from training.administration import views as administration_views
from training.assignments import queries as assignments
from training.assignments import views as assignments_views
from training.authoring import views as authoring_views
from training.config import Config
from training.content import queries as content
from training.content import views as content_views
from training.foundation import gate, logs, outbox, pages, responses
from training.foundation.clock import now
from training.foundation.db import prepare
from training.foundation.errors import Refused
from training.foundation.extensions import SignedSessions, csrf, db, limiter, login
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import SITE, Place
from training.learning import views as learning_views
from training.operations import views as operations_views
from training.privacy import views as privacy_views
from training.reporting import views as reporting_views
from training.teaching import views as teaching_views
from training.translation import views as translation_views

log = structlog.get_logger()

_VIEWS = (
    accounts_views,
    content_views,
    translation_views,
    authoring_views,
    learning_views,
    teaching_views,
    assignments_views,
    reporting_views,
    privacy_views,
    administration_views,
    operations_views,
)

#: Which HTTP status a refusal is; what is not named here is 409: the state of things forbids it.
_CODES = {
    400: "ticket-invalid",
    401: "token-missing token-unknown",
    403: "sign-in-failed other-account file-out-of-reach four-eyes",
    404: "not-found cursor-not-read unit-gone segment-unknown",
    410: "link-over",
    413: "trial-too-long",
    422: (
        "number-not-read number-ambiguous choice-unknown nothing-chosen report-too-long report-without-words "
        "note-empty note-long reason-missing reason-too-long file-kind-unknown due-past due-far query-not-read "
        "module-faulty file-unreadable translations-unreadable"
    ),
    429: "reports-too-many",
    503: "store-away",
}
STATUS = {code: status for status, codes in _CODES.items() for code in codes.split()}
CONFLICT = 409
#: The field of a form that may hold a file; only views that say how large it may be take more than a mebibyte.
_FILES = {"file"}


class LanguageConverter(BaseConverter):
    """The first part of an address: one of the seven codes and nothing else."""

    regex = "|".join(LANGUAGES)


class NumberConverter(IntegerConverter):
    """A number in an address: none is larger than what both databases take for an id, or it would be a 500."""

    def __init__(self, map: Map, max: int = 2_147_483_647, **bounds: Any) -> None:  # noqa: A002 (werkzeug's names)
        super().__init__(map, max=max, **bounds)


def create_app(config: Config) -> Flask:
    """Make the application: extensions, blueprints, gate, error pages."""
    logs.init(quote=config.demonstration)
    app = Flask(__name__, static_url_path="/static")
    app.config.from_mapping(config.for_flask())
    app.config["TRAINING"] = config
    app.session_interface = SignedSessions()
    app.url_map.converters |= {"language": LanguageConverter, "int": NumberConverter}
    if config.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    # In a demonstration somebody reads along, who wants to know what is wrong and nothing else.
    note, count = not config.demonstration, bool(config.metrics_token)
    operations_views.init_app(app, trust_proxy=config.behind_proxy, note=note, count=count)
    _bind_extensions(app)
    app.before_request(_refuse_unreadable)
    accounts_views.provider.init_app(app, config.sign_on)
    reporting_views.api.init_app(app)
    gate.init_app(app, place_of=_place_of)
    responses.init_app(app, compress=not config.behind_proxy, https=config.secure_cookies)
    pages.init_app(app, can=gate.can, machine_is_there=translation_views.machine_is_there)
    for views in _VIEWS:
        app.register_blueprint(views.pages)
    # Learning knows nothing of who requires it, and shows it all the same.
    app.extensions["required_of"] = assignments_views.mine.required_of
    _register_error_pages(app)
    return app


def _allow_files() -> None:
    """Let those who are signed in post more to views that take files; before anybody reads the form."""
    view = current_app.view_functions.get(request.endpoint or "")
    largest = gate.largest_body(view) if view and request.method == "POST" else None
    if largest and current_user.is_authenticated:
        request.max_content_length = largest


def _refuse_unreadable() -> None:
    # PostgreSQL cannot store or compare it, no keyboard writes it: without this, any form could ask for a 500.
    if "\0" in request.path:
        abort(404)
    if b"%00" in request.query_string:
        abort(400)
    if request.method == "POST" and any("\0" in value for _, value in request.form.items(multi=True)):
        abort(400)
    # In the place of a word a file would be a 500 as well: forms look for their fields among both.
    if request.files.keys() - _FILES:
        abort(400)


def _bind_extensions(app: Flask) -> None:
    # Before the look for tokens, which reads the form.
    app.before_request(_allow_files)
    db.init_app(app)
    with app.app_context():
        if app.config["TRAINING"].demonstration:
            db.sessionmaker.configure(info=outbox.hold())
        for engine in db.engines.values():
            prepare(engine)
    csrf.init_app(app)
    limiter.init_app(app)
    # Views that are limited look for themselves; looking before every other view too would cost each page 0.1 ms.
    app.before_request_funcs[None].remove(limiter._check_request_limit)  # noqa: SLF001
    login.init_app(app)
    login.user_loader(accounts_views.remembered)


def _place_of(values: dict[str, Any]) -> Place | None:
    """Find where the values of an address belong; what names nothing belongs to the site as a whole."""
    place = next((find(values[name]) for name, find in _PLACES.items() if name in values), SITE)
    return replace(place, language=values["into"]) if place and "into" in values else place


def _place_of_assignment(assignment_id: int) -> Place | None:
    organisation = assignments.organisation_of_assignment(db.session, assignment_id)
    return accounts.place_of_organisation(db.session, organisation) if organisation else None


def _place_of_module(key: str) -> Place | None:
    region = content.region_of_module(db.session, key)
    return Place(region=region, module=key) if region else None


#: What an address may name, and where that belongs.
_PLACES: dict[str, Callable[[Any], Place | None]] = {
    "module": _place_of_module,
    "assignment_id": _place_of_assignment,
    "organisation": lambda key: accounts.place_of_organisation(db.session, key),
    "person_id": lambda person_id: accounts.place_of_person(db.session, person_id),
}


def _register_error_pages(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _session_over)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(HTTPException, _http)
    for fault in (exc.OperationalError, exc.InterfaceError, exc.TimeoutError):
        app.register_error_handler(fault, _database_away)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: Refused) -> ResponseReturnValue:
    return _error_page(STATUS.get(refusal.code, CONFLICT), refusal.code, refusal.facts)


def _session_over(fault: CSRFError) -> ResponseReturnValue:
    del fault
    return _error_page(400, "session-over", {"next": _page_that_held_the_form()})


def _too_often(fault: RateLimitExceeded) -> ResponseReturnValue:
    del fault
    limit = limiter.current_limit
    seconds = limit.reset_at - now().timestamp() if limit else 60
    return _error_page(429, "http", {"minutes": max(1, ceil(int(seconds) / 60))})


def _http(fault: HTTPException) -> ResponseReturnValue:
    if fault.code is None or fault.code < 400:  # noqa: PLR2004 (a redirect is not an error)
        return fault.get_response()
    headers = {name: value for name, value in fault.get_headers() if name != "Content-Type"}
    return *_error_page(fault.code, "http"), headers


def _database_away(fault: exc.SQLAlchemyError) -> ResponseReturnValue:
    log.error("database away", exc_info=fault)
    db.session.rollback()
    return *_error_page(503, "database-away"), {"Retry-After": "60"}


def _unexpected(fault: Exception) -> ResponseReturnValue:
    if current_app.testing:
        raise fault
    log.error("unexpected", exc_info=fault)
    db.session.rollback()
    return _error_page(500, "unexpected")


def _error_page(status: int, code: str, facts: dict[str, Any] | None = None) -> tuple[str | Response, int]:
    if reporting_views.api.is_for_programs():
        return reporting_views.api.problem(status, code, facts or {}), status
    # Whoever is known already is greeted; nobody is looked up, since the database may be what is wrong.
    person = g.get("_login_user")
    known = person if person and person.is_authenticated else None
    values = {"person": known, "section": "", "status": status, "code": code, "facts": facts or {}}
    values["request_id"] = logs.request_id()
    return pages.page("errors/error.html", **values), status


def _page_that_held_the_form() -> str | None:
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return safe_next(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
