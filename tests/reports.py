"""What does a report of a question look like? Builders with keyword defaults, as in `tests.make`."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.learning.models import QuestionReport, ReportDecision, ReportMessage
from training.learning.rules.reports import OBJECTION, REPLY


def report(
    session: Session, person: Person, published: make.Published, *, words: str = "My own words", **columns: Any
) -> QuestionReport:
    """Let a learner have reported the first question of the practice quiz as wrongly translated into German."""
    columns = {
        "id": uuid4(),
        "publication_id": published.publication.id,
        "quiz": "who-quiz",
        "question": "who-single",
        "segment": "who/who-quiz/who-single/stem",
        "language": "de",
        "kind": "translation",
        "reported_at": make.NOW,
    } | columns
    row = QuestionReport(person_id=person.id, **columns)
    session.add(row)
    session.flush()
    said = {"person_id": person.id, "text": words, "written_at": row.reported_at}
    session.add(ReportMessage(report_id=row.id, part=OBJECTION, **said))
    session.flush()
    return row


def decision(
    session: Session, report: QuestionReport, trainer: Person, *, reply: str = "", **columns: Any
) -> ReportDecision:
    """Let a trainer have decided a report."""
    columns = {"decision": "corrected", "decided_at": make.NOW} | columns
    row = ReportDecision(report_id=report.id, decided_by=trainer.id, **columns)
    session.add(row)
    if reply:
        said = {"person_id": trainer.id, "text": reply, "written_at": row.decided_at}
        session.add(ReportMessage(report_id=report.id, part=REPLY, **said))
    session.flush()
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a report is about, without a row."""

    quiz: str
    question: str
    kind: str
    language: str


def matter(*, quiz: str = "who-quiz", question: str = "who-single", kind: str = "key", language: str = "en") -> Said:
    """Say something against a question."""
    return Said(quiz=quiz, question=question, kind=kind, language=language)
