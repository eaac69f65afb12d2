"""How does a form prove whose it is after the session has ended? By a signed ticket inside it."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from training.foundation.errors import Refused

_THIRTY_DAYS = 30 * 24 * 3600


def issue(purpose: str, subject: str, *, person_id: int) -> str:
    """Sign that this person was given a form about this subject."""
    return _serializer(purpose).dumps([subject, person_id])


def holder(purpose: str, subject: str, ticket: str) -> int:
    """Return the id of the person whom the ticket was issued to; raise Refused("ticket-invalid") if it is not one."""
    try:
        signed_subject, person_id = _serializer(purpose).loads(ticket, max_age=_THIRTY_DAYS)
    except BadSignature as fault:
        raise Refused("ticket-invalid") from fault
    if signed_subject != subject:
        raise Refused("ticket-invalid")
    return int(person_id)


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=f"ticket-{purpose}")
