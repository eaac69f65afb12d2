"""Is it still the same person who wants to change how they sign in, and on which page do they prove it?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts import actions, queries
from training.accounts.forms import ConfirmForm
from training.accounts.rules import CONFIRMED_FOR, is_recent, safe_next
from training.accounts.views import halfway, sessions
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.foundation.clock import now
from training.foundation.db import only_reading
from training.foundation.extensions import db, limiter
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission


def proof_first(language: str, *, back_to: str) -> ResponseReturnValue | None:
    """Lead to where the person proves to be still the same, before anything may change; None where nothing is left.

    Whoever has a second factor has to have shown it in this session: a session that began before it was set up, or a
    password alone, changes nothing.
    """
    standing = queries.sign_in_by_id(db.session, current_user.sign_in_id)
    back = url_for(back_to, language=language)
    if standing.second_factor_at is None and queries.factors(db.session, current_user.id).second:
        return redirect(url_for("accounts.prove", language=language, next=back), SEE_OTHER)
    if not is_recent(standing.confirmed_at, now=now(), within=CONFIRMED_FOR):
        return redirect(url_for("accounts.confirm", language=language, next=back), SEE_OTHER)
    return None


@pages.get("/<language:language>/account/confirm")
@requires(Permission.TAKE_MODULE, without_factor=True)
def confirm(language: str) -> str:
    """Ask for the password, or a passkey, again."""
    del language
    return _confirm_page()


@pages.post("/<language:language>/account/confirm")
@requires(Permission.TAKE_MODULE, without_factor=True)
@limiter.limit("5/minute;30/hour", key_func=halfway.claimant, deduct_when=halfway.failed)
def confirm_submit(language: str) -> ResponseReturnValue:
    """Note that it is still the same person, and go back to what they wanted to change."""
    form = ConfirmForm()
    if not form.validate():
        return _confirm_page(form.faults()), UNPROCESSABLE
    with only_reading():
        email = queries.membership(db.session, current_user.id).email
        right = actions.is_right(db.session, email, form.password.data or "")
    # As at signing in: the slow part holds no lock.
    db.session.rollback()
    if not right:
        return _confirm_page({"password": "password-wrong"}), UNPROCESSABLE
    actions.confirm_session(db.session, current_user.sign_in_id, second_factor=False, now=now())
    db.session.commit()
    return sessions.go_on(language)


def _confirm_page(faults: dict[str, str] | None = None) -> str:
    return page(
        "accounts/confirm.html",
        person=visitor(),
        section="account",
        factors=queries.factors(db.session, current_user.id),
        passkeys_work=halfway.site() is not None,
        onward=safe_next(request.args.get("next")),
        faults=faults or {},
    )
