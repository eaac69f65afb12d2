"""Which pages sign a person in and out, and show the account?"""

from hashlib import sha256

from flask import Blueprint, Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from training.accounts import actions, queries
from training.accounts.forms import LanguageForm, SignInForm
from training.accounts.rules import CurrentPerson, normal_email, safe_next
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.errors import Refused
from training.foundation.extensions import db, limiter
from training.foundation.gate import public, requires
from training.foundation.pages import page
from training.foundation.permissions import Permission

pages = Blueprint("accounts", __name__)

_SEE_OTHER = 303
_UNPROCESSABLE = 422


def visitor() -> CurrentPerson | None:
    """Return the signed-in person, if there is one."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 (its only way)


def remembered_id() -> int | None:
    """Return whom the session remembers without asking the database: enough to tell one account from another."""
    kept = session.get("_user_id", "")
    return int(kept) if kept.isdigit() else None


def _failed(response: Response) -> bool:
    # Only failures count: thirty people in one training room share one address and all know their password.
    return response.status_code != _SEE_OTHER


def _account() -> str:
    # A digest, since the counters may lie in a store outside this program.
    return sha256(normal_email(request.form.get("email", "")).encode()).hexdigest()


@pages.get("/<language:language>/sign-in")
@public
def sign_in(language: str) -> ResponseReturnValue:
    """Ask for address and password."""
    person = visitor()
    if person:
        return _go_on(person.language)
    del language
    return _sign_in_page()


@pages.post("/<language:language>/sign-in")
@public
@limiter.limit("10/minute;50/hour", deduct_when=_failed)
@limiter.limit("5/minute", key_func=_account, deduct_when=_failed)
def sign_in_submit(language: str) -> ResponseReturnValue:
    """Sign in and go on where the person wanted to go, else to My learning."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form.email.data, form.faults()), _UNPROCESSABLE
    email, password = form.email.data or "", form.password.data or ""
    with only_reading():
        right = actions.is_right(db.session, email, password)
    # Thirty people who sign in at once must not keep those waiting who save an answer: the slow part holds no lock.
    db.session.rollback()
    try:
        person_id = actions.admit(db.session, email, password, right=right, now=now())
    except Refused as refusal:
        db.session.commit()
        return _sign_in_page(email, {"email": refusal.code}), _UNPROCESSABLE
    person = queries.current_person(db.session, person_id)
    db.session.commit()
    _remember(person)
    return _go_on(person.language if person else language)


@pages.post("/<language:language>/sign-out")
@public
def sign_out(language: str) -> ResponseReturnValue:
    """End the session and show the start page."""
    logout_user()
    session.clear()
    return redirect(url_for("learning.start", language=language), _SEE_OTHER)


@pages.get("/<language:language>/account")
@requires(Permission.TAKE_MODULE)
def account(language: str) -> ResponseReturnValue:
    """Show who one is here and let one choose the language of the greeting."""
    del language
    return _account_page(current_user.language)


@pages.post("/<language:language>/account")
@requires(Permission.TAKE_MODULE)
def account_submit(language: str) -> ResponseReturnValue:
    """Remember the language and show the page in it."""
    del language
    form = LanguageForm()
    if not form.validate():
        return _account_page(None, fault=True), _UNPROCESSABLE
    actions.choose_language(db.session, person_id=current_user.id, language=form.preferred.data)
    db.session.commit()
    return redirect(url_for(".account", language=form.preferred.data, saved=1), _SEE_OTHER)


def _remember(person: CurrentPerson | None) -> None:
    # Whatever an anonymous session held must not become part of this person's.
    session.clear()
    session.permanent = True
    login_user(person)


def _go_on(language: str) -> ResponseReturnValue:
    return redirect(safe_next(request.args.get("next")) or url_for("learning.mine", language=language), _SEE_OTHER)


def _sign_in_page(email: str | None = None, faults: dict[str, str] | None = None) -> str:
    return page(
        "accounts/sign_in.html",
        person=None,
        section="account",
        email=email or "",
        faults=faults or {},
        expected=safe_next(request.args.get("next")) is not None,
        saved=request.args.get("saved") == "1",
    )


def _account_page(preferred: str | None, *, fault: bool = False) -> str:
    return page(
        "accounts/account.html",
        person=visitor(),
        section="account",
        membership=queries.membership(db.session, current_user.id),
        preferred=preferred,
        saved=request.args.get("saved") == "1",
        fault=fault,
    )
