"""What do tests of receipts start from? A finished attempt, its receipt, and what may befall it later."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

import time_machine
from sqlalchemy.orm import Session, object_session

from tests import make
from tests.learning.views.conftest import Learner
from training.quizzes.models import Attempt

UNCHANGED = "The record is unchanged since this receipt."
DOES_NOT_FIT = "The code does not fit the record."
#: What is answered in `finished`: seconds waited, question, language, response.
ANSWERS = ((5, 1, "en", "studio"), (11, 1, "en", "museum"), (37, 2, "sl", ["a", "c"]))
_CODE = re.compile(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>")


def finished(learner: Learner, clock: time_machine.Traveller) -> str:
    """Take the final test, its third question left open, and return its address a minute after handing in."""
    address = learner.begin()
    for seconds, number, language, response in ANSWERS:
        clock.shift(seconds)
        learner.send(f"{address}/questions/{number}".replace("/en/", f"/{language}/"), response=response)
    clock.shift(60)
    learner.client.post(f"{address}/finish")
    clock.shift(60)
    return address


def row_of(session: Session, attempt: str) -> Attempt:
    """Find the row of an attempt by its address."""
    return session.get_one(Attempt, UUID(number_of(attempt)))


def number_of(attempt: str) -> str:
    """Return the number of an attempt, which its address ends with."""
    return attempt.rpartition("/")[2]


def code_on(learner: Learner, attempt: str) -> str:
    """Return the code that stands on an attempt's receipt."""
    found = _CODE.search(learner.get(f"{attempt}/receipt").text)
    assert found
    return found.group(1)


def check(learner: Learner, number: object, code: str) -> tuple[int, str]:
    """Ask whether number and code fit the record; return status and page."""
    answer = learner.get(f"/en/receipts?{urlencode({'attempt': str(number), 'code': code})}")
    return answer.status_code, answer.text


def become(learner: Learner, person_id: int) -> None:
    """Let somebody else sit down at the browser."""
    session = object_session(learner.person)
    assert session is not None
    begun = make.sign_in(session, person_id)
    with learner.client.session_transaction() as remembered:
        remembered.update(begun)


def regrade(learner: Learner, session: Session, attempt: str) -> None:
    """Let a trainer give the attempt a second point."""
    make.grade(
        session,
        row_of(session, attempt),
        points=2,
        graded_by=learner.person.id,
        reason="Both readings are right.",
        graded_at=datetime.now(UTC),
    )
