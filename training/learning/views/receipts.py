"""Which pages give a receipt for a finished attempt, and tell later whether the record still says the same?"""

from dataclasses import dataclass
from uuid import UUID

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from training.content.rules.questions import Question
from training.foundation.extensions import db, limiter
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.forms import ReceiptForm
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.opened import opened_attempt
from training.quizzes.rules.receipts import code_of, proof_of, read_attempt_id, read_code
from training.quizzes.rules.records import Line, line_of

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of a receipt; `points` as they are stored, None where the grade says nothing of it."""

    number: int
    question: Question
    line: Line
    points: float | None


@pages.get("/<language:language>/attempts/<uuid:attempt_id>/receipt")
@requires(Permission.TAKE_MODULE)
def receipt(language: str, attempt_id: UUID) -> str | Response:
    """List what is stored of one's own finished attempt, with the code that proves it later."""
    opened = opened_attempt(attempt_id, language, person_id=learner().id)
    record = queries.record(db.session, attempt_id, person_id=learner().id)
    if record is None:
        return redirect(url_for(".attempt", language=language, attempt_id=attempt_id), 303)
    code = code_of(record, record.grade, secret=_secret())
    rows = [
        Row(number=number, question=asked, line=line_of(record, asked.key), points=record.grade.marks.get(asked.key))
        for number, asked in enumerate(opened.quiz.questions, start=1)
    ]
    check = url_for(".receipts", language=language, attempt=attempt_id, code=code)
    site = current_app.config["TRAINING"].public_address
    return show("receipt.html", opened=opened, record=record, rows=rows, code=code, check=check, site=site)


def _failed(response: Response) -> bool:
    # As with passwords, only failures count: whoever has a true receipt never waits.
    return response.status_code == _UNPROCESSABLE


def _account() -> str:
    return str(learner().id)


def _nothing_asked() -> bool:
    return not request.args


@pages.get("/<language:language>/receipts")
@requires(Permission.TAKE_MODULE)
@limiter.limit("10/minute;50/hour", deduct_when=_failed, exempt_when=_nothing_asked)
@limiter.limit("5/minute", key_func=_account, deduct_when=_failed, exempt_when=_nothing_asked)
def receipts(language: str) -> str | tuple[str, int]:
    """Ask for number and code of a receipt, and tell whether the record still says the same.

    A wrong code, the attempt of somebody else and one that never was are answered alike.
    """
    del language
    form = ReceiptForm(request.args)
    if _nothing_asked():
        return show("receipts.html", form=form, faults={}, checked=False, proof=None)
    if not form.validate():
        return show("receipts.html", form=form, faults=form.faults(), checked=False, proof=None), _UNPROCESSABLE
    attempt_id, code = read_attempt_id(form.attempt.data), read_code(form.code.data)
    record = queries.record(db.session, attempt_id, person_id=learner().id)
    proof = proof_of(record, code, secret=_secret()) if record else None
    page = show("receipts.html", form=form, faults={}, checked=True, proof=proof, attempt_id=attempt_id)
    return page if proof else (page, _UNPROCESSABLE)


def _secret() -> str:
    return str(current_app.config["TRAINING"].secret_key)
