"""Which page asks one question, and what happens to the answer?"""

from uuid import UUID, uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content.rules.questions import Numeric, Question
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import public, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission
from training.learning.views.blueprint import form_owner, learner, onward, pages, show
from training.learning.views.opened import Opened, numbers, opened_attempt, saved_responses
from training.quizzes import actions as quizzes
from training.quizzes.rules.responses import Response as Given
from training.quizzes.rules.responses import chosen, response_to

#: Refusals that the question page itself explains.
_TYPING = {"nothing-chosen", "number-not-read", "number-ambiguous"}


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>")
@requires(Permission.TAKE_MODULE)
def question(language: str, attempt_id: UUID, number: int) -> str | Response:
    """Show one question with the answer that is saved."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    if opened.attempt.finished:
        return redirect(url_for(".result", language=language, attempt_id=attempt_id), 303)
    return _question_page(opened, number, language, owner=learner().id)


@pages.post("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>")
@csrf.exempt
@public
def question_submit(language: str, attempt_id: UUID, number: int) -> str | Response | tuple[str, int]:
    """Store an answer before anything else; the signed ticket in the form is the permission."""
    owner = form_owner("answer", attempt_id, request.form.get("ticket", ""))
    opened = opened_attempt(attempt_id, language, person_id=owner)
    asked = opened.question(number)
    typed = request.form.getlist("response")
    try:
        response = response_to(asked, typed)
    except Refused as refusal:
        return _not_stored(opened, number, language, refusal=refusal, owner=owner)
    quizzes.record_answer(
        db.session,
        _answer_id(),
        attempt_id=attempt_id,
        question=asked.key,
        response=response,
        language=language,
        now=now(),
    )
    db.session.commit()
    return onward(_after_answer(opened, number, language), language=language)


def _question_page(
    opened: Opened, number: int, language: str, *, owner: int, refusal: Refused | None = None, typed: str | None = None
) -> str:
    asked = opened.question(number)
    saved = saved_responses(opened.attempt.id)
    return show(
        "question.html",
        opened=opened,
        question=asked,
        number=number,
        numbers=numbers(opened, saved, language, here=number),
        saved=saved,
        chosen=_chosen_values(asked, saved.get(asked.key), typed),
        refusal=refusal,
        answer_id=uuid4(),
        ticket=tickets.issue("answer", str(opened.attempt.id), person_id=owner),
    )


def _not_stored(
    opened: Opened, number: int, language: str, *, refusal: Refused, owner: int
) -> str | Response | tuple[str, int]:
    """Explain why there was nothing to store; a mere change of language needs no answer."""
    if refusal.code not in _TYPING:
        raise refusal
    if refusal.code == "nothing-chosen" and request.form.get("switch_to") in LANGUAGES:
        return onward(_after_answer(opened, number, language), language=language)
    typed = request.form.get("response")
    return _question_page(opened, number, language, owner=owner, refusal=refusal, typed=typed), 422


def _after_answer(opened: Opened, number: int, language: str) -> str:
    attempt_id = opened.attempt.id
    if opened.attempt.finished:
        return url_for(".result", language=language, attempt_id=attempt_id, late=1)
    switch_to = request.form.get("switch_to")
    if switch_to in LANGUAGES:
        return url_for(".question", language=switch_to, attempt_id=attempt_id, number=number)
    if number < len(opened.quiz.questions):
        return url_for(".question", language=language, attempt_id=attempt_id, number=number + 1)
    return url_for(".attempt", language=language, attempt_id=attempt_id)


def _answer_id() -> UUID:
    """Return the id that the form minted; a form without one is nobody's of ours."""
    answer_id = request.form.get("answer", type=UUID)
    if answer_id is None:
        raise Refused("ticket-invalid")
    return answer_id


def _chosen_values(question: Question, saved: Given | None, typed: str | None) -> list[str]:
    if isinstance(question, Numeric):
        return [typed if typed is not None else (saved or {}).get("typed", "")]
    return [choice.key for choice in chosen(question, saved)]
