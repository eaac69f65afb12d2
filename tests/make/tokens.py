"""With which token does a program of a test ask?"""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.make.rows import added
from training.accounts.models import Person
from training.foundation.clock import now
from training.reporting.models import AccessToken
from training.reporting.rules.tokens import new_token, token_digest


def token(session: Session, person: Person, *, place: str = "*", **columns: Any) -> str:
    """Make a token of a person now, good for a month, and return it."""
    made, moment = new_token(), now()
    columns = {"name": "Report", "second_factor": False, "made_at": moment} | columns
    columns = {"expires_at": moment + timedelta(days=30), "taken": []} | columns
    added(session, AccessToken(digest=token_digest(made), person_id=person.id, place=place, **columns))
    return made
