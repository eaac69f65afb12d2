"""Which pages let an author take a quiz as learners will, without a trace?"""

from secrets import randbelow
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from training.authoring.views.finding import found
from training.authoring.views.parsed import parsed
from training.content.rules.blocks import BEFORE_AND_AFTER
from training.content.rules.fault import Fault
from training.content.rules.module import quiz_of
from training.content.rules.questions import Ordering, Question, Reflection, Scenario
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning.rules.before_and_after import Pair, changes
from training.learning.rules.notes import note_digest
from training.learning.rules.telling import stays
from training.learning.views.questions import TYPING, said_of
from training.learning.views.results import reviews_of
from training.quizzes.rules.asking import mixed_items, room, seed_that_asks
from training.quizzes.rules.grading import Mark, most_points, points_needed
from training.quizzes.rules.kinds import scenario
from training.quizzes.rules.records import RecordedGrade
from training.quizzes.rules.responses import Response as Given
from training.quizzes.rules.responses import Typed, response_to
from training.teaching.rules.trials import Trial, fields
from training.teaching.views.blueprint import pages
from training.teaching.views.previews.opened import PREVIEW, opened_preview, preview_page
from training.teaching.views.previews.tried import Tried, tried

_QUIZ = f"{PREVIEW}/quizzes/<quiz>"
_QUESTION = f"{_QUIZ}/questions/<int:number>"
#: As many seeds as an address has digits for.
_SEEDS = 1_000_000_000


@pages.get(_QUIZ)
@requires(Permission.SEE_DRAFT)
def preview_quiz(language: str, module: str, version: int, quiz: str) -> Response:
    """Tell the rules of a quiz before it begins."""
    opened = _tried(language, module, version, quiz)
    return preview_page(
        opened.preview,
        "_preview_quiz.html",
        title=opened.quiz.title,
        faults=None if opened.askable else _faults(opened, f"{opened.lesson.key}/{quiz}"),
        opened=opened,
        quiz=opened.quiz,
        needed=points_needed(opened.quiz),
        most=most_points(opened.quiz),
        count=len(opened.quiz.questions),
        minutes=opened.quiz.minutes,
        extra_percent=0,
        room=room(opened.quiz, ()),
        pair=opened.quiz.purpose == BEFORE_AND_AFTER,
        begin=opened.to_question(1, trial=Trial(seed=randbelow(_SEEDS))),
    )


@pages.get(f"{_QUIZ}/asked/<question>")
@requires(Permission.SEE_DRAFT)
def preview_asked(language: str, module: str, version: int, quiz: str, question: str) -> Response:
    """Go to a question by its key, in a trial that asks it; to the quiz where none does."""
    opened = opened_preview(language, module, version)
    seed = seed_that_asks(quiz_of(opened.draft, quiz)[1], question)
    if seed is None:
        return redirect(opened.address("preview_quiz", quiz=quiz), 303)
    drawn = tried(opened, quiz, trial=Trial(seed=seed))
    number = [each.key for each in drawn.quiz.questions].index(question) + 1
    return redirect(drawn.to_question(number, anchor="question"), 303)


@pages.get(_QUESTION)
@requires(Permission.SEE_DRAFT)
def preview_question(language: str, module: str, version: int, quiz: str, number: int) -> Response:
    """Ask one question, with what was answered to it."""
    return _question_page(_tried(language, module, version, quiz), number)


@pages.post(_QUESTION)
@requires(Permission.SEE_DRAFT)
def preview_answer(language: str, module: str, version: int, quiz: str, number: int) -> Response:
    """Take an answer into the address, and go where a learner would go."""
    opened = _tried(language, module, version, quiz)
    question, typed = opened.question(number), request.form.to_dict(flat=False)
    if question.key not in opened.askable:
        return redirect(opened.to_question(number), 303)
    try:
        response = _response(opened, question, typed)
    except Refused as refusal:
        if refusal.code not in TYPING:
            raise
        page = _question_page(opened, number, typed=typed, refusal=refusal)
        page.status_code = 422
        return page
    trial = opened.trial.answered(number, question, typed)
    return redirect(_after_answer(opened, number, trial, response), 303)


@pages.get(f"{_QUIZ}/answers")
@requires(Permission.SEE_DRAFT)
def preview_answers(language: str, module: str, version: int, quiz: str) -> Response:
    """Show what was answered so far."""
    opened = _tried(language, module, version, quiz)
    return preview_page(
        opened.preview,
        "_preview_answers.html",
        title=opened.quiz.title,
        fields=fields(opened.trial),
        opened=opened,
        saved=opened.saved,
        numbers=opened.numbers(),
        over=False,
        late=None,
    )


