"""What follows when a trainer decides a report? A wrong translation that is passed on waits for the translators."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.rules.module import quiz_of
from training.learning import actions as learning
from training.learning import queries as reports
from training.learning.queries import ReportedQuestion
from training.learning.rules.reports import FORWARDED, TRANSLATION, places
from training.translation.actions.tasks import open_task
from training.translation.rules.tasks import Kind


def decide(session: Session, report_id: UUID, *, decision: str, reply: str, person_id: int, now: datetime) -> None:
    """Say what comes of a report; one of a wrong translation that is passed on becomes a task at its text.

    Raises as `learning.actions.decide_report` does.
    """
    learning.decide_report(session, report_id, decision=decision, reply=reply, person_id=person_id, now=now)
    about = reports.reported_question(session, report_id)
    if decision != FORWARDED or about.kind != TRANSLATION:
        return
    open_task(
        session,
        module_id=about.module_id,
        language=about.language,
        segment=_text(session, about),
        kind=Kind.REPORT,
        facts={"report": str(report_id)},
        now=now,
    )


def _text(session: Session, about: ReportedQuestion) -> str:
    """Return the address of the text that is meant: of what is asked where the report is about the whole question."""
    module = content.localised(content.published(session, about.publication_id), about.language)
    lesson, quiz = quiz_of(module, about.quiz)
    question = next(question for question in quiz.questions if question.key == about.question)
    known = [place.address for place in places(module, lesson, quiz, question)]
    return about.segment if about.segment in known else known[0]
