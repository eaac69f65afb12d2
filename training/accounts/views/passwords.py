"""On which pages is a password chosen, forgotten, and changed?"""

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_login import current_user

from training.accounts import actions, queries
from training.accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from training.accounts.models import Person
from training.accounts.rules import SHORTEST_PASSWORD, Way, check_link
from training.accounts.views import devices, signing
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.foundation.extensions import db, limiter
from training.foundation.gate import public, requires
from training.foundation.pages import page
from training.foundation.permissions import Permission

_LINK = "/<language:language>/password/<ticket>"


def _person_id() -> str:
    return f"person {current_user.get_id()}"


@pages.get(_LINK)
@public
def choose_password(language: str, ticket: str) -> Response:
    """Say whose account the link is for, and ask for a password."""
    del language
    return _choosing_page(_holder(ticket))


@pages.post(_LINK)
@public
def choose_password_submit(language: str, ticket: str) -> ResponseReturnValue:
    """Keep the password, end all sessions of the person, and sign in here."""
    form = NewPasswordForm()
    with only_reading():
        person = _holder(ticket)
        kept, faults = _hashed(form, email=person.email)
    if kept is None:
        return _choosing_page(person, faults, status=UNPROCESSABLE)
    # The slow part held no lock; in the meantime the link may have been used in another window.
    db.session.rollback()
    person = _holder(ticket)
    actions.choose_password(db.session, person, kept, now=now())
    actions.end_sessions(db.session, person.id, now=now(), actor_id=person.id)
    db.session.commit()
    devices.remember(person.email)
    answer = make_response(signing.come_in(person.id, way=Way.PASSWORD, language=language))
    return _without_traces(answer)


@pages.get("/<language:language>/forgotten-password")
@public
def forgotten_password(language: str) -> str:
    """Ask for the address to which a link is to go, or say that it has been sent."""
    del language
    return _forgotten_page()


@pages.post("/<language:language>/forgotten-password")
@public
@limiter.limit("10/minute;50/hour", key_func=get_remote_address)
@limiter.limit("3/minute;6/hour", key_func=devices.account)
def forgotten_password_submit(language: str) -> ResponseReturnValue:
    """Post a link if there is such an account; the answer is the same if there is none."""
    form = ForgottenPasswordForm()
    if not form.validate():
        return _forgotten_page(form.email.data or "", form.faults()), UNPROCESSABLE
    actions.forget_password(db.session, form.email.data or "", now=now())
    db.session.commit()
    return redirect(url_for(".forgotten_password", language=language, sent=1), SEE_OTHER)


@pages.get("/<language:language>/account/password")
@requires(Permission.TAKE_MODULE)
def change_password(language: str) -> str:
    """Ask for the present password and a new one."""
    del language
    return _changing_page()


@pages.post("/<language:language>/account/password")
@requires(Permission.TAKE_MODULE)
@limiter.limit("5/minute;20/hour", key_func=_person_id, deduct_when=devices.failed)
def change_password_submit(language: str) -> ResponseReturnValue:
    """Keep the new password if the present one is right, and end all other sessions."""
    form = ChangePasswordForm()
    with only_reading():
        email = queries.membership(db.session, current_user.id).email
        kept, faults = _hashed(form, email=email)
        if form.present.data and not actions.is_right(db.session, email, form.present.data):
            faults = {"present": "password-wrong", **faults}
    if kept is None or faults:
        return _changing_page(faults), UNPROCESSABLE
    db.session.rollback()
    person = queries.open_person(db.session, current_user.id)
    if person is None:
        raise Refused("sign-in-failed")
    actions.choose_password(db.session, person, kept, now=now())
    actions.end_sessions(db.session, person.id, but=current_user.sign_in_id, now=now(), actor_id=person.id)
    db.session.commit()
    return redirect(url_for(".change_password", language=language, saved=1), SEE_OTHER)


def _holder(ticket: str) -> Person:
    """Find whose link this is; raises Refused("link-over") where it is nobody's, or cannot be used any more."""
    try:
        read = tickets.opened("password", ticket)
    except Refused as refusal:
        raise Refused("link-over") from refusal
    person = queries.open_person(db.session, read.person_id)
    if person is None:
        raise Refused("link-over")
    check_link(
        read.subject,
        person_id=person.id,
        email=person.email,
        password_hash=person.password_hash,
        issued_at=read.issued_at,
        now=now(),
    )
    return person


def _hashed(form: NewPasswordForm, *, email: str) -> tuple[str | None, dict[str, str]]:
    """Return what is kept of the password that was typed; None and why where it will not do."""
    if not form.validate():
        return None, form.faults()
    try:
        return actions.hashed(form.password.data or "", email=email), {}
    except Refused as refusal:
        return None, {"password": refusal.code}


def _choosing_page(person: Person, faults: dict[str, str] | None = None, *, status: int = 200) -> Response:
    shown = page(
        "accounts/choose_password.html",
        person=None,
        section="account",
        email=person.email,
        faults=faults or {},
        shortest=SHORTEST_PASSWORD,
    )
    return _without_traces(make_response(shown, status))


def _without_traces(response: Response) -> Response:
    # The address of the page is as good as the password: no other site and no store on the way may learn it.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _forgotten_page(email: str = "", faults: dict[str, str] | None = None) -> str:
    return page(
        "accounts/forgotten_password.html",
        person=visitor(),
        section="account",
        email=email,
        faults=faults or {},
        sent=request.args.get("sent") == "1",
    )


def _changing_page(faults: dict[str, str] | None = None) -> str:
    return page(
        "accounts/change_password.html",
        person=visitor(),
        section="account",
        email=queries.membership(db.session, current_user.id).email,
        faults=faults or {},
        shortest=SHORTEST_PASSWORD,
        saved=request.args.get("saved") == "1",
    )
