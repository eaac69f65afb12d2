"""Which pages let a person in by a provider of sign-on, and out there too?"""

import re
import secrets
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from training.accounts import actions, queries
from training.accounts.files import read_claims
from training.accounts.queries.provider import PATIENCE, Provider
from training.accounts.rules import CurrentPerson, Way, safe_next
from training.accounts.rules.identities import ClaimsMapping, Flow, claimed
from training.accounts.views import halfway, sessions
from training.accounts.views.blueprint import BY_PROVIDER, SEE_OTHER, pages
from training.config import SignOn
from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.errors import Refused
from training.foundation.extensions import csrf, db, limiter
from training.foundation.gate import public
from training.foundation.languages import LANGUAGES
from training.foundation.pages import page

log = structlog.get_logger()

#: What hinders a sign-on, and which status it is; what is not named here is 403.
STATUS = {
    "sign-on-state": 400,
    "sign-on-over": 400,
    "sign-on-invalid": 400,
    "provider-away": 503,
}
_FORBIDDEN = 403
_FLOWS = "sign-on"
#: Somebody may begin in several tabs; a cookie must stay small.
_MOST_FLOWS = 3
_LONGEST_PAGE = 500
_LONGEST_SESSION = 255
#: Errors of a provider that pass (OpenID Connect Core 1.0, 3.1.2.6).
_PASSING = ("temporarily_unavailable", "server_error")
_WORD = re.compile(r"[a-z_]{1,60}")


@dataclass(frozen=True, slots=True)
class _Door:
    """The provider of this site, and what its claims mean."""

    provider: Provider
    mapping: ClaimsMapping


def init_app(app: Flask, settings: SignOn | None, *, patience: float = PATIENCE) -> None:
    """Open the way in by a provider where the site has one, waiting for it so many seconds.

    Raises ClaimsFault where the table of claims cannot be used.
    """
    app.extensions["sign_on"] = None
    if settings:
        file = settings.claims_file
        mapping = read_claims(file, languages=LANGUAGES) if file else ClaimsMapping()
        app.extensions["sign_on"] = _Door(Provider(settings, patience=patience), mapping)


def provider_name() -> str | None:
    """Return what the button of the provider says; None where the site has no provider."""
    door = current_app.extensions["sign_on"]
    return door.provider.settings.name if door else None


@pages.get("/<language:language>/sign-in/provider")
@public
@limiter.limit("60/minute;600/hour")
def sign_on(language: str) -> ResponseReturnValue:
    """Send the browser to the provider.

    A link, not a form: a page of ours may send forms nowhere but here, not even by way of a redirect.
    """
    wanted = safe_next(request.args.get("next"))
    expected = wanted if wanted and len(wanted) <= _LONGEST_PAGE else None
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    flow = Flow(state=state, nonce=nonce, verifier=verifier, language=language, expected=expected)
    try:
        address = _door().provider.sign_on_address(flow, back=_back(), now=now())
    except Refused as refusal:
        return _hindered(refusal, expected)
    session[_FLOWS] = [*session.get(_FLOWS, [])[1 - _MOST_FLOWS :], asdict(flow)]
    return redirect(address, SEE_OTHER)


@pages.get("/sign-in/provider")
@public
@limiter.limit("60/minute;600/hour")
def sign_on_return() -> ResponseReturnValue:
    """Take what the provider says of the person, let them in, and go on where they wanted to go.

    A GET that writes, since providers come back by one; what it needs stands in this browser's session, and is good
    once.
    """
    door, flow = _door(), _taken_flow()
    if flow is None:
        return _hindered(Refused("sign-on-state"), None)
    # The address has no language, since a provider knows one address only: the page speaks as the one before.
    request.view_args = {"language": flow.language}
    try:
        person = _let_in(door, flow)
    except Refused as refusal:
        db.session.commit()
        return _hindered(refusal, flow.expected)
    onward = safe_next(flow.expected)
    if person is None:
        return redirect(url_for("accounts.prove", language=flow.language, next=onward), SEE_OTHER)
    return redirect(onward or url_for("learning.mine", language=person.language), SEE_OTHER)


