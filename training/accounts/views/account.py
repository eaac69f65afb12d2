"""Which page shows the account?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts import actions, queries
from training.accounts.forms import LanguageForm
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission


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
        return _account_page(None, fault=True), UNPROCESSABLE
    actions.choose_language(db.session, person_id=current_user.id, language=form.preferred.data)
    db.session.commit()
    return redirect(url_for(".account", language=form.preferred.data, saved=1), SEE_OTHER)


@pages.post("/<language:language>/account/reminders")
@requires(Permission.TAKE_MODULE)
def reminders_submit(language: str) -> ResponseReturnValue:
    """Remember whether the person wants to be reminded of what is recommended."""
    actions.choose_reminders(db.session, person_id=current_user.id, wanted=request.form.get("wanted") == "yes")
    db.session.commit()
    return redirect(url_for(".account", language=language, saved="reminders"), SEE_OTHER)


def _account_page(preferred: str | None, *, fault: bool = False) -> str:
    return page(
        "accounts/account.html",
        person=visitor(),
        section="account",
        membership=queries.membership(db.session, current_user.id),
        preferred=preferred,
        saved=request.args.get("saved", ""),
        fault=fault,
    )
