"""What is forgotten? A person who is erased, and whatever has been kept long enough."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from training.accounts.actions import forget_sessions, require_another_administrator
from training.accounts.models import Person
from training.content.actions import forget_kept_texts
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound
from training.foundation.outbox import OutboxLetter, State
from training.learning.models import Enrolment, QuestionReport, ReportDecision, ReportMessage
from training.privacy import queries
from training.privacy.rules import WITHOUT_WORDS, End, Erasure, Kept, holdings, kept, nobodys_address
from training.quizzes.models import Answer, Attempt

#: Whoever was let in and never came is forgotten after so many days.
_NEVER_CAME = timedelta(days=60)
_AT_ONCE = 200
#: A session that began so long ago has ended.
_LONGEST_SESSION = timedelta(hours=12)
# What nobody else locks by.
_FORGETTING = -2
_QUICKLY = {"synchronize_session": False}


def erase_person(session: Session, person_id: int, *, now: datetime, actor_id: int | None) -> None:
    """Take out everything that says who somebody was; facts stay, of nobody.

    What can be deleted is deleted, words that were typed are taken out, name and address are overwritten. Raises
    NotFound, also the second time, and Refused("last-administrator").
    """
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.erased_at:
        raise NotFound("person")
    require_another_administrator(session, person)
    _overwrite(person, now=now)
    session.flush()
    _take_words_out(session, person_id)
    for holding in holdings():
        if holding.erasure is Erasure.DELETED:
            table = queries.known_tables()[holding.table]
            session.execute(delete(table).where(queries.about(holding, person_id)))
    # The act of the person who is erased names nobody: it is their last.
    record(session, Event.PERSON_ERASED, f"person {person_id}", at=now, actor_id=actor_id)
    session.flush()
    session.expire_all()


def keep_no_longer(session: Session, *, now: datetime) -> dict[str, int]:
    """Forget whatever has been kept long enough, and tell how much of what."""
    one_after_another(session, _FORGETTING)
    return {
        "sign-ins": forget_sessions(session, before=_moment(kept("sign-ins"), now) - _LONGEST_SESSION),
        "letters": _forget_letters(session, before=_moment(kept("letters"), now)),
        "texts": forget_kept_texts(session, before=_moment(kept("kept-texts"), now)),
        "reports": _forget_words(session, before=_moment(kept("reports"), now)),
        "people": _forget_people(session, now=now),
    }


def _moment(entry: Kept, now: datetime) -> datetime:
    if entry.period.end in (End.ERASED, End.NEVER):
        raise ValueError(f"{entry.key} has no period")
    return now - timedelta(days=entry.period.days)


def _overwrite(person: Person, *, now: datetime) -> None:
    person.name, person.email, person.password_hash = "", nobodys_address(person.id), None
    person.language, person.extra_time_percent, person.wants_reminders = "en", 0, False
    person.erased_at = now
    person.disabled_at = person.disabled_at or now


def _take_words_out(session: Session, person_id: int) -> None:
    own = (
        select(Attempt.id).join(Enrolment, Enrolment.id == Attempt.enrolment_id).where(Enrolment.person_id == person_id)
    )
    answers = select(Answer.id, Answer.response).where(Answer.attempt_id.in_(own))
    typed = [id_ for id_, response in session.execute(answers) if set(response) == set(WITHOUT_WORDS)]
    session.execute(update(Answer).where(Answer.id.in_(typed)).values(response=WITHOUT_WORDS))
    reported = select(QuestionReport.id).where(QuestionReport.person_id == person_id)
    about = (ReportMessage.person_id == person_id) | ReportMessage.report_id.in_(reported)
    session.execute(update(ReportMessage).where(about).values(text=""))


def _forget_letters(session: Session, *, before: datetime) -> int:
    # One that bounced is why the others wait, until somebody clears it.
    unsettled = (OutboxLetter.state == State.BOUNCED.value) & OutboxLetter.cleared_at.is_(None)
    done = OutboxLetter.state != State.WAITING.value, ~unsettled, OutboxLetter.posted_at < before
    return _count(session.execute(delete(OutboxLetter).where(*done).execution_options(**_QUICKLY)))


def _forget_words(session: Session, *, before: datetime) -> int:
    decided = select(ReportDecision.report_id).where(ReportDecision.decided_at < before)
    words = update(ReportMessage).where(ReportMessage.report_id.in_(decided), ReportMessage.text != "")
    return _count(session.execute(words.values(text="").execution_options(**_QUICKLY)))


def _forget_people(session: Session, *, now: datetime) -> int:
    never = queries.never_came(session, before=now - _NEVER_CAME)
    unused = queries.unused_since(session, before=_moment(kept("account"), now))
    people = sorted({*never, *unused})[:_AT_ONCE]
    for person_id in people:
        erase_person(session, person_id, now=now, actor_id=None)
    return len(people)


def _count(result: Any) -> int:
    return int(result.rowcount)
