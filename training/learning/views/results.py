"""Which page tells how an attempt went?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.module import Lesson, Module
from training.content.rules.questions import Question
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.queries import PastAttempt
from training.learning.rules.before_and_after import Change, Pair, changes, pair
from training.learning.rules.progress import Traces
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.modules import condition_rows
from training.learning.views.opened import Opened, opened_attempt
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.grading import Accepted, counting_answers, feedback, points_needed
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


class Asked(Protocol):
    """A quiz as it was asked, in the module that it belongs to."""

    @property
    def module(self) -> Module:
        """The module."""

    @property
    def quiz(self) -> Quiz:
        """The quiz."""


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/result")
@requires(Permission.TAKE_MODULE)
def result(language: str, attempt_id: UUID) -> str | Response:
    """Show points, answers and why; and what is still missing to complete the module."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    grade = quiz_queries.grade_of(db.session, attempt_id)
    if grade is None:
        return redirect(url_for(".attempt", language=language, attempt_id=attempt_id), 303)
    given = _given(opened)
    standing = queries.standing(db.session, learner().id, module=opened.attempt.module)
    traces = queries.traces(db.session, opened.attempt.enrolment_id)
    open_conditions = [row for row in condition_rows(opened.module, traces, language) if not row.condition.done]
    past = queries.past_attempts(db.session, opened.attempt.enrolment_id, quiz=opened.quiz.key)
    found = _pair(opened, past, traces, publication_id=standing.publication_id)
    return show(
        "result.html",
        opened=opened,
        grade=grade,
        needed=points_needed(opened.quiz),
        reviews=[] if found and not found.after else reviews_of(opened, given, grade.marks, opened.accepted),
        pair=found,
        changes=_changes(opened, found),
        past=past,
        open_conditions=open_conditions,
        certificate=standing.certificate,
        late=request.args.get("late"),
    )


def _given(opened: Opened) -> dict[str, Given]:
    """Return what counts of what was answered, by the key of the question."""
    answers = quiz_queries.answers(db.session, opened.attempt.id)
    counting = counting_answers(answers, until=opened.attempt.counts_until)
    return {key: answer.response for key, answer in counting.items()}


def _pair(
    opened: Opened, past: Sequence[PastAttempt], traces: Traces, *, publication_id: int | None
) -> Pair[PastAttempt] | None:
    """Find the attempts of both moments, by the lessons that learners see now, as the page of the quiz does."""
    if opened.quiz.purpose != BEFORE_AND_AFTER:
        return None
    seen = content.published(db.session, publication_id or opened.published.id)
    return pair(past, module=seen.module, readings=traces.readings)


def _changes(opened: Opened, found: Pair[PastAttempt] | None) -> list[tuple[Question, Change]]:
    """Put each question beside its points before and after, where there are both."""
    if found is None or found.before is None or found.after is None:
        return []
    by_key = {question.key: question for question in opened.quiz.questions}
    told = changes(by_key, before=found.before.marks, after=found.after.marks)
    return [(by_key[change.question], change) for change in told]


def reviews_of(
    asked: Asked, given: Mapping[str, Given], marks: Mapping[str, float], accepted: Accepted
) -> list[Review]:
    """Review each question by the marks of the grade: a correction since may have changed or dropped it."""
    by_key = {lesson.key: lesson for lesson in asked.module.lessons}
    return [
        Review(
            number=number,
            question=question,
            scored=question.key in marks,
            share=marks.get(question.key, 0.0),
            given=given.get(question.key),
            feedback=feedback(question, given.get(question.key), accepted.get(question.key, ())),
            see=by_key.get(question.see or ""),
        )
        for number, question in enumerate(asked.quiz.questions, start=1)
    ]
