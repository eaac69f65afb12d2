"""How is a passkey shown: to sign in alone, as the second factor, or to prove to be still the same?"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from flask import abort, session
from flask.typing import ResponseReturnValue
from webauthn.helpers import generate_challenge

from training.accounts import actions
from training.accounts.actions import Challenge
from training.accounts.forms import ShownForm
from training.accounts.rules import Way
from training.accounts.rules.factors import RelyingParty
from training.accounts.views import halfway, signing
from training.accounts.views.blueprint import UNPROCESSABLE, pages
from training.accounts.views.halfway import Claim, claim, failed
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db, limiter
from training.foundation.gate import public

_CHALLENGE = "challenge"


def new_challenge() -> Challenge:
    """Make what a passkey is to sign, and keep it in the session of this browser."""
    made = Challenge(value=generate_challenge(), issued_at=now())
    session[_CHALLENGE] = [urlsafe_b64encode(made.value).decode(), made.issued_at.timestamp()]
    return made


def take_challenge() -> Challenge:
    """Take the challenge out of the session, or raise Refused("passkey-not-verified") where there is none."""
    value, at = session.pop(_CHALLENGE, ("", 0.0))
    if not value:
        raise Refused("passkey-not-verified")
    return Challenge(value=urlsafe_b64decode(value), issued_at=datetime.fromtimestamp(at, UTC))


def required_site() -> RelyingParty:
    """Return the site as passkeys know it; where there can be none, the address is not there."""
    return halfway.site() or abort(404)


@pages.post("/<language:language>/sign-in/passkey/options")
@public
def passkey_options(language: str) -> dict[str, Any]:
    """Tell the browser what a passkey is to sign."""
    del language
    claimed = claim()
    person_id = claimed.person_id if claimed else None
    return actions.authentication_options(db.session, person_id, challenge=new_challenge(), site=required_site())


@pages.post("/<language:language>/sign-in/passkey")
@public
@limiter.limit("10/minute;50/hour", deduct_when=failed)
def passkey_submit(language: str) -> ResponseReturnValue:
    """Take a passkey and go on where the person wanted to go; it is both factors, since it asks who is there."""
    claimed = claim()
    site = required_site()
    form = ShownForm()
    if not form.validate():
        return _not_taken(claimed)
    person_id = claimed.person_id if claimed else None
    try:
        challenge = take_challenge()
        shown = form.credential.data or ""
        owner = actions.prove_passkey(db.session, shown, person_id=person_id, challenge=challenge, site=site, now=now())
    except Refused:
        db.session.commit()
        return _not_taken(claimed)
    return halfway.go_through(claimed or Claim(person_id=owner, way=Way.PASSKEY), language=language)


def _not_taken(claimed: Claim | None) -> ResponseReturnValue:
    faults = {"passkey": "passkey-not-verified"}
    if claimed:
        return halfway.prove_page(claimed, faults), UNPROCESSABLE
    return signing.sign_in_page(faults=faults), UNPROCESSABLE
