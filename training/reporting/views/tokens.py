"""On which pages does a person make tokens for programs, and take them away?"""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from training.accounts.views.confirming import proof_first
from training.accounts.views.halfway import seal
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission, reach
from training.reporting.actions import tokens as actions
from training.reporting.forms.tokens import TokenForm
from training.reporting.queries import tokens as queries
from training.reporting.rules.cells import ALL
from training.reporting.rules.tokens import LIFETIMES, Wish, lifetime
from training.reporting.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, proven, somebody

_OVERVIEW, _NEW = "reporting.tokens", "reporting.token_new"
# Sealed in the session until it has been shown.
_TOKEN = "token-for-programs"  # noqa: S105 (a name)
#: What a refusal is about; all others are about the name.
_FIELDS = {"not-found": "place"}


@pages.get("/<language:language>/statistics/tokens")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def tokens(language: str) -> str:
    """List the own tokens, and lead to where one is made."""
    return page(
        "reporting/tokens.html",
        person=somebody(),
        section="statistics",
        tokens=queries.tokens(db.session, somebody().id),
        places=_places(language),
        moment=now(),
        revoked=request.args.get("revoked") == "1",
    )


@pages.get("/<language:language>/statistics/tokens/new")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def token_new(language: str) -> ResponseReturnValue:
    """Ask what the token is for, of whom it shows figures and how long."""
    return proof_first(language, back_to=_NEW) or _new_page(
        language, {"name": "", "place": ALL, "days": str(LIFETIMES[1])}
    )


@pages.post("/<language:language>/statistics/tokens/new")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def token_new_submit(language: str) -> ResponseReturnValue:
    """Make the token, and lead to where it is shown once."""
    first = proof_first(language, back_to=_NEW)
    if first:
        return first
    form = TokenForm()
    typed = {"name": form.name.data or "", "place": form.place.data or "", "days": form.days.data or ""}
    if not form.validate():
        return _new_page(language, typed, form.faults()), UNPROCESSABLE
    try:
        token = _made(form, language)
    except Refused as refusal:
        return _new_page(language, typed, {_FIELDS.get(refusal.code, "name"): refusal.code}), UNPROCESSABLE
    db.session.commit()
    session[_TOKEN] = seal().closed(token)
    return redirect(url_for(".token_shown", language=language), SEE_OTHER)


@pages.get("/<language:language>/statistics/tokens/shown")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def token_shown(language: str) -> ResponseReturnValue:
    """Show the new token, this once."""
    token = seal().opened(session.pop(_TOKEN, ""))
    if not token:
        return redirect(url_for(_OVERVIEW, language=language), SEE_OTHER)
    return page("reporting/token.html", person=somebody(), section="statistics", token=token)


@pages.post("/<language:language>/statistics/tokens/<int:token_id>/revoke")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def token_revoke(language: str, token_id: int) -> ResponseReturnValue:
    """Take one of the own tokens away."""
    actions.revoke_token(db.session, token_id, person_id=somebody().id, now=now())
    db.session.commit()
    return redirect(url_for(_OVERVIEW, language=language, revoked=1), SEE_OTHER)


def _made(form: TokenForm, language: str) -> str:
    person = somebody()
    wish = Wish(name=form.name.data or "", place=form.place.data or "", good_for=lifetime(int(form.days.data or 0)))
    return actions.make_token(
        db.session,
        person.id,
        wish,
        offered=_places(language),
        second_factor=proven(),
        now=now(),
    )


def _places(language: str) -> dict[str, str]:
    return queries.own_places(db.session, reach(somebody().grants, Permission.SEE_STATISTICS), language)


def _new_page(language: str, typed: dict[str, str], faults: dict[str, str] | None = None) -> str:
    return page(
        "reporting/token_new.html",
        person=somebody(),
        section="statistics",
        typed=typed,
        places=_places(language),
        lifetimes=LIFETIMES,
        faults=faults or {},
    )