@pages.get("/<language:language>/signed-out")
@public
def signed_out(language: str) -> ResponseReturnValue:
    """Say that the session here is over, and go on to the provider to end the one there."""
    del language
    try:
        address = _door().provider.sign_out_address(back=f"{_site()}/", now=now())
    except Refused:
        address = None
    return page("accounts/signed_out.html", person=None, section="account", provider=provider_name(), address=address)


@pages.post("/sign-in/provider/sign-out")
@public
@csrf.exempt
@limiter.limit("600/minute")
def sign_off() -> ResponseReturnValue:
    """End the sessions that the provider has ended; it is a machine that asks, and its token is the permission."""
    try:
        ended = _door().provider.ended(request.form.get("logout_token", ""), now=now())
    except Refused as refusal:
        log.warning("sign-off refused", code=refusal.code, reason=refusal.facts.get("reason"))
        return {"error": "invalid_request"}, STATUS.get(refusal.code, _FORBIDDEN)
    whom = {"issuer": ended["iss"], "subject": ended.get("sub"), "provider_session": ended.get("sid")}
    actions.sign_off(db.session, **whom, now=now())
    db.session.commit()
    return "", 200


def _let_in(door: _Door, flow: Flow) -> CurrentPerson | None:
    """Sign the person in; None where they have a second factor of their own and the provider has asked for none."""
    _refuse_error(door)
    # No transaction is open while the provider is asked.
    claims = door.provider.claims(request.args.get("code", ""), flow, back=_back(), now=now())
    reads_only(answer=False)
    described = claimed(claims, door.mapping, languages=LANGUAGES)
    joins = door.mapping.join_by_address
    done = actions.sign_on(db.session, described, joins=joins, language=flow.language, now=now())
    if done.missing:
        log.warning("claims name places that are not here", places=done.missing)
    if not described.second_factor and queries.factors(db.session, done.person_id).second:
        db.session.commit()
        halfway.begin(done.person_id, way=Way.PROVIDER)
        return None
    person = sessions.begin(done.person_id, way=Way.PROVIDER, second_factor=described.second_factor)
    if person is None:
        raise Refused("sign-on-closed")
    session[BY_PROVIDER] = True
    _name_session(person, claims.get("sid"))
    return person


def _name_session(person: CurrentPerson, name: Any) -> None:
    if isinstance(name, str) and 0 < len(name) <= _LONGEST_SESSION:
        actions.name_session(db.session, person.sign_in_id, provider_session=name)
        db.session.commit()


def _refuse_error(door: _Door) -> None:
    """Refuse what the provider has sent back in place of a code, or what another one has (RFC 9207)."""
    issuer = request.args.get("iss")
    if issuer and issuer.rstrip("/") != door.provider.settings.issuer.rstrip("/"):
        raise Refused("sign-on-state", reason="another issuer")
    error = request.args.get("error")
    if error:
        reason = error if _WORD.fullmatch(error) else "no word"
        raise Refused("provider-away" if error in _PASSING else "sign-on-denied", reason=reason)


def _taken_flow() -> Flow | None:
    """Take the flow of this answer out of the session, so that no answer is good twice."""
    state, kept = request.args.get("state", ""), session.pop(_FLOWS, [])
    session[_FLOWS] = [flow for flow in kept if flow["state"] != state]
    return next((Flow(**flow) for flow in kept if flow["state"] == state), None)


def _hindered(refusal: Refused, expected: str | None) -> ResponseReturnValue:
    reason = refusal.facts.get("reason")
    log.warning("sign-on refused", code=refusal.code, reason=reason)
    values = {"code": refusal.code, "provider": provider_name(), "expected": expected}
    status = STATUS.get(refusal.code, _FORBIDDEN)
    return page("accounts/sign_on.html", person=None, section="account", **values), status


def _door() -> _Door:
    door: _Door | None = current_app.extensions["sign_on"]
    return door or abort(404)


def _site() -> str:
    return str(current_app.config["TRAINING"].public_address)


def _back() -> str:
    # Not from the request: whoever names another host in it must not be sent a code.
    return f"{_site()}{url_for('accounts.sign_on_return')}"
