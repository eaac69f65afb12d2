"""Which questions have learners objected to, and what came of it?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from training.content.models import ModuleRow, Publication
from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.learning.models import QuestionReport, ReportDecision, ReportMessage
from training.learning.rules.reports import OBJECTION, REPLY, alike, subject


@dataclass(frozen=True, slots=True)
class Report:
    """A report that nobody has decided, without whose it is; `words` are empty where there are none.

    `alike` is how many of the reports found with it, this one included, say the same of the question.
    """

    id: UUID
    publication_id: int
    quiz: str
    question: str
    segment: str
    language: str
    kind: str
    reported_at: datetime
    words: str
    alike: int = 1


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as the person sees it who sent it; without a decision it has been received."""

    id: UUID
    publication_id: int
    quiz: str
    question: str
    segment: str
    language: str
    kind: str
    reported_at: datetime
    words: str
    reply: str
    decision: str | None
    decided_at: datetime | None
    seen_at: datetime | None

    @property
    def is_new(self) -> bool:
        """Tell whether there is a decision that the person has not said to have seen."""
        return self.decision is not None and self.seen_at is None


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """How many reports a person has sent, and how many decisions they have not seen."""

    sent: int
    unseen: int


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """Which question a report is about, as it was read: in which publication, text (address) and language."""

    module: str
    quiz: str
    question: str
    module_id: int
    publication_id: int
    segment: str
    language: str
    kind: str


def open_reports(session: Session, module_key: str, *, languages: Collection[str] | None = None) -> list[Report]:
    """The reports about a module that nobody has decided, the oldest first; about what was read in these languages.

    None stands for all languages. What is alike is counted among these reports: nobody is told of others.
    """
    told = [Report(*row) for row in rows(session, _open_reports(), module=module_key)]
    found = [report for report in told if languages is None or report.language in languages]
    counts = alike(found)
    return [replace(report, alike=counts[subject(report)]) for report in found]


def open_report_counts(session: Session) -> dict[str, Mapping[str, int]]:
    """How many reports nobody has decided, by module and by the language in which the text was read."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for module, language, number in rows(session, _open_report_counts()):
        counts[module][language] = number
    return dict(counts)


def own_reports(session: Session, person_id: int) -> list[OwnReport]:
    """What a person has reported and what came of it, the youngest first."""
    return [OwnReport(*row) for row in rows(session, _own_reports(), person_id=person_id)]


def report_counts(session: Session, person_id: int) -> ReportCounts:
    """How many reports a person has sent, and how many of the decisions are new to them."""
    return ReportCounts(*rows(session, _report_counts(), person_id=person_id).one())


def reports_since(session: Session, person_id: int, *, since: datetime) -> list[UUID]:
    """The reports that a person has sent after a moment."""
    sent = select(QuestionReport.id).where(QuestionReport.person_id == person_id, QuestionReport.reported_at > since)
    return list(session.scalars(sent))


def reported_question(session: Session, report_id: UUID) -> ReportedQuestion:
    """Which question a report is about; raises NotFound."""
    statement = (
        select(
            ModuleRow.key,
            QuestionReport.quiz,
            QuestionReport.question,
            ModuleRow.id,
            QuestionReport.publication_id,
            QuestionReport.segment,
            QuestionReport.language,
            QuestionReport.kind,
        )
        .join(Publication, Publication.id == QuestionReport.publication_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .where(QuestionReport.id == report_id)
    )
    row = session.execute(statement).first()
    if row is None:
        raise NotFound("report")
    return ReportedQuestion(*row)


@cache
def _open_reports() -> Executable:
    said = aliased(ReportMessage)
    return (
        select(*_columns(), func.coalesce(said.text, ""))
        .join(Publication, Publication.id == QuestionReport.publication_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .outerjoin(said, (said.report_id == QuestionReport.id) & (said.part == OBJECTION))
        .outerjoin(ReportDecision, ReportDecision.report_id == QuestionReport.id)
        .where(ModuleRow.key == bindparam("module"), ReportDecision.report_id.is_(None))
        .order_by(QuestionReport.reported_at, QuestionReport.id)
    )


@cache
def _open_report_counts() -> Executable:
    return (
        select(ModuleRow.key, QuestionReport.language, func.count())
        .join(Publication, Publication.id == QuestionReport.publication_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .where(~exists().where(ReportDecision.report_id == QuestionReport.id))
        .group_by(ModuleRow.key, QuestionReport.language)
    )


@cache
def _own_reports() -> Executable:
    said, reply = aliased(ReportMessage), aliased(ReportMessage)
    texts = (func.coalesce(said.text, ""), func.coalesce(reply.text, ""))
    return (
        select(*_columns(), *texts, ReportDecision.decision, ReportDecision.decided_at, said.seen_at)
        .outerjoin(said, (said.report_id == QuestionReport.id) & (said.part == OBJECTION))
        .outerjoin(reply, (reply.report_id == QuestionReport.id) & (reply.part == REPLY))
        .outerjoin(ReportDecision, ReportDecision.report_id == QuestionReport.id)
        .where(QuestionReport.person_id == bindparam("person_id"))
        .order_by(QuestionReport.reported_at.desc(), QuestionReport.id)
    )


@cache
def _report_counts() -> Executable:
    said = aliased(ReportMessage)
    unseen = ReportDecision.report_id.is_not(None) & said.seen_at.is_(None)
    return (
        select(func.count(), func.count().filter(unseen))
        .select_from(QuestionReport)
        .outerjoin(said, (said.report_id == QuestionReport.id) & (said.part == OBJECTION))
        .outerjoin(ReportDecision, ReportDecision.report_id == QuestionReport.id)
        .where(QuestionReport.person_id == bindparam("person_id"))
    )


def _columns() -> tuple[InstrumentedAttribute[Any], ...]:
    place = (QuestionReport.quiz, QuestionReport.question, QuestionReport.segment, QuestionReport.language)
    return (QuestionReport.id, QuestionReport.publication_id, *place, QuestionReport.kind, QuestionReport.reported_at)
