"""Which letters have been posted, to whom, and what has become of them?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.foundation.outbox import OutboxLetter, State

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter in the list; `name` is none where the person was erased, `cleared` tells of one that had bounced."""

    id: int
    letter: str
    person_id: int
    name: str | None
    posted_at: datetime
    due_at: datetime
    tried_at: datetime | None
    state: State
    tries: int
    fault: str | None
    cleared: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some letters, the newest first, and the number of the last of them if there are more."""

    letters: list[Posted]
    further: int | None


def letter_counts(session: Session) -> dict[State, int]:
    """How many letters there are in each state."""
    counted = select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)
    found = {State(state): count for state, count in session.execute(counted)}
    return {state: found.get(state, 0) for state in State}


def posted_letters(session: Session, *, state: State | None = None, before: int | None = None) -> Page:
    """The newest letters, of one state perhaps, or those older than a letter."""
    letters = (
        select(
            OutboxLetter.id,
            OutboxLetter.letter,
            OutboxLetter.person_id,
            case((Person.erased_at.is_(None), Person.name)).label("name"),
            OutboxLetter.posted_at,
            OutboxLetter.due_at,
            OutboxLetter.tried_at,
            OutboxLetter.state,
            OutboxLetter.tries,
            OutboxLetter.fault,
            OutboxLetter.cleared_at.is_not(None).label("cleared"),
        )
        .join(Person, Person.id == OutboxLetter.person_id)
        .order_by(OutboxLetter.id.desc())
        .limit(PAGE + 1)
    )
    if state:
        letters = letters.where(OutboxLetter.state == state.value)
    if before is not None:
        letters = letters.where(OutboxLetter.id < before)
    found = [Posted(**{**row._asdict(), "state": State(row.state)}) for row in session.execute(letters)]
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
