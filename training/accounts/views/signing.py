"""Which pages sign a person in and out?"""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from training.accounts import actions, queries
from training.accounts.forms import SignInForm
from training.accounts.rules import Way, safe_next
from training.accounts.views import devices, halfway, sessions
from training.accounts.views.blueprint import BY_PROVIDER, SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.accounts.views.provider import provider_name
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.foundation.extensions import db, limiter
from training.foundation.gate import public
from training.foundation.pages import page


@pages.get("/<language:language>/sign-in")
@public
def sign_in(language: str) -> ResponseReturnValue:
    """Ask for address and password."""
    person = visitor()
    if person:
        return sessions.go_on(person.language)
    del language
    return sign_in_page()


@pages.post("/<language:language>/sign-in")
@public
@limiter.limit("10/minute;50/hour", key_func=devices.place, deduct_when=devices.failed)
@limiter.limit("5/minute", key_func=devices.account_at_place, deduct_when=devices.failed)
@limiter.limit("20/minute;100/hour", key_func=devices.account, deduct_when=devices.failed, exempt_when=devices.is_known)
def sign_in_submit(language: str) -> ResponseReturnValue:
    """Sign in and go on where the person wanted to go, else to My learning."""
    form = SignInForm()
    if not form.validate():
        return sign_in_page(form.email.data, form.faults()), UNPROCESSABLE
    email, password = form.email.data or "", form.password.data or ""
    with only_reading():
        right = actions.is_right(db.session, email, password)
    # Thirty people who sign in at once must not keep those waiting who save an answer: the slow part holds no lock.
    db.session.rollback()
    try:
        person_id = actions.admit(db.session, email, password, right=right, now=now())
    except Refused as refusal:
        db.session.commit()
        return sign_in_page(email, {"email": refusal.code}), UNPROCESSABLE
    devices.remember(email)
    return come_in(person_id, way=Way.PASSWORD, language=language)


@pages.post("/<language:language>/sign-out")
@public
def sign_out(language: str) -> ResponseReturnValue:
    """End the session and show the start page, or go on to the provider of sign-on whom the person came in by."""
    came_by_provider = session.get(BY_PROVIDER, False)
    sessions.leave()
    logout_user()
    session.clear()
    onwards = "accounts.signed_out" if came_by_provider and provider_name() else "learning.start"
    return redirect(url_for(onwards, language=language), SEE_OTHER)


def come_in(person_id: int, *, way: Way, language: str, second_factor: bool = False) -> ResponseReturnValue:
    """Sign in whoever has proven to be this person, commit, and go on where they wanted to go.

    `second_factor` tells whether one was proven on the way; whoever has one and has not shown it is asked first.
    Raises Refused("sign-in-failed") for a closed account.
    """
    if not second_factor and queries.factors(db.session, person_id).second:
        db.session.commit()
        onward = safe_next(request.args.get("next"))
        halfway.begin(person_id, way=way)
        return redirect(url_for("accounts.prove", language=language, next=onward), SEE_OTHER)
    person = sessions.begin(person_id, way=way, second_factor=second_factor)
    if person is None:
        raise Refused("sign-in-failed")
    return sessions.go_on(person.language)


def sign_in_page(email: str | None = None, faults: dict[str, str] | None = None) -> str:
    """Show where address and password are asked for."""
    return page(
        "accounts/sign_in.html",
        person=None,
        section="account",
        email=email or "",
        faults=faults or {},
        expected=safe_next(request.args.get("next")),
        provider=provider_name(),
        passkeys_work=halfway.site() is not None,
        saved=request.args.get("saved") == "1",
        may_register=bool(queries.registering_organisations(db.session)),
    )
