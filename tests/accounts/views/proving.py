"""How does a test sign in by password and second factor?"""

from datetime import timedelta

from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.authenticators import KEY, SECRET
from training.accounts import actions
from training.accounts.models import Person
from training.accounts.rules.sealing import seal_of
from training.foundation.audit import AuditEntry
from training.foundation.clock import now
from training.foundation.settings import Settings, change

PASSWORD = "a long enough password"
OVERVIEW = "/en/account/second-factor"
APP = f"{OVERVIEW}/app"
PROVE = "/en/sign-in/second-factor"


def enter(client: FlaskClient, *, email: str = "jana@example.org", onward: str = "") -> TestResponse:
    """Send address and password."""
    return client.post(f"/en/sign-in{onward}", data={"email": email, "password": PASSWORD})


def code(*, steps: int = 0) -> str:
    """Return what the app shows now, or so many half minutes later."""
    return TOTP(SECRET).at(now() + timedelta(seconds=30 * steps))


def prove(client: FlaskClient, typed: str, *, onward: str = "") -> TestResponse:
    """Send a second factor."""
    return client.post(PROVE + onward, data={"code": typed})


def is_in(client: FlaskClient) -> bool:
    """Tell whether this browser is signed in."""
    return client.get("/en/account").status_code == 200


def codes_of(session: Session, person: Person) -> list[str]:
    """Make recovery codes for a person."""
    return actions.make_recovery_codes(session, person.id, seal=seal_of(KEY), now=now())


def require(session: Session) -> None:
    """Let the site ask for a second factor."""
    change(session, Settings(second_factor_required=True), person_id=None, now=now())


def events(session: Session) -> list[str]:
    """List what the log holds."""
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))
