"""How does a form or a link prove whose it is, whoever is signed in? By a signed ticket inside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from training.foundation.errors import Refused

_THIRTY_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a ticket says: what it is about, whose it is, and when it was signed."""

    subject: str
    person_id: int
    issued_at: datetime


def issue(purpose: str, subject: str, *, person_id: int) -> str:
    """Sign that this person was given a form, or a link, about this subject."""
    return _serializer(purpose).dumps([subject, person_id])


def holder(purpose: str, subject: str, ticket: str, *, max_age: timedelta = _THIRTY_DAYS) -> int:
    """Return the id of the person whom the ticket was issued to; raise Refused("ticket-invalid") if it is not one."""
    read = opened(purpose, ticket, max_age=max_age)
    if read.subject != subject:
        raise Refused("ticket-invalid")
    return read.person_id


def opened(purpose: str, ticket: str, *, max_age: timedelta = _THIRTY_DAYS) -> Ticket:
    """Read a ticket whose subject only its holder tells; raise Refused("ticket-invalid") if it is not one."""
    try:
        seconds = int(max_age.total_seconds())
        said, issued_at = _serializer(purpose).loads(ticket, max_age=seconds, return_timestamp=True)
    except BadSignature as fault:
        raise Refused("ticket-invalid") from fault
    subject, person_id = said
    return Ticket(subject=subject, person_id=int(person_id), issued_at=issued_at)


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    # The library would still take SHA-1.
    strong = {"digest_method": sha256}
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"ticket-{purpose}", signer_kwargs=strong)
