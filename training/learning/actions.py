"""What changes when somebody learns? They enrol, confirm what they have read, keep notes, complete, and object."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import exists, update
from sqlalchemy.orm import Session

from training.accounts.rules import CurrentPerson
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.module import quiz_of
from training.foundation.audit import Event, record
from training.foundation.db import insert_all_once, insert_once
from training.foundation.errors import Refused
from training.learning import queries
from training.learning.models import (
    Completion,
    Enrolment,
    Note,
    QuestionReport,
    Reading,
    ReportDecision,
    ReportMessage,
)
from training.learning.rules import progress, reports
from training.learning.rules.notes import kept_note
from training.learning.rules.progress import Traces
from training.learning.rules.reports import Objection
from training.quizzes import actions as quizzes
from training.quizzes.rules.asking import asked

_AT_ONCE = 500


def enrol(session: Session, person: CurrentPerson, *, module_id: int, now: datetime) -> None:
    """Let a person take a module; a second call changes nothing. Organisation and region are those of today."""
    _enrol(session, person, module_id=module_id, round=1, now=now)


def enrol_again(session: Session, person: CurrentPerson, *, module_id: int, now: datetime) -> None:
    """Let a person take a module in a further round, once the last one is complete; before that nothing changes."""
    last = queries.last_round(session, person.id, module_id=module_id)
    if last is None or last.completed:
        _enrol(session, person, module_id=module_id, round=last.number + 1 if last else 1, now=now)


def _enrol(session: Session, person: CurrentPerson, *, module_id: int, round: int, now: datetime) -> None:  # noqa: A002
    insert_once(
        session,
        Enrolment,
        person_id=person.id,
        module_id=module_id,
        round=round,
        organisation_id=person.organisation_id,
        region_id=person.region_id,
        enrolled_at=now,
    )


def confirm_read(
    session: Session, enrolment_id: int, *, lesson: str, publication_id: int, language: str, now: datetime
) -> None:
    """Keep that the learner said "I have read this"; the first time counts."""
    insert_once(
        session,
        Reading,
        enrolment_id=enrolment_id,
        lesson=lesson,
        publication_id=publication_id,
        language=language,
        read_at=now,
    )


def keep_note(
    session: Session, enrolment_id: int, *, activity: str, started_from: str, typed: str, now: datetime
) -> None:
    """Keep the learner's words to an activity; what another tab saved in the meantime is kept as well."""
    stored = queries.note_text(session, enrolment_id, activity)
    text = kept_note(stored=stored, started_from=started_from, typed=typed)
    if text != stored:
        session.merge(Note(enrolment_id=enrolment_id, activity=activity, text=text, saved_at=now))
        session.flush()


def settle(session: Session, enrolment_id: int, *, published: Published, language: str, now: datetime) -> bool:
    """Insert the completion if the rule of this publication has become true; tell whether it just did."""
    traces = queries.traces(session, enrolment_id)
    if not progress.is_complete(published.module, traces):
        return False
    row = _completion(enrolment_id, traces, published=published, language=language, now=now)
    return insert_once(session, Completion, **row)


def settle_all(session: Session, languages: Mapping[int, str], *, published: Published, now: datetime) -> None:
    """Settle many enrolments, each with the language that its completion names, in two statements a batch."""
    ids = list(languages)
    # A statement has room for some tens of thousands of values, and this one names each enrolment four times.
    for batch in (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)):
        found = queries.traces_of(session, batch)
        rows = [
            _completion(id_, found[id_], published=published, language=languages[id_], now=now)
            for id_ in batch
            if progress.is_complete(published.module, found[id_])
        ]
        insert_all_once(session, Completion, rows)


def close_overdue(session: Session, *, now: datetime) -> int:
    """Grade the attempts whose time is over with what was saved in time; tell how many there were."""
    overdue = queries.overdue_attempts(session, now=now)
    for attempt in overdue:
        published = content.published(session, attempt.publication_id)
        quiz = asked(quiz_of(published.module, attempt.quiz)[1], attempt.seed)
        accepted = queries.accepted_words(published, quiz)
        quizzes.finish(session, attempt.id, quiz=quiz, accepted=accepted, closes_at=attempt.closes_at, now=now)
        settle(session, attempt.enrolment_id, published=published, language=attempt.language, now=now)
    return len(overdue)


def report_question(
    session: Session,
    form_id: UUID,
    *,
    person_id: int,
    publication_id: int,
    quiz: str,
    question: str,
    objection: Objection,
    language: str,
    now: datetime,
) -> UUID:
    """Keep what a learner says against a question, and return the id under which it is kept.

    The same form with the same content is the same report. A page brought back by the browser may send its old id with
    other content: that is another report. Raises Refused("reports-too-many") for one that is new.
    """
    about = {"person_id": person_id, "publication_id": publication_id, "quiz": quiz, "question": question}
    fact = {**about, "segment": objection.segment, "language": language, "kind": objection.kind}
    report_id = uuid5(form_id, json.dumps([fact, objection.words], sort_keys=True))
    recent = queries.reports_since(session, person_id, since=now - reports.A_DAY)
    if report_id in recent:
        return report_id
    reports.check_rate(len(recent))
    if insert_once(session, QuestionReport, id=report_id, **fact, reported_at=now):
        _write(session, report_id, reports.OBJECTION, person_id=person_id, text=objection.words, now=now)
    return report_id


def decide_report(
    session: Session, report_id: UUID, *, decision: str, reply: str, person_id: int, now: datetime
) -> None:
    """Say once and for good what comes of a report; the reply to the learner may be empty.

    Whoever asks has seen to it that the report is about a module of theirs. Raises NotFound and Refused with
    "report-decided", "choice-unknown" or "report-too-long".
    """
    reports.check_decision(decision)
    text = reports.written_words(reply)
    about = queries.reported_question(session, report_id)
    # Two trainers may decide at once: the key lets one in, the other is told.
    if not insert_once(
        session, ReportDecision, report_id=report_id, decision=decision, decided_by=person_id, decided_at=now
    ):
        raise Refused("report-decided")
    if text:
        _write(session, report_id, reports.REPLY, person_id=person_id, text=text, now=now)
    place = {"module": about.module, "quiz": about.quiz, "question": about.question}
    record(session, Event.REPORT_DECIDED, f"report {report_id}", at=now, actor_id=person_id, **place, decision=decision)
    session.flush()


def see_decisions(session: Session, report_ids: Iterable[UUID], *, person_id: int, now: datetime) -> None:
    """Remember that a person has seen what came of these reports of theirs; the first time counts."""
    own = (ReportMessage.part == reports.OBJECTION, ReportMessage.person_id == person_id)
    decided = exists().where(ReportDecision.report_id == ReportMessage.report_id)
    unseen = update(ReportMessage).where(ReportMessage.report_id.in_(report_ids), *own, decided)
    session.execute(unseen.where(ReportMessage.seen_at.is_(None)).values(seen_at=now))


def _completion(
    enrolment_id: int, traces: Traces, *, published: Published, language: str, now: datetime
) -> dict[str, Any]:
    points, max_points = progress.points(published.module, traces)
    return {
        "enrolment_id": enrolment_id,
        "publication_id": published.id,
        "rule": progress.applied_rule(published.module),
        "points": points,
        "max_points": max_points,
        "language": language,
        "completed_at": now,
        "certificate": uuid4(),
    }


def _write(session: Session, report_id: UUID, part: str, *, person_id: int, text: str, now: datetime) -> None:
    insert_once(session, ReportMessage, report_id=report_id, part=part, person_id=person_id, text=text, written_at=now)
