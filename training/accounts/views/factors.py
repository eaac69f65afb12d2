"""On which pages does a person set up an authenticator app and recovery codes, and see all second factors?"""

import segno
from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from training.accounts import actions, queries
from training.accounts.forms import CodeForm
from training.accounts.rules.factors import app_address, grouped
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.accounts.views.confirming import proof_first
from training.accounts.views.halfway import seal, site
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission

# Sealed in the session: a secret until its first code is typed, codes until they have been shown.
_SECRET, _CODES = "app-secret", "recovery-codes"
_OVERVIEW = ".second_factor"


@pages.get("/<language:language>/account/second-factor")
@requires(Permission.TAKE_MODULE, without_factor=True)
def second_factor(language: str) -> str:
    """Show which second factors there are, and lead to those that may be set up."""
    del language
    return page(
        "accounts/second_factor.html",
        person=visitor(),
        section="account",
        factors=queries.factors(db.session, current_user.id),
        authenticator=queries.authenticator(db.session, current_user.id),
        passkeys=queries.passkeys(db.session, current_user.id),
        passkeys_work=site() is not None,
        saved=request.args.get("saved", ""),
    )


@pages.get("/<language:language>/account/second-factor/app")
@requires(Permission.TAKE_MODULE, without_factor=True)
def authenticator(language: str) -> ResponseReturnValue:
    """Show the secret for the app, as a picture and in letters, and ask for a first code."""
    first = proof_first(language, back_to=".authenticator")
    if first:
        return first
    return _app_page(_secret() or _new_secret())


@pages.post("/<language:language>/account/second-factor/app")
@requires(Permission.TAKE_MODULE, without_factor=True)
def authenticator_submit(language: str) -> ResponseReturnValue:
    """Keep the app if the code is right, with recovery codes where there are none yet."""
    secret = _secret()
    first = proof_first(language, back_to=".authenticator")
    if first or secret is None:
        return first or redirect(url_for(".authenticator", language=language), SEE_OTHER)
    form = CodeForm()
    if not form.validate():
        return _app_page(secret, form.faults()), UNPROCESSABLE
    typed = form.code.data or ""
    try:
        actions.add_authenticator(db.session, current_user.id, secret=secret, typed=typed, seal=seal(), now=now())
    except Refused as refusal:
        return _app_page(secret, {"code": refusal.code}), UNPROCESSABLE
    session.pop(_SECRET)
    return factor_added(language)


@pages.post("/<language:language>/account/second-factor/app/remove")
@requires(Permission.TAKE_MODULE, without_factor=True)
def authenticator_remove(language: str) -> ResponseReturnValue:
    """Take the app away."""
    first = proof_first(language, back_to=_OVERVIEW)
    if first:
        return first
    actions.remove_authenticator(db.session, current_user.id, now=now())
    db.session.commit()
    return redirect(url_for(_OVERVIEW, language=language, saved="removed"), SEE_OTHER)


@pages.get("/<language:language>/account/second-factor/recovery-codes")
@requires(Permission.TAKE_MODULE, without_factor=True)
def recovery_codes(language: str) -> ResponseReturnValue:
    """Show new recovery codes, this once."""
    kept = session.pop(_CODES, "")
    opened = seal().opened(kept)
    if not opened:
        return redirect(url_for(_OVERVIEW, language=language), SEE_OTHER)
    codes = [grouped(code, by="-") for code in opened.split()]
    return page("accounts/recovery_codes.html", person=visitor(), section="account", codes=codes)


@pages.post("/<language:language>/account/second-factor/recovery-codes")
@requires(Permission.TAKE_MODULE, without_factor=True)
def recovery_codes_submit(language: str) -> ResponseReturnValue:
    """Make recovery codes anew and show them."""
    first = proof_first(language, back_to=_OVERVIEW)
    if first or not queries.factors(db.session, current_user.id).second:
        return first or redirect(url_for(_OVERVIEW, language=language), SEE_OTHER)
    _make_codes()
    db.session.commit()
    return redirect(url_for(".recovery_codes", language=language), SEE_OTHER)


def factor_added(language: str) -> ResponseReturnValue:
    """Note that this session has seen the new factor, make recovery codes where there are none, commit, and show it."""
    actions.confirm_session(db.session, current_user.sign_in_id, second_factor=True, now=now())
    new_codes = queries.factors(db.session, current_user.id).recovery_codes == 0
    if new_codes:
        _make_codes()
    db.session.commit()
    if new_codes:
        return redirect(url_for(".recovery_codes", language=language), SEE_OTHER)
    return redirect(url_for(_OVERVIEW, language=language, saved="added"), SEE_OTHER)


def _make_codes() -> None:
    codes = actions.make_recovery_codes(db.session, current_user.id, seal=seal(), now=now())
    session[_CODES] = seal().closed(" ".join(codes))


def _secret() -> str | None:
    return seal().opened(session.get(_SECRET, ""))


def _new_secret() -> str:
    made = actions.new_secret()
    session[_SECRET] = seal().closed(made)
    return made


def _app_page(secret: str, faults: dict[str, str] | None = None) -> str:
    email = queries.membership(db.session, current_user.id).email
    drawn = segno.make(app_address(secret, email), error="m")
    return page(
        "accounts/authenticator.html",
        person=visitor(),
        section="account",
        picture=Markup(drawn.svg_inline(border=4, omitsize=True, light="#fff")),  # noqa: S704 (drawn here)
        secret=grouped(secret),
        faults=faults or {},
    )
