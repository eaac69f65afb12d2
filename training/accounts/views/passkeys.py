"""On which page is a passkey made and named, and where is it taken away?"""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts import actions
from training.accounts.forms import PasskeyForm
from training.accounts.views import showing
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.accounts.views.confirming import proof_first
from training.accounts.views.factors import factor_added
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission

_NEW = ".passkey"
#: What a refusal is about; all others are about the passkey itself.
_FIELDS = {"name-missing": "name", "name-too-long": "name", "name-taken": "name"}


@pages.get("/<language:language>/account/second-factor/passkeys/new")
@requires(Permission.TAKE_MODULE, without_factor=True)
def passkey(language: str) -> ResponseReturnValue:
    """Ask how the new passkey is to be called; the browser does the rest."""
    showing.required_site()
    return proof_first(language, back_to=_NEW) or _new_page()


@pages.post("/<language:language>/account/second-factor/passkeys/options")
@requires(Permission.TAKE_MODULE, without_factor=True)
def passkey_new_options(language: str) -> ResponseReturnValue:
    """Tell the browser what to make a passkey for."""
    site = showing.required_site()
    first = proof_first(language, back_to=_NEW)
    if first:
        return first
    options: dict[str, Any] = actions.registration_options(
        db.session, current_user.id, challenge=showing.new_challenge(), site=site
    )
    return options


@pages.post("/<language:language>/account/second-factor/passkeys/new")
@requires(Permission.TAKE_MODULE, without_factor=True)
def passkey_new_submit(language: str) -> ResponseReturnValue:
    """Keep the passkey, with recovery codes where there are none yet."""
    site = showing.required_site()
    first = proof_first(language, back_to=_NEW)
    if first:
        return first
    form = PasskeyForm()
    if not form.validate():
        return _new_page(form.name.data or "", form.faults()), UNPROCESSABLE
    name, shown = form.name.data or "", form.credential.data or ""
    try:
        challenge = showing.take_challenge()
        me = current_user.id
        actions.add_passkey(db.session, me, name=name, shown=shown, challenge=challenge, site=site, now=now())
    except Refused as refusal:
        return _new_page(name, {_FIELDS.get(refusal.code, "credential"): refusal.code}), UNPROCESSABLE
    return factor_added(language)


@pages.post("/<language:language>/account/second-factor/passkeys/<int(max=2147483647):passkey_id>/remove")
@requires(Permission.TAKE_MODULE, without_factor=True)
def passkey_remove(language: str, passkey_id: int) -> ResponseReturnValue:
    """Take one of the own passkeys away."""
    first = proof_first(language, back_to=".second_factor")
    if first:
        return first
    actions.remove_passkey(db.session, current_user.id, passkey_id, now=now())
    db.session.commit()
    return redirect(url_for(".second_factor", language=language, saved="removed"), SEE_OTHER)


def _new_page(name: str = "", faults: dict[str, str] | None = None) -> str:
    return page("accounts/passkey.html", person=visitor(), section="account", name=name, faults=faults or {})
