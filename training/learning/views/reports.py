"""Which page lets a learner object to a question, and which one tells what came of it?"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.module import Module, quiz_of
from training.content.rules.questions import Question
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.queries import OwnReport
from training.learning.rules.reports import MOST_REPORTS, MOST_WORDS, Place, kinds_in, objection, places, whole
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.opened import Opened, opened_attempt

_UNPROCESSABLE, _TOO_MANY = 422, 429
#: Refusals that the page itself explains, what was written still in its form.
_EXPLAINED = {
    "nothing-chosen": _UNPROCESSABLE,
    "report-without-words": _UNPROCESSABLE,
    "report-too-long": _UNPROCESSABLE,
    "reports-too-many": _TOO_MANY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A report with what it is about, in the reader's language; no `place` where it is about the whole question."""

    report: OwnReport
    module: Module
    question: Question
    place: Place | None


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>/report")
@requires(Permission.TAKE_MODULE)
def report(language: str, attempt_id: UUID, number: int) -> str:
    """Show the texts of a question and ask what is wrong; once the report is sent, say what will happen."""
    return _report_page(opened_attempt(attempt_id, language, person_id=learner().id), number, language)


@pages.post("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>/report")
@requires(Permission.TAKE_MODULE)
def report_submit(language: str, attempt_id: UUID, number: int) -> Response | tuple[str, int]:
    """Keep what the learner says against the question."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    try:
        _keep(opened, opened.question(number), language)
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        return _report_page(opened, number, language, refusal=refusal), _EXPLAINED[refusal.code]
    db.session.commit()
    return redirect(url_for(".report", language=language, attempt_id=attempt_id, number=number, sent=1), 303)


@pages.get("/<language:language>/my-reports")
@requires(Permission.TAKE_MODULE)
def my_reports(language: str) -> str:
    """Show a learner what they have reported and what came of it."""
    sent = [_sent(report, language) for report in queries.own_reports(db.session, learner().id)]
    unseen = [row.report.id for row in sent if row.report.is_new]
    return show("my_reports.html", section="mine", reports=sent, unseen=unseen)


@pages.post("/<language:language>/my-reports")
@requires(Permission.TAKE_MODULE)
def my_reports_submit(language: str) -> Response:
    """Remember that the learner has seen the decisions that the page showed."""
    shown = request.form.getlist("report", type=UUID)
    actions.see_decisions(db.session, shown, person_id=learner().id, now=now())
    db.session.commit()
    return redirect(url_for(".my_reports", language=language), 303)


def _keep(opened: Opened, asked: Question, language: str) -> None:
    typed = request.form
    said = objection(
        about=typed.get("about", "0"),
        kind=typed.get("kind", ""),
        words=typed.get("words", ""),
        whole=whole(opened.lesson, opened.quiz, asked),
        places=places(opened.module, opened.lesson, opened.quiz, asked),
        kinds=kinds_in(language, source=opened.module.source),
    )
    actions.report_question(
        db.session,
        typed.get("report", uuid4(), type=UUID),
        person_id=learner().id,
        publication_id=opened.published.id,
        quiz=opened.quiz.key,
        question=asked.key,
        objection=said,
        language=language,
        now=now(),
    )


def _report_page(opened: Opened, number: int, language: str, *, refusal: Refused | None = None) -> str:
    asked = opened.question(number)
    typed = request.form
    return show(
        "report.html",
        opened=opened,
        question=asked,
        number=number,
        places=places(opened.module, opened.lesson, opened.quiz, asked),
        kinds=kinds_in(language, source=opened.module.source),
        about=typed.get("about", "0"),
        kind=typed.get("kind", ""),
        words=typed.get("words", ""),
        report_id=uuid4(),
        refusal=refusal,
        most={"words": MOST_WORDS, "reports": MOST_REPORTS},
        sent=request.args.get("sent"),
    )


def _sent(report: OwnReport, language: str) -> Sent:
    module = content.localised(content.published(db.session, report.publication_id), language)
    lesson, quiz = quiz_of(module, report.quiz)
    question = next(question for question in quiz.questions if question.key == report.question)
    texts = places(module, lesson, quiz, question)
    place = next((place for place in texts if place.address == report.segment), None)
    return Sent(report=report, module=module, question=question, place=place)
