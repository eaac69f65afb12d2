"""Which page tells trainers and translators what learners object to, and lets a trainer decide?"""

from dataclasses import dataclass
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.module import Lesson, Module, quiz_of, quizzes
from training.content.rules.questions import Question
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import queries as learning_queries
from training.learning.queries import Report
from training.learning.rules.reports import DECISIONS, MOST_WORDS, Place, places
from training.teaching import actions, queries
from training.teaching.views.blueprint import colleague, languages_read, pages, show

#: Refusals that the page itself explains, what was written still in its form.
_EXPLAINED = {"choice-unknown": "decision", "report-too-long": "reply"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A report with its question; `read` is the text as the learner read it, `original` the one it translates.

    There is none of them where the report is about the whole question. `lesson` leads learners to the quiz now, in the
    language of the report; there is none where they no longer see it.
    """

    report: Report
    question: Question
    read: Place | None
    original: Place | None
    lesson: Lesson | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What could not be decided: the report, what was typed, and the field at fault."""

    report_id: UUID
    decision: str
    reply: str
    fault: str


@pages.get("/<language:language>/teaching/modules/<module>/reports")
@requires(Permission.READ_REPORTS)
def reports(language: str, module: str) -> str:
    """List the reports that nobody has decided, the oldest first: to a translator those in the own languages."""
    return _reports_page(language, module)


@pages.post("/<language:language>/teaching/modules/<module>/reports/<uuid:report_id>")
@requires(Permission.REGRADE)
def decide(language: str, module: str, report_id: UUID) -> Response | tuple[str, int]:
    """Say what comes of a report, and show what is left."""
    if learning_queries.reported_question(db.session, report_id).module != module:
        raise NotFound("report")
    typed = {"decision": request.form.get("decision", ""), "reply": request.form.get("reply", "")}
    try:
        actions.decide(db.session, report_id, **typed, person_id=colleague().id, now=now())
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        undecided = Typed(report_id=report_id, **typed, fault=_EXPLAINED[refusal.code])
        return _reports_page(language, module, typed=undecided), 422
    db.session.commit()
    return redirect(url_for(".reports", language=language, module=module, saved=1), 303)


def _reports_page(language: str, module: str, *, typed: Typed | None = None) -> str:
    publications = queries.publications(db.session, module)
    if not publications:
        raise NotFound("module")
    last = content.published(db.session, publications[0].id)
    languages = languages_read(last.module.region)
    seen = last if publications[0].current else None
    return show(
        "reports.html",
        module=content.localised(last, language),
        read_in=None if languages is None else sorted(languages),
        received=[
            _received(report, language, seen=seen)
            for report in learning_queries.open_reports(db.session, module, languages=languages)
        ],
        decisions=DECISIONS,
        typed=typed,
        longest=MOST_WORDS,
        saved=request.args.get("saved") == "1",
    )


def _received(report: Report, language: str, *, seen: Published | None) -> Received:
    published = content.published(db.session, report.publication_id)
    read = content.localised(published, report.language)
    original = content.localised(published, published.module.source)
    return Received(
        report=report,
        question=_question(content.localised(published, language), report),
        read=_place(read, report),
        original=_place(original, report) if report.language != published.module.source else None,
        lesson=_lesson(seen, report) if seen else None,
    )


def _lesson(seen: Published, report: Report) -> Lesson | None:
    found = quizzes(content.localised(seen, report.language))
    return next((lesson for lesson, quiz in found if quiz.key == report.quiz), None)


def _question(module: Module, report: Report) -> Question:
    _, quiz = quiz_of(module, report.quiz)
    return next(question for question in quiz.questions if question.key == report.question)


def _place(module: Module, report: Report) -> Place | None:
    lesson, quiz = quiz_of(module, report.quiz)
    texts = places(module, lesson, quiz, _question(module, report))
    return next((place for place in texts if place.address == report.segment), None)