@pages.get(f"{_QUIZ}/result")
@requires(Permission.SEE_DRAFT)
def preview_result(language: str, module: str, version: int, quiz: str) -> Response:
    """Show how it went; nothing is graded but this page."""
    opened = _tried(language, module, version, quiz)
    mark, pair = opened.mark(), _pair(opened)
    reviews = [] if pair and not pair.after else reviews_of(opened, opened.saved, mark.marks, opened.accepted)
    return preview_page(
        opened.preview,
        "_preview_result.html",
        title=opened.quiz.title,
        fields=fields(opened.trial),
        opened=opened,
        grade=_as_recorded(mark),
        needed=points_needed(opened.quiz),
        reviews=[review for review in reviews if review.question.key in opened.askable],
        pair=pair,
        changes=_changes(opened, pair),
        past=[mark],
        late=None,
        second=opened.to_question(1, trial=opened.trial.once_more()),
    )


def _tried(language: str, module: str, version: int, quiz: str) -> Tried:
    return tried(opened_preview(language, module, version), quiz)


def _question_page(
    opened: Tried, number: int, *, typed: Typed | None = None, refusal: Refused | None = None
) -> Response:
    question = opened.question(number)
    values: dict[str, Any] = {"opened": opened, "question": question, "number": number}
    values |= {"saved": opened.saved, "numbers": opened.numbers(here=number)}
    is_askable = question.key in opened.askable
    if is_askable:
        values |= {"typed": typed or {}, "refusal": refusal, **_asked(opened, question)}
    return preview_page(
        opened.preview,
        "_preview_question.html" if is_askable else "_preview_unasked.html",
        title=opened.quiz.title,
        fields=fields(opened.trial),
        faults=None if is_askable else _faults(opened, f"{opened.lesson.key}/{opened.quiz.key}/{question.key}"),
        **values,
    )


def _asked(opened: Tried, question: Question) -> dict[str, Any]:
    """Give a page what it asks a question with."""
    given = opened.saved.get(question.key)
    return {
        "given": {"words": "", "digest": note_digest("")} if isinstance(question, Reflection) else given,
        "items": mixed_items(question, opened.trial.seed).items if isinstance(question, Ordering) else (),
        **said_of(opened.quiz, question, given, opened.accepted, opened.preview.shown_in),
    }


def _response(opened: Tried, question: Question, typed: Typed) -> Given:
    response = response_to(question, typed)
    before = opened.saved.get(question.key)
    if isinstance(question, Scenario) and not scenario.goes_on(before=before, now=response):
        raise Refused("path-changed")
    return response


def _after_answer(opened: Tried, number: int, trial: Trial, response: Given) -> str:
    if anchor := stays(opened.quiz, opened.question(number), response):
        return opened.to_question(number, trial=trial, anchor=anchor)
    if number < len(opened.quiz.questions):
        return opened.to_question(number + 1, trial=trial)
    return opened.to_page("preview_answers", trial=trial)


def _as_recorded(mark: Mark) -> RecordedGrade:
    """Give a page a grade as it would be recorded."""
    return RecordedGrade(
        id=0,
        points=mark.points,
        max_points=mark.max_points,
        passed=mark.passed,
        marks=mark.marks,
        graded_by=None,
        reason=None,
        graded_at=now(),
    )


def _pair(opened: Tried) -> Pair[Any] | None:
    """Put both sittings of a quiz before and after side by side; None of other quizzes."""
    if opened.quiz.purpose != BEFORE_AND_AFTER:
        return None
    is_second = opened.trial.earlier is not None
    before = opened.mark(earlier=is_second)
    return Pair(before=before, after=opened.mark() if is_second else None, moment=None)


def _changes(opened: Tried, pair: Pair[Any] | None) -> list[tuple[Question, Any]]:
    if pair is None or pair.before is None or pair.after is None:
        return []
    by_key = {question.key: question for question in opened.quiz.questions}
    told = changes(by_key, before=pair.before.marks, after=pair.after.marks)
    return [(by_key[change.question], change) for change in told]


def _faults(opened: Tried, unit: str) -> list[Fault]:
    """List what is to be mended before something can be asked."""
    preview = opened.preview
    told = found(parsed(preview.version.document), regions=frozenset(preview.regions), today=now().date())
    return told.get(unit, [])
