"""Which pages lead into a quiz and out of it: its rules, the overview, handing in?"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.module import Module, quiz_of
from training.content.rules.segments import shown_texts
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.queries import PastAttempt
from training.learning.rules.before_and_after import Pair, pair, require_open
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.modules import publication_of
from training.learning.views.opened import numbers, opened_attempt, saved_responses
from training.quizzes import actions as quizzes
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.asking import asked, minutes_for, room
from training.quizzes.rules.grading import most_points, points_needed
from training.translation.rules.told import told_of


@pages.get("/<language:language>/modules/<module>/quizzes/<quiz>")
@requires(Permission.TAKE_MODULE)
def quiz(language: str, module: str, quiz: str) -> str | Response:
    """Tell the rules of a quiz before it begins, and show earlier attempts."""
    standing = queries.standing(db.session, learner().id, module=module)
    published = publication_of(standing)
    if standing.enrolment_id is None:
        return redirect(url_for(".module", language=language, module=module), 303)
    localised = content.localised(published, language)
    lesson, shown = quiz_of(localised, quiz)
    past = queries.past_attempts(db.session, standing.enrolment_id, quiz=quiz)
    return show(
        "quiz.html",
        module=localised,
        lesson=lesson,
        quiz=shown,
        needed=points_needed(shown),
        most=most_points(shown),
        count=len(asked(shown, 0).questions),
        running=quiz_queries.open_attempt(db.session, standing.enrolment_id, quiz=quiz),
        past=past,
        room=room(shown, past),
        pair=_pair(localised, shown, standing.enrolment_id, past),
        minutes=minutes_for(shown, extra_percent=learner().extra_time_percent),
        moment=now(),
        attempt_id=uuid4(),
        told=told_of(shown_texts(shown), language),
    )


@pages.post("/<language:language>/modules/<module>/quizzes/<quiz>")
@requires(Permission.TAKE_MODULE)
def quiz_submit(language: str, module: str, quiz: str) -> Response:
    """Begin an attempt, or go on with the open one."""
    standing = queries.standing(db.session, learner().id, module=module)
    published = publication_of(standing)
    _, rules = quiz_of(published.module, quiz)
    if standing.enrolment_id is None:
        return redirect(url_for(".module", language=language, module=module), 303)
    _require_moment(published.module, rules, standing.enrolment_id)
    attempt_id = quizzes.begin(
        db.session,
        request.form.get("attempt", uuid4(), type=UUID),
        enrolment_id=standing.enrolment_id,
        publication_id=published.id,
        quiz=rules,
        extra_percent=learner().extra_time_percent,
        now=now(),
    )
    db.session.commit()
    return redirect(url_for(".question", language=language, attempt_id=attempt_id, number=1), 303)


def _require_moment(module: Module, quiz: Quiz, enrolment_id: int) -> None:
    if quiz.purpose != BEFORE_AND_AFTER or quiz_queries.open_attempt(db.session, enrolment_id, quiz=quiz.key):
        return
    past = queries.past_attempts(db.session, enrolment_id, quiz=quiz.key)
    if found := _pair(module, quiz, enrolment_id, past):
        require_open(found)


def _pair(module: Module, quiz: Quiz, enrolment_id: int, past: Sequence[PastAttempt]) -> Pair[PastAttempt] | None:
    if quiz.purpose != BEFORE_AND_AFTER:
        return None
    return pair(past, module=module, readings=queries.traces(db.session, enrolment_id).readings)


@pages.get("/<language:language>/attempts/<uuid:attempt_id>")
@requires(Permission.TAKE_MODULE)
def attempt(language: str, attempt_id: UUID) -> str | Response:
    """Show what is saved of every question, and hand in."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    if opened.attempt.finished:
        return redirect(url_for(".result", language=language, attempt_id=attempt_id), 303)
    saved = saved_responses(attempt_id)
    return show(
        "attempt.html",
        opened=opened,
        saved=saved,
        numbers=numbers(opened, saved, language),
        over=opened.is_over(now()),
        late=request.args.get("late"),
    )


@pages.post("/<language:language>/attempts/<uuid:attempt_id>/finish")
@requires(Permission.TAKE_MODULE)
def finish(language: str, attempt_id: UUID) -> Response:
    """Hand in the attempt and show its result."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    standing = queries.standing(db.session, learner().id, module=opened.attempt.module)
    current = content.published(db.session, standing.publication_id or opened.attempt.publication_id)
    moment = now()
    quizzes.finish(
        db.session,
        attempt_id,
        quiz=opened.quiz,
        accepted=opened.accepted,
        closes_at=opened.attempt.closes_at,
        now=moment,
    )
    actions.settle(db.session, opened.attempt.enrolment_id, published=current, language=language, now=moment)
    db.session.commit()
    return redirect(url_for(".result", language=language, attempt_id=attempt_id), 303)
