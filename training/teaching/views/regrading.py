"""Which pages show a quiz question by question, and grade attempts again where one was wrong?"""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.questions import Question
from training.foundation.clock import now
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.quizzes import queries as quiz_queries
from training.quizzes.rules import regrading
from training.quizzes.rules.grading import scored
from training.teaching import actions, queries
from training.teaching.forms import LONGEST_REASON, CorrectionForm, RegradeForm
from training.teaching.views.blueprint import QUIZ, OpenedQuiz, colleague, opened_quiz, pages, show

_QUESTION = f"{QUIZ}/questions/<question>/regrade"


@pages.get(QUIZ)
@requires(Permission.REGRADE)
def quiz(language: str, module: str, publication: int, quiz: str) -> str:
    """List the questions that points are given for, and what was graded again."""
    opened = opened_quiz(module, publication, quiz, language)
    return show(
        "quiz.html",
        opened=opened,
        questions=scored(opened.quiz),
        past=queries.past_regradings(db.session, publication, quiz=quiz),
        saved=request.args.get("saved") == "1",
    )


@pages.get(_QUESTION)
@requires(Permission.REGRADE)
def regrade(language: str, module: str, publication: int, quiz: str, question: str) -> str | tuple[str, int]:
    """Ask what is to be put right, and tell what it would do."""
    opened = opened_quiz(module, publication, quiz, language)
    form = CorrectionForm(request.args)
    if "change" in request.args and not form.validate():
        return _regrade_page(opened, question, form), 422
    return _regrade_page(opened, question, form)


@pages.post(_QUESTION)
@requires(Permission.REGRADE)
def regrade_submit(
    language: str, module: str, publication: int, quiz: str, question: str
) -> Response | tuple[str, int]:
    """Grade again what the correction changes, and show that it was done."""
    opened = opened_quiz(module, publication, quiz, language)
    asked = _question(opened, question)
    form = RegradeForm()
    if not form.validate():
        return _regrade_page(opened, question, form), 422
    last, *_ = queries.publications(db.session, module)
    actions.repair(
        db.session,
        form.correction(asked.key),
        published=opened.published,
        quiz=quiz,
        current=content.published(db.session, last.id),
        lower=form.lower.data,
        person_id=colleague().id,
        reason=form.reason.data,
        now=now(),
    )
    db.session.commit()
    done = url_for(".quiz", language=language, module=module, publication=publication, quiz=quiz, saved=1)
    return redirect(done, 303)


def _regrade_page(opened: OpenedQuiz, question: str, form: CorrectionForm) -> str:
    asked = _question(opened, question)
    sittings = quiz_queries.sittings(db.session, opened.published.id, quiz=opened.quiz.key, question=asked.key)
    faults = form.faults()
    is_asked_for = form.change.data is not None and not faults.keys() & {"change", "accepted", "given_in"}
    correction = form.correction(asked.key) if is_asked_for else None
    return show(
        "regrade.html",
        opened=opened,
        question=asked,
        number=[each.key for each in opened.quiz.questions].index(asked.key) + 1,
        given=regrading.answers_given(sittings, asked.key),
        spoken=sorted({sitting.language for sitting in sittings if sitting.language}),
        form=form,
        faults=faults,
        correction=correction,
        effect=regrading.effect(sittings, opened.quiz, correction) if correction else None,
        longest=LONGEST_REASON,
    )


def _question(opened: OpenedQuiz, key: str) -> Question:
    for question in scored(opened.quiz):
        if question.key == key:
            return question
    raise NotFound("question")
