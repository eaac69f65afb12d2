"""Which page asks one question, and what happens to the answer?"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.blocks import Quiz
from training.content.rules.module import quiz_of
from training.content.rules.questions import Ordering, Question, Reflection, Scenario
from training.content.rules.segments import Shown
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import public, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.rules.notes import note_digest
from training.learning.rules.telling import as_far_as_told, has_ended, is_told, stays, tells_at_once
from training.learning.views.blueprint import form_owner, learner, onward, pages, show
from training.learning.views.opened import Opened, numbers, opened_attempt, saved_responses
from training.quizzes import actions as quizzes
from training.quizzes.rules.asking import asked, mixed_items, visible_texts
from training.quizzes.rules.grading import Accepted, feedback, share
from training.quizzes.rules.kinds import scenario
from training.quizzes.rules.responses import Response as Given
from training.quizzes.rules.responses import Typed, response_to
from training.translation.rules.told import doubts_of

#: Refusals that the question page itself explains.
TYPING = {"nothing-chosen", "number-not-read", "number-ambiguous", "order-incomplete", "text-too-long"}
_WORDS_LIMIT = 20_000
#: What a script is told that saves without a new page: saved; nothing there yet that could be saved.
_SAVED, _NOT_YET = 204, 202
#: The header that tells it which of the learner's words have been kept.
_WORDS_KEPT = "Words-Kept"


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>")
@requires(Permission.TAKE_MODULE)
def question(language: str, attempt_id: UUID, number: int) -> str | Response:
    """Show one question with the answer that is saved."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    if opened.attempt.finished:
        return redirect(url_for(".result", language=language, attempt_id=attempt_id), 303)
    if opened.is_over(now()):
        return redirect(url_for(".attempt", language=language, attempt_id=attempt_id), 303)
    return _question_page(opened, number, language, owner=learner().id)


@pages.post("/<language:language>/attempts/<uuid:attempt_id>/questions/<int:number>")
@csrf.exempt
@public
def question_submit(language: str, attempt_id: UUID, number: int) -> str | Response | tuple[str, int]:
    """Store an answer before anything else; the signed ticket in the form is the permission."""
    owner = form_owner("answer", attempt_id, request.form.get("ticket", ""))
    opened = opened_attempt(attempt_id, language, person_id=owner)
    question = opened.question(number)
    reading_on = _reading_on(opened, number, language)
    if reading_on and isinstance(question, Scenario):
        # A decision cannot be taken back: whoever wants to read on has not decided yet.
        return onward(reading_on, language=language)
    try:
        response = response_to(question, _typed())
        _require_going_on(opened, question, response)
    except Refused as refusal:
        return _not_stored(opened, number, language, refusal=refusal, owner=owner)
    _store(opened, question, response, language=language)
    db.session.commit()
    late = _after_the_end(opened, language)
    if "quiet" in request.form and not late:
        return _quietly(question)
    return onward(late or reading_on or _after_answer(opened, number, language, response=response), language=language)


def _store(opened: Opened, question: Question, response: Given, *, language: str) -> None:
    _keep_words(opened, question)
    quizzes.record_answer(
        db.session,
        _answer_id(),
        attempt_id=opened.attempt.id,
        question=question.key,
        response=response,
        language=language,
        now=now(),
    )


def _question_page(opened: Opened, number: int, language: str, *, owner: int, refusal: Refused | None = None) -> str:
    question = opened.question(number)
    saved = saved_responses(opened.attempt.id)
    given = saved.get(question.key)
    return show(
        "question.html",
        opened=opened,
        question=question,
        number=number,
        numbers=numbers(opened, saved, language, here=number),
        saved=saved,
        given=_with_words(opened, question, given),
        typed=_typed() if refusal else {},
        items=mixed_items(question, opened.attempt.seed).items if isinstance(question, Ordering) else (),
        refusal=refusal,
        **said_of(opened.quiz, question, given, opened.accepted, language),
        **_beside(opened, question, given),
        answer_id=uuid4(),
        ticket=tickets.issue("answer", str(opened.attempt.id), person_id=owner),
    )


def _not_stored(
    opened: Opened, number: int, language: str, *, refusal: Refused, owner: int
) -> str | Response | tuple[str, int]:
    """Explain why there was nothing to store; a mere change of language needs no answer."""
    if refusal.code not in TYPING:
        raise refusal
    if "quiet" in request.form:
        return "", _NOT_YET
    reading_on = _reading_on(opened, number, language)
    if refusal.code == "nothing-chosen" and reading_on:
        return onward(_after_the_end(opened, language) or reading_on, language=language)
    return _question_page(opened, number, language, owner=owner, refusal=refusal), 422


