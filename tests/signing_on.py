"""How does a test sign on by a provider? As a browser does, with claims of its own about Jana of the town hall."""

from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.provider import RealProvider
from training.accounts.models import Person
from training.foundation.audit import AuditEntry

#: What claims mean to a site of these tests.
CLAIMS = """
join_by_address: true
second_factor: [urn:mfa]
organisations:
  - {claim: department, value: Town hall, organisation: hall}
roles:
  - {claim: groups, value: officers, role: training-officer, organisation: own}
  - {claim: groups, value: trainers, role: trainer, region: linz}
  - {claim: groups, value: ghosts, role: trainer, region: atlantis}
"""


def sign_on(client: FlaskClient, provider: RealProvider, login: str, *, page: str = "/de/sign-in/provider") -> str:
    """Go to the provider and through it; return the address that it sends the browser back to."""
    begun = client.get(page)
    assert begun.status_code == 303, begun.text
    return urlsplit(provider.answer(begun.location, login=login))._replace(scheme="", netloc="").geturl()


def come_in(client: FlaskClient, provider: RealProvider, login: str, **where: str) -> TestResponse:
    """Sign on to the end."""
    return client.get(sign_on(client, provider, login, **where))


def jana(provider: RealProvider, **claims: object) -> str:
    """Let the provider know Jana, of the town hall."""
    told = {"name": "Jana Nováková", "email": "jana@example.org", "email_verified": True, "department": "Town hall"}
    return provider.knows("jana", **told | claims)


def person(session: Session) -> Person:
    """Return the one who has Jana's address."""
    session.expire_all()
    return session.scalars(select(Person).where(Person.email == "jana@example.org")).one()


def events(session: Session) -> list[str]:
    """List what stands in the log."""
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))
