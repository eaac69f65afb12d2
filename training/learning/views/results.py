"""Which page tells how an attempt went?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content.rules.module import Lesson, lesson_of
from training.content.rules.questions import Question
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.modules import condition_rows
from training.learning.views.opened import Opened, opened_attempt
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.grading import counting_answers, feedback, points_needed
from training.quizzes.rules.responses import Response as Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One question of a result: what was answered, what is right and why."""

    number: int
    question: Question
    scored: bool
    share: float
    given: Given | None
    feedback: tuple[str, ...]
    see: Lesson | None

    @property
    def right(self) -> bool:
        """Tell whether the answer is wholly right, or there is nothing to be right about."""
        return self.share == 1 or not self.scored


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/result")
@requires(Permission.TAKE_MODULE)
def result(language: str, attempt_id: UUID) -> str | Response:
    """Show points, answers and why; and what is still missing to complete the module."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    grade = quiz_queries.grade_of(db.session, attempt_id)
    if grade is None:
        return redirect(url_for(".attempt", language=language, attempt_id=attempt_id), 303)
    given = counting_answers(quiz_queries.answers(db.session, attempt_id), until=opened.attempt.counts_until)
    reviews = _reviews(opened, given, grade.marks)
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


def _reviews(opened: Opened, answers: dict[str, Any], marks: Mapping[str, float]) -> list[Review]:
    """Review each question by the marks of the grade: a correction since may have changed or dropped it."""
    given = {key: answer.response for key, answer in answers.items()}
    accepted = opened.accepted
    return [
        Review(
            number=number,
            question=asked,
            scored=asked.key in marks,
            share=marks.get(asked.key, 0.0),
            given=given.get(asked.key),
            feedback=feedback(asked, given.get(asked.key), accepted.get(asked.key, ())),
            see=lesson_of(opened.module, asked.see) if asked.see else None,
        )
        for number, asked in enumerate(opened.quiz.questions, start=1)
    ]