def _quietly(question: Question) -> Response:
    """Tell a script that its answer is saved; of words also which, so that it goes on from them."""
    kept = {_WORDS_KEPT: note_digest(_words())} if isinstance(question, Reflection) else {}
    return Response(status=_SAVED, headers=kept)


def _after_the_end(opened: Opened, language: str) -> str | None:
    """Say where an answer leads that came too late to count; None while it counts."""
    if opened.attempt.finished:
        return url_for(".result", language=language, attempt_id=opened.attempt.id, late=1)
    if opened.is_over(now()):
        return url_for(".attempt", language=language, attempt_id=opened.attempt.id, late=1)
    return None


def _reading_on(opened: Opened, number: int, language: str) -> str | None:
    """Say where somebody goes who wants to read the question in another language; None for anybody else."""
    here = partial(url_for, ".question", attempt_id=opened.attempt.id, number=number)
    if (switch_to := request.form.get("switch_to")) in LANGUAGES:
        return here(language=switch_to)
    if (beside := request.form.get("beside")) in LANGUAGES:
        return here(language=language, beside=beside, _anchor="beside")
    return None


def _after_answer(opened: Opened, number: int, language: str, *, response: Given) -> str:
    attempt_id = opened.attempt.id
    question = opened.question(number)
    if anchor := stays(opened.quiz, question, response):
        return url_for(".question", language=language, attempt_id=attempt_id, number=number, _anchor=anchor)
    if number < len(opened.quiz.questions):
        return url_for(".question", language=language, attempt_id=attempt_id, number=number + 1)
    return url_for(".attempt", language=language, attempt_id=attempt_id)


def _typed() -> Typed:
    return request.form.to_dict(flat=False)


def _words() -> str:
    return request.form.get("response", "").replace("\r\n", "\n").strip()[:_WORDS_LIMIT]


def _answer_id() -> UUID:
    """Return the id that the form minted; a form without one is nobody's of ours."""
    answer_id = request.form.get("answer", type=UUID)
    if answer_id is None:
        raise Refused("ticket-invalid")
    return answer_id


def _require_going_on(opened: Opened, question: Question, response: Given) -> None:
    """Refuse a way through a case that decides anew what has been decided."""
    if isinstance(question, Scenario):
        before = saved_responses(opened.attempt.id).get(question.key)
        if not scenario.goes_on(before=before, now=response):
            raise Refused("path-changed")


def _keep_words(opened: Opened, question: Question) -> None:
    """Keep the learner's own words among the notes: no table of facts may hold them."""
    if isinstance(question, Reflection):
        actions.keep_note(
            db.session,
            opened.attempt.enrolment_id,
            activity=opened.words_of(question),
            started_from=request.form.get("response-from", ""),
            typed=_words(),
            now=now(),
        )


def _with_words(opened: Opened, question: Question, given: Given | None) -> Mapping[str, Any] | None:
    if not isinstance(question, Reflection):
        return given
    words = queries.note_text(db.session, opened.attempt.enrolment_id, opened.words_of(question))
    return {"words": words, "digest": note_digest(words)}


def said_of(quiz: Quiz, question: Question, given: Given | None, accepted: Accepted, language: str) -> dict[str, Any]:
    """Give a page what is said at once about the answer that is saved, and about the texts of the question."""
    words, seen = accepted.get(question.key, ()), [text for text in visible_texts(question) if isinstance(text, Shown)]
    return {
        "seen": seen,
        "doubts": doubts_of(seen, language),
        "explains": tells_at_once(quiz),
        "ended": has_ended(question, given),
        "told": feedback(question, given, words) if given and is_told(quiz, question, given) else (),
        "share": share(question, given, words),
    }


def _beside(opened: Opened, question: Question, given: Given | None) -> dict[str, Any]:
    """Give the question in another language, to be read beside it; a case as far as it has been told."""
    language = request.args.get("beside", "")
    if language not in LANGUAGES:
        return {"beside": None, "beside_texts": (), "beside_in": ""}
    _, quiz = quiz_of(content.localised(opened.published, language), opened.quiz.key)
    same = next(each for each in asked(quiz, opened.attempt.seed).questions if each.key == question.key)
    if isinstance(same, Scenario):
        same = as_far_as_told(same, given)
    return {"beside": same, "beside_texts": visible_texts(same), "beside_in": language}
