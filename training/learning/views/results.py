"""Which page tells how an attempt went?"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content.rules.module import Lesson, lesson_of
from training.content.rules.questions import Numeric, Question
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.modules import condition_rows
from training.learning.views.opened import Opened, opened_attempt
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.grading import counting_answers, feedback, is_right, points_needed
from training.quizzes.rules.responses import Response as Given
from training.quizzes.rules.responses import chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One question of a result: what was answered, what is right and why."""

    number: int
    question: Question
    right: bool
    given: Given | None
    chosen: tuple[Any, ...]
    solutions: tuple[Any, ...]
    feedback: tuple[str, ...]
    see: Lesson | None


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/result")
@requires(Permission.TAKE_MODULE)
def result(language: str, attempt_id: UUID) -> str | Response:
    """Show points, answers and why; and what is still missing to complete the module."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    grade = quiz_queries.grade_of(db.session, attempt_id)
    if grade is None:
        return redirect(url_for(".attempt", language=language, attempt_id=attempt_id), 303)
    given = counting_answers(quiz_queries.answers(db.session, attempt_id), until=grade.graded_at)
    reviews = [_review(opened, number, given) for number in range(1, len(opened.quiz.questions) + 1)]
    standing = queries.standing(db.session, learner().id, module=opened.attempt.module)
    traces = queries.traces(db.session, opened.attempt.enrolment_id)
    open_conditions = [row for row in condition_rows(opened.module, traces, language) if not row.condition.done]
    return show(
        "result.html",
        opened=opened,
        grade=grade,
        needed=points_needed(opened.quiz),
        reviews=reviews,
        past=queries.past_attempts(db.session, opened.attempt.enrolment_id, quiz=opened.quiz.key),
        open_conditions=open_conditions,
        certificate=standing.certificate,
        late=request.args.get("late"),
    )


def _review(opened: Opened, number: int, answers: dict[str, Any]) -> Review:
    asked = opened.question(number)
    response = answers[asked.key].response if asked.key in answers else None
    return Review(
        number=number,
        question=asked,
        right=is_right(asked, response),
        given=response,
        chosen=() if isinstance(asked, Numeric) else chosen(asked, response),
        solutions=() if isinstance(asked, Numeric) else tuple(choice for choice in asked.choices if choice.right),
        feedback=feedback(asked, response),
        see=lesson_of(opened.module, asked.see) if asked.see else None,
    )
