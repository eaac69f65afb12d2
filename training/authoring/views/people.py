"""On which page does a trainer invite colleagues to write one module?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.authoring.actions import people as actions
from training.authoring.queries.people import invited
from training.authoring.views.blueprint import MODULE, SEE_OTHER, UNPROCESSABLE, author, opened_draft, pages, show
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission


@pages.get(f"{MODULE}/people")
@requires(Permission.INVITE_EDITOR)
def people(language: str, module: str) -> str:
    """List the colleagues who were invited to this module."""
    del language
    return _people_page(module)


@pages.post(f"{MODULE}/people")
@requires(Permission.INVITE_EDITOR)
def invite(language: str, module: str) -> ResponseReturnValue:
    """Invite a colleague who has an account."""
    email = request.form.get("email", "").strip()
    try:
        actions.invite(db.session, opened_draft(module).row.key, email=email, person_id=author().id, now=now())
    except Refused as refusal:
        if refusal.code != "colleague-unknown":
            raise
        return _people_page(module, typed=email, fault=refusal.code), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for(".people", language=language, module=module, saved="invited"), SEE_OTHER)


@pages.post(f"{MODULE}/people/dismiss")
@requires(Permission.INVITE_EDITOR)
def dismiss(language: str, module: str) -> ResponseReturnValue:
    """Take the invitation back; the colleague is signed out, so that no open page writes on."""
    colleague_id = request.form.get("colleague", 0, type=int)
    actions.dismiss(db.session, module, colleague_id=colleague_id, person_id=author().id, now=now())
    db.session.commit()
    return redirect(url_for(".people", language=language, module=module, saved="dismissed"), SEE_OTHER)


def _people_page(module: str, *, typed: str = "", fault: str = "") -> str:
    return show(
        "people.html",
        module=opened_draft(module).module,
        colleagues=invited(db.session, module),
        typed=typed,
        fault=fault,
        saved=request.args.get("saved", ""),
    )
