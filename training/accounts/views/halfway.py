"""Who has given the right password and not yet the second factor, and on which page is it asked for?

The same page asks a person who is signed in for a factor that this session has not seen yet.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from training.accounts import actions, queries
from training.accounts.forms import CodeForm
from training.accounts.rules import HALFWAY_FOR, Way, is_recent, safe_next
from training.accounts.rules.factors import RelyingParty, relying_party
from training.accounts.rules.sealing import Seal, seal_of
from training.accounts.views import sessions
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db, limiter
from training.foundation.gate import public
from training.foundation.pages import page

_HALFWAY = "halfway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who is to prove to be this person; `sign_in_id` is the session of somebody who is signed in already."""

    person_id: int
    way: Way
    sign_in_id: int | None = None


def begin(person_id: int, *, way: Way) -> None:
    """Remember for ten minutes who has come halfway; to the gate it is still nobody."""
    session.clear()
    session.permanent = True
    session[_HALFWAY] = [person_id, way.value, now().timestamp()]


def claim() -> Claim | None:
    """Return who is to prove something here: somebody halfway in, or who is signed in."""
    person = visitor()
    if person:
        return Claim(person_id=person.id, way=Way.PASSWORD, sign_in_id=person.sign_in_id)
    person_id, way, at = session.get(_HALFWAY, (0, "", 0.0))
    if not person_id or not is_recent(datetime.fromtimestamp(at, UTC), now=now(), within=HALFWAY_FOR):
        return None
    return Claim(person_id=person_id, way=Way(way))


def go_through(claimed: Claim, *, language: str) -> ResponseReturnValue:
    """Let in whoever has proven the second factor, or note it in the session that stands; commit, and go on."""
    if claimed.sign_in_id:
        actions.confirm_session(db.session, claimed.sign_in_id, second_factor=True, now=now())
        db.session.commit()
        return sessions.go_on(language)
    onward = safe_next(request.args.get("next"))
    person = sessions.begin(claimed.person_id, way=claimed.way, second_factor=True)
    if person is None:
        return redirect(url_for(".sign_in", language=language, next=onward), SEE_OTHER)
    return sessions.go_on(person.language)


def seal() -> Seal:
    """Return what this site alone can open."""
    return seal_of(str(current_app.secret_key))


def site() -> RelyingParty | None:
    """Return the site as passkeys know it; None where there can be none."""
    return relying_party(current_app.config["TRAINING"].public_address)


def failed(response: Response) -> bool:
    """Tell whether a try counts: only what was looked at and found wrong does."""
    return response.status_code == UNPROCESSABLE


def claimant() -> str:
    """Name whose tries are counted."""
    claimed = claim()
    return f"person {claimed.person_id}" if claimed else get_remote_address()


@pages.get("/<language:language>/sign-in/second-factor")
@public
def prove(language: str) -> ResponseReturnValue:
    """Ask for the second factor: a passkey, a code of the app, or a recovery code."""
    claimed = claim()
    if claimed is None:
        return redirect(url_for(".sign_in", language=language, next=request.args.get("next")), SEE_OTHER)
    return prove_page(claimed)


@pages.post("/<language:language>/sign-in/second-factor")
@public
# Whoever guesses here knows the password: so slow that six digits outlast years, and their owner has other ways.
@limiter.limit("5/minute;30/day", key_func=claimant, deduct_when=failed)
def prove_submit(language: str) -> ResponseReturnValue:
    """Take a code and go on where the person wanted to go."""
    claimed = claim()
    if claimed is None:
        return redirect(url_for(".sign_in", language=language, next=request.args.get("next")), SEE_OTHER)
    form = CodeForm()
    if not form.validate():
        return prove_page(claimed, form.faults()), UNPROCESSABLE
    try:
        actions.prove_code(db.session, claimed.person_id, form.code.data or "", seal=seal(), now=now())
    except Refused as refusal:
        db.session.commit()
        return prove_page(claimed, {"code": refusal.code}), UNPROCESSABLE
    return go_through(claimed, language=language)


def prove_page(claimed: Claim, faults: dict[str, str] | None = None) -> str:
    """Show where the second factor is asked for."""
    return page(
        "accounts/prove.html",
        person=visitor(),
        section="account",
        factors=queries.factors(db.session, claimed.person_id),
        passkeys_work=site() is not None,
        onward=safe_next(request.args.get("next")),
        faults=faults or {},
    )
